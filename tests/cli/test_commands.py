"""Every command on one article, as a user runs it."""

from __future__ import annotations

import csv
import io
import json

import networkx as nx
import pytest

import guanxi


@pytest.fixture(scope="module")
def kg(seed_db):
    return guanxi.open_graph(seed_db)


def test_query_answers_with_sentence_document_and_date(run):
    result = run("query", "国际公司 -[推出]-> ?")
    assert result.code == 0
    answer, sentence, origin = result.out.splitlines()[:3]
    assert answer == "东海集团国际公司 —推出→ Yunfan"
    assert "Yunfan" in sentence and sentence.strip().startswith("“")
    assert origin == "  —— 《东海集团员工谈Yunfan：界面漂亮，功能太少》 2015-03-02"


@pytest.mark.parametrize("pattern", ["？　－［推出］－＞　ｙｕｎｆａｎ", "? -[launched]-> YUNFAN", "? -[发布]-> 云船"])
def test_names_and_types_match_whatever_their_width_case_and_synonym(run, pattern):
    assert "—推出→ Yunfan" in run("query", pattern).out


def test_what_is_denied_never_reads_as_asserted(run):
    result = run("query", "东海集团 -[收购]-> ?")
    assert result.out.splitlines()[:2] == ["东海集团 —收购（否认）→ 西山公司", "  否认 “3、东海集团否认收购西山公司。”"]
    assert "—收购（否认）→ 西山公司" in run("show", "东海集团").out
    (row,) = json.loads(run("relations", "--type", "收购", "--format", "json").out)
    assert (row["status"], row["asserted"], row["denied"], row["support"]) == ("denied", 0, 1, 0)
    assert run("query", "东海集团 -[收购]-> ? where asserted").code == 1


def test_query_json_has_the_offsets_of_every_part(run, kg):
    (row,) = json.loads(run("query", "国际公司 -[推出]-> Yunfan", "--format", "json").out)
    assert row["answer"] == "东海集团国际公司 —推出→ Yunfan"
    for claim in row["steps"][0]["claims"]:
        text = kg.documents[claim["document"]].text
        assert text[slice(*claim["spans"]["sentence"])] == claim["sentence"]
        assert text[slice(*claim["spans"]["tail"])].casefold() in {"yunfan", "云船"}
    assert row["sentence"] == row["steps"][0]["claims"][0]["sentence"]


def test_query_values_come_as_columns(run):
    result = run("query", "?x:人物 -[任职]-> ?y select ?x, ?y limit 2", "--format", "csv")
    rows = list(csv.reader(io.StringIO(result.out)))
    assert len(rows) == 3 and all(len(row) == 2 for row in rows)


def test_query_limit(run):
    assert len(run("query", "? -> ?", "--limit", "3", "--format", "jsonl").out.splitlines()) == 3


def test_query_without_an_answer_exits_with_1(run):
    result = run("query", "Yunfan -[收购]-> ?")
    assert (result.code, result.out, result.err) == (1, "", "nothing found\n")


def test_a_broken_pattern_is_pointed_at(run):
    result = run("query", "国际公司 -[推出")
    assert result.code == 3
    assert result.out == ""
    assert result.err.splitlines()[1] == "  国际公司 -[推出"
    assert result.err.splitlines()[2].strip() == "^"


def test_show_has_type_aliases_relations_sentences_and_documents(run, kg):
    result = run("show", "云船", "--evidence", "50")
    yunfan = kg.entity("Yunfan")
    assert result.code == 0
    lines = result.out.splitlines()
    assert lines[0] == "Yunfan  产品 PRODUCT"
    assert lines[1].startswith("also 又名 ") and "云船" in lines[1]
    sentences = sum(line.startswith("  ——") for line in lines)
    assert sentences == sum(len(relation.claims) for relation in kg.relations(of=yunfan))
    assert lines[-2:] == ["Documents 文档 (1)", "  《东海集团员工谈Yunfan：界面漂亮，功能太少》 2015-03-02"]


def test_show_says_how_many_sentences_it_left_out(run, kg):
    name, count = max(
        ((kg.graph.nodes[one.head]["entity"].name, len(one.claims)) for one in kg.relations()), key=lambda pair: pair[1]
    )
    if count < 2:
        pytest.skip("no relation has two sentences")
    assert f"more: --evidence {count}" in run("show", name, "--evidence", "1").out


def test_show_json_is_one_object(run):
    entity = json.loads(run("show", "Yunfan", "--format", "json").out)
    assert entity["name"] == "Yunfan" and entity["type"] == "PRODUCT"
    assert entity["relations"] and all(relation["claims"] for relation in entity["relations"])
    assert entity["documents"][0]["author"] == "陈默"


def test_an_unknown_name_gives_the_nearest_and_exits_with_1(run):
    result = run("show", "东海集团国际")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("guanxi: no entity is called “东海集团国际”; nearest: ")
    assert "东海集团国际公司" in result.err
    assert len(result.err.splitlines()) == 1


def test_path_prints_chains_with_a_sentence_for_each_link(run):
    result = run("path", "王海", "Yunfan", "--limit", "1")
    chain, *evidence = result.out.splitlines()
    assert chain.startswith("王海 —") and chain.endswith(" Yunfan")
    assert sum(line.startswith("  “") for line in evidence) == len(chain.split()) // 2


def test_path_to_itself_is_nothing(run):
    result = run("path", "Yunfan", "云船")
    assert (result.code, result.out) == (1, "")
    assert result.err == "nothing connects Yunfan and Yunfan\n"


def test_entities_are_listed_by_type_and_limit(run, kg):
    result = run("entities", "--type", "产品", "--format", "csv", "--limit", "3")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert [row["name"] for row in rows] == [entity.name for entity in kg.entities("PRODUCT")[:3]]
    assert {row["type"] for row in rows} == {"PRODUCT"}


def test_entities_sort_by_any_column(run):
    rows = json.loads(run("entities", "--sort", "-mentions", "--format", "json").out)
    counts = [row["mentions"] for row in rows]
    assert counts == sorted(counts, reverse=True)


def test_relations_have_status_support_and_sentence(run, kg):
    rows = json.loads(run("relations", "--format", "json").out)
    assert len(rows) == kg.graph.number_of_edges()
    assert all(row["sentence"] in next(iter(kg.documents.values())).text for row in rows)
    assert {row["label"] for row in json.loads(run("relations", "--type", "launched", "--format", "json").out)} == {
        "推出"
    }


def test_documents_have_what_the_front_matter_says(run):
    (row,) = json.loads(run("documents", "--format", "json").out)
    assert (row["title"], row["author"], row["date"]) == (
        "东海集团员工谈Yunfan：界面漂亮，功能太少",
        "陈默",
        "2015-03-02T09:30",
    )
    assert row["url"] == "https://example.com/articles/7"
    assert row["entities"] > 0 and row["relations"] > 0


@pytest.mark.parametrize("command", ["entities", "relations"])
def test_an_unknown_type_is_wrong_usage_and_names_those_there_are(run, command):
    result = run(command, "--type", "车")
    assert (result.code, result.out) == (2, "")
    assert "“车”; there are: " in result.err and f"see guanxi {command} --help" in result.err


def test_view_writes_the_page_and_prints_where(run, tmp_path):
    page = tmp_path / "new" / "页面.html"
    result = run("view", "--focus", "云船", "--hops", "2", "--out", page)
    assert (result.code, result.out.strip()) == (0, str(page))
    assert "Yunfan" in page.read_text(encoding="utf-8")


def test_view_draws_a_still_picture(run, tmp_path):
    picture = tmp_path / "新" / "graph.svg"
    result = run("view", "--static", picture, "--dark")
    assert (result.code, result.out) == (0, f"{picture}\n")
    assert "Yunfan" in picture.read_text(encoding="utf-8")
    assert run("view", "--static", tmp_path / "graph.gif").code == 3


def test_view_of_an_unknown_focus_writes_nothing(run, tmp_path):
    result = run("view", "--focus", "没有这个名字", "--out", tmp_path / "page.html")
    assert result.code == 1
    assert list(tmp_path.iterdir()) == []


def test_export_writes_a_file_or_stdout(run, tmp_path, kg):
    target = tmp_path / "new" / "graph.graphml"
    assert run("export", "graphml", "--out", target).code == 0
    assert nx.read_graphml(target).number_of_edges() == kg.graph.number_of_edges()
    assert run("export", "GraphML", "--out", "-").out == target.read_text(encoding="utf-8")


def test_export_lists_its_formats(run):
    assert "graphml" in run("export", "--list").out
    for words in ([], ["nonsense"]):
        result = run("export", *words)
        assert (result.code, result.out) == (2, "")


def test_extract_prints_records_of_which_every_span_is_exact(run):
    result = run("extract", "tests/cli/articles/sailing.md", "--extractor", "rules", "--text")
    (record,) = [json.loads(line) for line in result.out.splitlines()]
    assert (record["id"], record["path"]) == ("sailing", "tests/cli/articles/sailing.md")
    for entity in record["entities"]:
        assert {record["text"][start:end] for start, end in entity["spans"]} == set(entity["mentions"])
    ids = {entity["id"] for entity in record["entities"]}
    assert record["relations"]
    for relation in record["relations"]:
        assert {relation["head"], relation["tail"]} <= ids
        assert relation["evidence"] in record["text"]
        assert {"trigger", "negated", "modality", "time", "source", "score"} <= relation.keys()


def test_extract_says_what_it_skipped(run, tmp_path):
    (tmp_path / "empty.md").touch()
    result = run("extract", tmp_path)
    assert (result.code, result.out) == (3, "")
    assert result.err == f"skipped {tmp_path}/empty.md: empty\n"


def test_evaluate_prints_totals_and_types(run, tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        run("extract", "tests/cli/articles/sailing.md", "--extractor", "rules", "--text").out, encoding="utf-8"
    )
    rows = json.loads(run("evaluate", gold, "--extractor", "rules", "--format", "json").out)
    totals = {row["of"]: row for row in rows if row["type"] == "all"}
    assert totals.keys() == {"mention", "entity", "relation"}
    assert all(row["f1"] == 1 and row["expected"] > 0 for row in totals.values())


def test_evaluate_of_something_else_is_bad_data(run, tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": 1}\n', encoding="utf-8")
    result = run("evaluate", gold)
    assert (result.code, result.out) == (3, "")
    assert str(gold) in result.err and len(result.err.splitlines()) == 1


@pytest.mark.parametrize("format", ["table", "json", "jsonl", "csv", "tsv", "markdown"])
@pytest.mark.parametrize(
    "command",
    [["query", "? -> ?"], ["show", "Yunfan"], ["path", "王海", "Yunfan"], ["entities"], ["relations"], ["documents"]],
)
def test_every_format_of_every_command_prints_rows(run, command, format):
    result = run(*command, "--format", format)
    assert result.code == 0
    assert result.out.strip() and not result.err
    assert "\x1b" not in result.out


def test_search_shows_sentences_with_what_the_graph_holds_of_them(run):
    result = run("search", "首要竞争对手")
    assert result.code == 0
    assert "“推出方东海集团国际公司表示，Yunfan的首要竞争对手是Slack而非Zoom。”" in result.out
    assert "Yunfan —竞争（否认）— Zoom" in result.out
    found = json.loads(run("search", "云船", "--format", "json").out)
    assert [entity["name"] for entity in found["entities"]] == ["Yunfan"]
    assert any("云船" in row["sentence"] for row in found["sentences"])
    result = run("search", "火星旅行")
    assert (result.code, result.out, result.err) == (1, "", "nothing found\n")


def test_a_question_is_answered_and_the_pattern_said(run):
    result = run("ask", "谁推出了云船？")
    assert result.code == 0
    assert "东海集团国际公司 —推出→ Yunfan" in result.out
    assert result.err.startswith("guanxi query '")
    pattern = result.err.strip().removeprefix("guanxi query '").removesuffix("'")
    assert run("query", pattern).out == result.out


def test_a_question_that_cannot_be_read_says_so(run):
    result = run("ask", "今天天气怎么样")
    assert (result.code, result.out) == (3, "")
    assert "can't read the question “今天天气怎么样”" in result.err


def test_why_gives_score_extractor_and_place_of_every_claim(run, kg):
    result = run("why", "国际公司", "发布", "云船")
    (relation,) = [one for one in kg.relations("推出", of="国际公司") if one.tail == kg.entity("Yunfan").id]
    assert result.out.count("  score ") == len(relation.claims)
    assert all(f"characters {claim.evidence.start}–{claim.evidence.end} of" in result.out for claim in relation.claims)
    rows = json.loads(run("why", "国际公司", "发布", "云船", "--format", "json").out)
    assert [row["score"] for row in rows] == [claim.score for claim in relation.claims]


def test_why_of_nothing_leads_to_why_not(run):
    result = run("why", "王海", "收购", "Zoom")
    assert (result.code, result.out) == (1, "")
    assert "guanxi why-not 王海 收购 Zoom" in result.err
    assert run("why-not", "王海", "收购", "Zoom").out == "no sentence names both 王海 and Zoom\n"
    assert run("why-not", "东海集团", "收购", "西山公司").out.startswith("it is only denied\n  否认 “")
    (row,) = json.loads(run("why-not", "没有这个名字", "收购", "Zoom", "--format", "json").out)
    assert row["cause"] == "unknown" and "没有这个名字" in row["reason"]
    assert run("why", "王海", "喜欢", "Zoom").code == 3


def test_evaluate_reads_several_files_and_folds_need_claims(run, tmp_path):
    text = "雾岛重工否认收购星桥科技。"
    paths = []
    for name in ("a", "b"):
        record = {
            "id": name,
            "text": text,
            "entities": [
                {"id": "x", "type": "ORG", "mentions": ["雾岛重工"]},
                {"id": "y", "type": "ORG", "mentions": ["星桥科技"]},
            ],
            "relations": [
                {"head": "x", "type": "acquired", "tail": "y", "trigger": "收购", "evidence": [0, 13], "negated": True}
            ],
        }
        path = tmp_path / f"{name}.jsonl"
        path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        paths.append(str(path))
    rows = json.loads(run("evaluate", *paths, "--claims", "--format", "json").out)
    assert (rows[0]["type"], rows[0]["correct"], rows[0]["wanted"]) == ("denied", 2, "F1 of denied ≥ 0.70")
    rows = json.loads(run("evaluate", *paths, "--claims", "--folds", "2", "--format", "json").out)
    assert {row["of"]: row["mean"] for row in rows}["denied"] == 1
    assert run("evaluate", *paths, "--folds", "2").code == 2
    assert run("evaluate", *paths, "--claims", "--folds", "3").code == 2
