"""Reprints of one story cluster; independent reports, digests, teasers and boilerplate do not."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import guanxi
from guanxi.model import Document
from guanxi.resolve.reprints import clusters, originals, reprints
from guanxi.text.shingles import common_passage, letters, shingles

STORY = (
    "海豚公司周三宣布，已与飞鱼软件签署协议，将以三亿元现金收购后者全部股权。飞鱼软件成立于二〇〇八年，主要产品是面向"
    "中小企业的记账软件，目前有员工一百二十人，总部设在杭州。海豚公司总裁王小明表示，收购完成后飞鱼软件将保持独立运营，"
    "原有团队不会裁员。分析师认为，这笔交易将帮助海豚公司进入企业服务市场，与青藤公司展开竞争。双方预计交易将在年底前完成，"
    "但仍须得到监管部门的批准。受此消息影响，海豚公司股价当日上涨百分之四，成交量为上月以来最高。"
)
EDITED = "本报讯（记者 李红）" + STORY.replace("周三宣布", "昨日宣布").replace("目前有员工一百二十人，", "")
SHORTENED = STORY[: STORY.index("受此消息影响")]
TRADITIONAL = STORY.replace("收购", "收購").replace("软件", "軟件").replace("总裁", "總裁") + "\n責任編輯：某某"
INDEPENDENT = (
    "记者从多个渠道获悉，做记账软件的飞鱼软件已经有了买家。知情人士说，出价三亿元的是海豚公司，两家公司的谈判从春天就开始了，"
    "中间一度因为估值分歧停了两个月。飞鱼软件的一位早期投资人向记者证实了这一消息，但不愿透露更多细节。海豚公司近年来一直在"
    "寻找消费业务之外的增长点，去年曾传出有意入股青藤公司，后来没有下文。一位不愿具名的同行评价说，这个价钱并不便宜，关键要看"
    "飞鱼软件的客户愿不愿意换到海豚公司的平台上来。截至发稿时，海豚公司和飞鱼软件都没有回应记者的采访请求。"
)
OTHER = (
    "白鹭集团昨天在上海举行发布会，推出新一代家用机器人“白鹭三号”。这款产品可以扫地、浇花，还能陪老人聊天，售价四千九百九十九元，"
    "下月起在全国门店开售。白鹭集团研究院院长赵敏介绍，研发团队用了三年时间，申请了六十多项专利。现场体验的顾客反应不一，有人"
    "觉得它的动作比上一代流畅许多，也有人嫌它说话太慢。白鹭集团没有公布销售目标，只说今年的产能是十万台。"
)
FOOTER = (
    "声明：本平台发布的内容由各家媒体提供，文中所述与本平台没有关系，读者应当自行判断其真实性和完整性。"
    "如对作品内容和版权等问题有疑问，请在三十日内与本平台的工作人员联系，我们将在第一时间处理。"
)


def linked(*texts: str | Document) -> list[list[int]]:
    """Return which of the texts are together, by their places."""
    documents = [text if isinstance(text, Document) else Document(text, name=str(at)) for at, text in enumerate(texts)]
    found = clusters(reprints(documents))
    groups: dict[str, list[int]] = {}
    for at, document in enumerate(documents):
        if document.id in found:
            groups.setdefault(found[document.id], []).append(at)
    return sorted(groups.values())


def test_edited_reprints_are_one_story_and_an_independent_report_is_not():
    assert linked(STORY, EDITED, INDEPENDENT, SHORTENED, OTHER, TRADITIONAL) == [[0, 1, 3, 5]]


def test_every_link_says_how_much_is_shared():
    a, b = Document(STORY), Document(SHORTENED)
    (link,) = reprints([a, b])
    assert (link.document, link.other) == (b.id, a.id)  # the shorter one is the reprint
    mine, others = shingles(letters(SHORTENED)), shingles(letters(STORY))
    assert link.shorter == pytest.approx(len(mine & others) / len(mine), abs=1e-4) == 1
    assert link.longer == pytest.approx(len(mine & others) / len(others), abs=1e-4)
    assert link.longer < 1


def test_a_digest_does_not_join_the_stories_it_holds():
    assert linked(STORY, OTHER, f"{STORY}\n{OTHER}\n{INDEPENDENT}") == []
    # More than half of the digest is one story: it goes with that one, and the other stays apart.
    groups = linked(STORY, OTHER, f"{STORY}\n{OTHER}")
    assert all({0, 1} - set(group) for group in groups)


def test_what_a_feed_prints_around_its_stories_is_not_compared():
    short = [f"{FOOTER}{text}。" for text in (OTHER[:30], STORY[:30], INDEPENDENT[:30])]
    long = [FOOTER + text for text in (OTHER + INDEPENDENT, INDEPENDENT + STORY, STORY + OTHER)]
    assert linked(*short) != [] and linked(*short, *long) == []
    assert linked(STORY + FOOTER, EDITED + FOOTER, OTHER + FOOTER, INDEPENDENT + FOOTER) == [[0, 1]]


def test_teasers_below_two_stories_make_no_reprint():
    teasers = "\n".join(INDEPENDENT.split("，")) + "\n" + "\n".join(OTHER.split("，"))
    assert linked(STORY[:80] + "\n" + teasers, FOOTER[:80] + "\n" + teasers) == []


def test_ten_reprints_are_not_boilerplate():
    versions = [f"（某某{place}电）{STORY}记者{place}报道。" for place in "甲乙丙丁戊己庚辛壬癸"]
    assert linked(*versions, OTHER) == [list(range(10))]


def test_a_named_source_is_a_hint_and_no_proof():
    apart = [Document(STORY[:150] + INDEPENDENT[:100]), Document(STORY[:150] + OTHER[:110])]
    hinted = [Document(f"转载自：某某晚报\n{one.text}") for one in apart]
    assert linked(*apart) == [] and linked(*hinted) == [[0, 1]]
    assert linked(f"来源：某某晚报\n{OTHER}", f"来源：某某晚报\n{STORY}") == []
    (link,) = reprints(hinted)
    assert link.hint == "source 某某晚报"


def test_short_notices_are_never_reprints():
    assert linked("海豚公司收购飞鱼软件。", "海豚公司收购飞鱼软件。\n") == []


def test_a_document_that_repeats_itself_is_compared_once():
    assert linked(STORY, f"{STORY}\n{STORY}") == [[0, 1]]


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_documents_makes_no_difference(chance: random.Random):
    documents = [Document(text) for text in (STORY, EDITED, SHORTENED, INDEPENDENT, OTHER, OTHER + FOOTER)]
    expected = reprints(documents)
    chance.shuffle(documents)
    assert reprints(documents) == expected


@pytest.mark.parametrize("text", ["", "。", "a" * 500, "\n" * 100, "😀" * 100])
def test_odd_texts_do_no_harm(text):
    assert len(reprints([Document(text), Document(STORY), Document(text + " ")])) <= 1


def test_time_grows_with_the_number_of_documents():
    chance = random.Random(5)
    alphabet = sorted(set(STORY + OTHER + INDEPENDENT))

    def made(number: int) -> list[Document]:
        stories = ["".join(chance.choices(alphabet, k=400)) for _ in range(number // 4)]
        return [Document(f"{story}{at}" if at else story) for story in stories for at in range(4)]

    reprints(made(20))  # loads the libraries
    times = []
    for number in (200, 800):
        documents = made(number)
        begun = time.process_time()
        assert len(reprints(documents)) == number * 3 // 4
        times.append(time.process_time() - begun)
    assert times[1] < 10 * times[0]  # 16 times, if every document were compared with every other


def test_a_crowd_of_reprints_is_one_cluster():
    documents = [Document(f"第{at}家报纸：{STORY}") for at in range(200)]
    found = clusters(reprints(documents))
    assert len(found) == 200 and len(set(found.values())) == 1


def test_the_first_published_leads_its_cluster():
    documents = [Document(EDITED, date="2013-06-20"), Document(STORY, date="2013-06-19"), Document(SHORTENED)]
    by_id = {document.id: document for document in documents}
    ((first, others),) = originals(reprints(documents), by_id)
    assert first is documents[1]
    assert [document for document, _ in others] == [documents[0], documents[2]]
    assert all(link.document == document.id or link.other == document.id for document, link in others)


def test_the_common_passage_is_the_longest_and_is_quoted_exactly():
    own = f"前言很长很长。{STORY[:40]}！！ {STORY[40:80]}完全不同的结尾。"
    span = common_passage(own, STORY)
    assert span is not None and span.of(own) == f"{STORY[:40]}！！ {STORY[40:80]}"
    assert common_passage("毫无关系的一句话。", STORY) is None
    assert common_passage("", STORY) is None and common_passage("短", "短") is None


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def supports(kg: guanxi.KnowledgeGraph) -> dict[tuple[str, str, str], int]:
    name = {id: data["entity"].name for id, data in kg.graph.nodes(data=True)}
    return {(name[one.head], one.type, name[one.tail]): one.support for one in kg.relations()}


LEAD = "青鸟科技有限公司收购了白鹭集团。"


def test_reprints_are_one_voice_in_the_graph(tmp_path):
    texts = {"a": LEAD + STORY, "b": LEAD + EDITED, "c": LEAD + SHORTENED}
    independent = {"d": "昨天传来消息，" + LEAD + INDEPENDENT}
    reprinted = guanxi.build(write(tmp_path / "one", **texts), extractor="rules", min_score=0.1)
    both = guanxi.build(write(tmp_path / "two", **texts, **independent), extractor="rules", min_score=0.1)
    key = ("青鸟科技有限公司", "acquired", "白鹭集团")
    assert supports(reprinted)[key] == 1
    assert supports(both)[key] == 2
    rows = both.reprint_records()
    assert [Path(row["path"]).name for row in rows if row["cluster"] == 1] == ["a.txt", "b.txt", "c.txt"]
    assert len(rows) == 3 and all(row["passage"] in texts[Path(row["path"]).stem] for row in rows[1:])


def test_an_incremental_build_is_the_same_as_one(tmp_path):
    folder = write(tmp_path / "in", a=LEAD + STORY, b=LEAD + EDITED, c=OTHER)
    whole = guanxi.build(folder, extractor="rules", min_score=0.1, db=tmp_path / "whole.db")
    for name in "cba":
        by_steps = guanxi.build(folder / f"{name}.txt", extractor="rules", min_score=0.1, db=tmp_path / "steps.db")
    assert by_steps.reprint_records() == whole.reprint_records() != []
    assert guanxi.open_graph(tmp_path / "steps.db").reprint_records() == whole.reprint_records()
    (folder / "b.txt").write_text(OTHER + "又一篇。", encoding="utf-8")
    changed = guanxi.build(folder / "b.txt", extractor="rules", min_score=0.1, db=tmp_path / "steps.db")
    assert {Path(row["path"]).name for row in changed.reprint_records()} == {"b.txt", "c.txt"}
