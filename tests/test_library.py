"""The library's face: what `import guanxi` gives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

import guanxi
from guanxi.records import claim_record

ARTICLES = Path(__file__).parent / "cli" / "articles"


@pytest.fixture(scope="module")
def kg():
    return guanxi.build(ARTICLES, extractor="rules")


def test_build_gives_a_networkx_graph_and_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    kg = guanxi.build(str(ARTICLES / "sailing.md"), extractor="rules")
    assert isinstance(kg.graph, nx.MultiDiGraph)
    assert kg.report is not None and kg.report.files == () and kg.report.read == 1
    assert list(tmp_path.iterdir()) == []


def test_a_database_opens_to_the_same_graph(tmp_path, kg):
    guanxi.build([ARTICLES], db=tmp_path / "g.db", out=tmp_path / "out", extractor="rules")
    opened = guanxi.open_graph(tmp_path / "g.db")
    assert sorted(opened.graph.edges(keys=True)) == sorted(kg.graph.edges(keys=True))
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"graph.html", "graph.graphml"}


def test_every_quote_is_rebuilt_from_its_offsets(kg):
    claims = [claim for relation in kg.relations() for claim in relation.claims]
    assert claims
    for claim in claims:
        text = kg.documents[claim.document].text
        assert kg.quote(claim) == text[claim.evidence.start : claim.evidence.end]
        for mention in (claim.head, claim.tail):
            assert text[mention.start : mention.end] == mention.text
        assert claim.trigger is None or claim.evidence.contains(claim.trigger)


def test_entities_and_relations_come_by_importance_and_type(kg):
    degrees = [kg.graph.degree(entity.id) for entity in kg.entities()]
    assert degrees == sorted(degrees, reverse=True)
    assert kg.entities("公司") == kg.entities("ORG") == [entity for entity in kg.entities() if entity.type == "ORG"]
    assert kg.relations("发布") == kg.relations("launched") != []
    yunfan = kg.entity("云船")
    assert kg.relations(of="云船") == kg.relations(of=yunfan)
    assert all(yunfan.id in (relation.head, relation.tail) for relation in kg.relations(of=yunfan))


def test_unknown_types_and_names_say_what_there_is(kg):
    with pytest.raises(guanxi.SchemaError, match="no entity type is called “车”; known: 组织 ORG、产品 PRODUCT"):
        kg.entities("车")
    with pytest.raises(guanxi.SchemaError, match="no relation type is called “爱”; known: 隶属 part_of"):
        kg.relations("爱")
    with pytest.raises(guanxi.UnknownNameError) as error:
        kg.relations(of="东海集团国际")
    assert "东海集团国际公司" in error.value.nearest


def test_query_and_path_answer(kg):
    (answer,) = kg.query("国际公司 -[推出]-> ?x")
    assert answer.variables["x"].name == "Yunfan"
    assert kg.path("王海", "Yunfan")[0].entities[-1].name == "Yunfan"


def test_export_and_page(kg, tmp_path):
    kg.export("graphml", tmp_path / "g.graphml")
    kg.write_page(tmp_path / "new" / "g.html", focus="Yunfan")
    assert nx.read_graphml(tmp_path / "g.graphml").number_of_nodes() == kg.graph.number_of_nodes()
    assert (tmp_path / "new" / "g.html").stat().st_size > 10_000


def test_pandas_gets_four_tables_or_one_line(kg, monkeypatch):
    pytest.importorskip("pandas")
    tables = kg.to_pandas()
    assert set(tables) == {"entities", "relations", "claims", "documents"}
    assert len(tables["relations"]) == kg.graph.number_of_edges()


def test_without_pandas_to_pandas_says_what_to_do(kg, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(guanxi.GuanxiError, match="pip install pandas"):
        kg.to_pandas()


def test_records_are_plain_data(kg):
    import json

    for relation in kg.relations():
        for claim in relation.claims:
            record = claim_record(kg.graph, claim)
            assert json.loads(json.dumps(record)) == record
            assert record["sentence"] == kg.quote(claim)


def test_a_notebook_shows_the_page_in_a_frame_without_rights(kg):
    shown = kg._repr_html_()
    assert shown.startswith('<iframe sandbox="allow-scripts')
    assert "allow-same-origin" not in shown and "<script" not in shown


def test_repr_says_how_much_there_is(kg):
    assert repr(kg) == (
        f"<KnowledgeGraph: {kg.graph.number_of_nodes()} entities, {kg.graph.number_of_edges()} relations, 1 document>"
    )


def test_what_is_public_is_there_and_importing_it_is_light():
    assert all(hasattr(guanxi, name) for name in guanxi.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        guanxi.nonsense  # noqa: B018
    code = "import sys, guanxi; print([name for name in ('networkx', 'jieba', 'onnxruntime') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
