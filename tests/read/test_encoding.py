"""Bytes to text: what was written is what is read, or nothing is."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guanxi.errors import InputError
from guanxi.read.encoding import chinese_share, decode, detect

ARTICLE = "甲公司周三在北京发布新款手机“星辰9”，售价2999元。\n业内人士认为，这将与乙公司形成竞争……\r\n\t（记者 张三）"
TRADITIONAL = "甲公司週三在臺北發表新款手機「星辰9」，售價2999元。\n業內人士認為，這將與乙公司形成競爭。"
EVERYDAY = "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之"
EVERYDAY += "过家学对可她里后小么心多天而能好，。：、“”（）《》 abcXYZ0189,.-\t"

# Surrogates can't be written; control characters make a binary file; a mark at the start is the encoding's.
any_text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
    lambda t: not t.startswith("\ufeff")
)
chinese = st.text(st.sampled_from(EVERYDAY), max_size=200).map(lambda text: f"他们在中国发布了新手机。\n{text}")


@given(text=any_text, encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
@example(text="a", encoding="utf-16")
@example(text="联通", encoding="utf-8")
@example(text="\ufffe\u0100", encoding="utf-16")
def test_any_text_in_an_encoding_that_shows_itself(text, encoding):
    assert decode(text.encode(encoding)) == text


@given(text=chinese, encoding=st.sampled_from(["gb18030", "gbk", "utf-16-le", "utf-16-be", "utf-8"]))
def test_chinese_text_in_any_encoding(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "hz"])
def test_an_article_reads_back_or_is_refused(encoding):
    data = ARTICLE.encode(encoding)
    if encoding == "hz":  # looks like ASCII; read as such, nothing of it is mistaken for other characters
        assert decode(data).isascii()
    else:
        assert decode(data) == ARTICLE


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "gb18030", "utf-16-le"])
def test_traditional_script(encoding):
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


def test_characters_beyond_the_basic_plane():
    text = "𠮷野家（𠮷字）在中国开店，微信😀支付可用。\n他们说这是第一家。"
    for encoding in ("utf-8", "utf-16", "utf-16-le", "gb18030"):
        assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Привет, мир! Это статья о компании.", "cp1251"),
        ("日本の会社が新しい製品を発表しました。", "shift_jis"),
        ("한국의 회사가 새로운 제품을 발표했다.", "euc-kr"),
        ("Société générale a présenté son nouveau téléphone à Paris.", "latin-1"),
    ],
)
def test_what_reads_as_chinese_in_no_encoding_is_refused(text, encoding):
    with pytest.raises(InputError, match="save it as UTF-8"):
        decode(text.encode(encoding))


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, bytes(range(256)) * 9, b"PK\x03\x04\0\0" * 50, b"a\0b" * 40]
)
def test_binary(data):
    with pytest.raises(InputError, match="binary"):
        decode(data)


def test_a_broken_tail_is_refused_and_says_where():
    with pytest.raises(InputError, match="byte"):
        decode(b"\xef\xbb\xbf" + "中国".encode() + b"\xff")


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_an_input_error(data):
    try:
        text = decode(data)
    except InputError as error:
        assert "\n" not in str(error)
    else:
        text.encode("utf-8")
        assert "\0" not in text


def test_a_beginning_cut_within_a_character_is_enough():
    for encoding in ("utf-8", "gb18030"):
        data = (ARTICLE * 3).encode(encoding)
        for cut in range(40, 60):
            assert detect(data[:cut], complete=False) == encoding


def test_the_share_of_everyday_chinese():
    assert chinese_share("plain ASCII") == 1.0
    assert chinese_share("中国。") == 1.0
    assert chinese_share("中龘") == 0.5
    assert chinese_share("\x01\x02") == 0.0
