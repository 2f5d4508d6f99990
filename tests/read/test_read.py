"""The reader as a whole: kinds of files, what is skipped, and in which order."""

from pathlib import Path

import pytest

from guanxi.model import Document
from guanxi.read import Skipped, read

SEEDS = Path(__file__).parents[2] / "seeds"


def test_seed_article_has_its_front_matter():
    (found,) = read([SEEDS / "jego.md"])
    assert isinstance(found, Document)
    assert found.title == "中国移动内部员工吐槽Jego：与创新无关"
    assert (found.date, found.author) == ("2013-06-19T16:07", "宿艺")
    assert found.url == "https://www.huxiu.com/article/16098"
    assert found.name == "jego"
    assert found.meta == {"layout": "post"}
    assert found.text.startswith(f"{found.title}\n转载请注明来源于搜狐IT，作者宿艺\n\nJego的推出")
    assert "---" not in found.text


def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path):
    (tmp_path / "a.md").write_text("甲公司收购乙公司。", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "d.jsonl").write_text('{"text": "丙公司推出丁。"}\n{broken\n{"text": "戊"}\n', encoding="utf-8")
    (tmp_path / "e.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.md").write_text("藏", encoding="utf-8")
    found = list(read([tmp_path, tmp_path / "missing.md"]))
    assert [item.text for item in found if isinstance(item, Document)] == ["甲公司收购乙公司。", "丙公司推出丁。", "戊"]
    skipped = {Path(item.path).name: item.reason for item in found if isinstance(item, Skipped)}
    assert skipped["b.txt"] == "empty"
    assert skipped["c.txt"].startswith("binary")
    assert skipped["d.jsonl:2"].startswith("not JSON")
    assert "no such file" in skipped["missing.md"]
    assert len(skipped) == 4
    assert not any("\n" in reason for reason in skipped.values())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5"])
def test_encodings(tmp_path, encoding):
    text = (
        "中國移動在北京舉行發佈會，宣布推出新的手機服務。"
        if encoding == "big5"
        else "中国移动在北京举行发布会，宣布推出Jego。\r\n"
    )
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    (found,) = read([tmp_path / "a.txt"])
    assert isinstance(found, Document), found
    assert found.text == text
