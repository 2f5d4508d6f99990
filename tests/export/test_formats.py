"""Every format, read again by its real reader: Chinese, hostile strings, denials, parallel relations."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from guanxi.errors import OutputError
from guanxi.export import export, formats
from guanxi.model import Document, Entity, Extraction
from tests.graphs import claim, graph, mention

HOSTILE = [
    "中国移动",
    "<img src=x onerror=alert(1)>",
    "]]></data>&amp;&#0;",
    "a\"b'c\\d`e",
    "两行\n名字\t制表",
    "\x00\x08控制\x1b[31m",
    "\u202e反向\u200b",
    "../../etc/passwd",
    "CON",
    "jego",
    "Jego",
    "[[链接|别名]] # *粗* $x$ {{t}}",
    "=cmd|' /C calc'!A0",
    "😀𠮷野家",
    "长" * 3000,
    "'); MATCH (n) DETACH DELETE n; //",
    "\\N\\l",
]


def clean(name: str) -> str:
    """Return a name without what XML can't hold."""
    return "".join(c for c in name if c >= " " or c in "\t\n\r")


@pytest.fixture(scope="module")
def made() -> nx.MultiDiGraph:
    """Give a graph of a chain of hostile names, a denial, a plan, parallel and symmetric relations."""
    found = []
    for at in range(len(HOSTILE) - 1):
        head, tail = f"机构{at:02}号", f"机构{at + 1:02}号"
        document = Document(
            f"{head}与{tail}合作。{HOSTILE[at]}", title=HOSTILE[-1 - at], date="2013-06-19", url="javascript:alert(1)"
        )
        places = [mention(document, head), mention(document, tail, score=0.9)]
        kinds: list[tuple[str, dict[str, Any]]] = [("invested_in", {"date": "2012-02"})]
        if at == 0:
            kinds = [("acquired", {"polarity": "denied", "source": places[1]}), ("invested_in", {"modality": "plan"})]
            kinds.append(("competes_with", {"date": "2008"}))
        claims = tuple(claim(document, places[0], type_, places[1], "合作", **fields) for type_, fields in kinds)
        found.append(Extraction(document, tuple(places), claims))
    built = graph(found)
    for at, name in enumerate(HOSTILE):
        data = built.nodes[f"机构{at:02}号"]
        entity: Entity = data["entity"]
        data["entity"] = replace(entity, name=name, aliases=(f"{name};别名", "甲、乙"))
    return nx.relabel_nodes(built, {})


def names(made: nx.MultiDiGraph) -> dict[str, str]:
    return {id: entity.name for id, entity in made.nodes(data="entity")}


def edges(made: nx.MultiDiGraph) -> set[tuple[str, str, str]]:
    return {(head, type_, tail) for head, tail, type_ in made.edges(keys=True)}


def write(made: nx.MultiDiGraph, format: str, folder: Path) -> Path:
    target = folder / f"graph.{format}"
    export(made, format, target)
    return target


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_xml_formats_are_read_by_networkx(made: nx.MultiDiGraph, tmp_path: Path, format: str) -> None:
    path = write(made, format, tmp_path)
    read = nx.read_graphml(path, force_multigraph=True) if format == "graphml" else nx.read_gexf(path)
    assert {id: data["label"] for id, data in read.nodes(data=True)} == {id: clean(n) for id, n in names(made).items()}
    assert {data["type"] for _, data in read.nodes(data=True)} == {"ORG"}
    found = {(head, data["type"], tail) for head, tail, data in read.edges(data=True)}
    assert found == edges(made)
    (denied,) = (data for *_, data in read.edges(data=True) if data["type"] == "acquired")
    assert (denied["label"], denied["status"], denied["denied"], denied["support"]) == ("收购（否认）", "denied", 1, 0)
    assert denied["evidence"] == "机构00号与机构01号合作。" and denied["weight"] == 1.0
    (plan,) = (data for *_, data in read.edges(data=True) if data["status"] == "plan")
    assert (plan["label"], plan["planned"], plan["asserted"]) == ("投资（计划）", 1, 0)


def test_graphml_edge_ids_are_unique_and_attributes_scalar(made: nx.MultiDiGraph, tmp_path: Path) -> None:
    read = nx.read_graphml(write(made, "graphml", tmp_path))
    ids = [key for *_, key in read.edges(keys=True)]
    assert len(set(ids)) == len(ids) == made.number_of_edges()
    assert all(
        isinstance(value, str | int | float | bool) for *_, data in read.edges(data=True) for value in data.values()
    )
    assert {"label", "type", "weight"} <= set.intersection(*(set(data) for *_, data in read.edges(data=True)))
    assert {"label", "type", "weight"} <= set.intersection(*(set(data) for _, data in read.nodes(data=True)))


def test_gexf_places_relations_in_time(made: nx.MultiDiGraph, tmp_path: Path) -> None:
    text = write(made, "gexf", tmp_path).read_text(encoding="utf-8")
    assert '<spell start="2008-01-01" end="2008-12-31"/>' in text
    assert '<spell start="2012-02-01" end="2012-02-29"/>' in text
    assert '<spell start="2013-06-19" end="2013-06-19"/>' in text  # no date of its own: when it was said
    read = nx.read_gexf(write(made, "gexf", tmp_path))
    assert read.nodes["机构00号"]["start"] == "2008-01-01"


def test_json_is_read_by_networkx(made: nx.MultiDiGraph, tmp_path: Path) -> None:
    data = json.loads(write(made, "json", tmp_path).read_text(encoding="utf-8"))
    read = nx.node_link_graph(data, edges="edges")
    assert {id: node["name"] for id, node in read.nodes(data=True)} == names(made)
    assert set(read.edges(keys=True)) == {(head, tail, type_) for head, type_, tail in edges(made)}
    (denied,) = (data["claims"] for *_, data in read.edges(data=True) if data["status"] == "denied")
    assert denied[0]["polarity"] == "denied" and denied[0]["sentence"] == "机构00号与机构01号合作。"
    assert len(data["graph"]["documents"]) == len(made.graph["documents"])


def test_cytoscape_is_read_by_networkx(made: nx.MultiDiGraph, tmp_path: Path) -> None:
    data = json.loads(write(made, "cytoscape", tmp_path).read_text(encoding="utf-8"))
    read = nx.cytoscape_graph(data)
    assert {id: node["label"] for id, node in read.nodes(data=True)} == names(made)
    assert set(read.edges(keys=True)) == {(head, tail, type_) for head, type_, tail in edges(made)}
    assert "收购（否认）" in {data["interaction"] for *_, data in read.edges(data=True)}


def test_neo4j_files_follow_its_header_and_keep_every_row(made: nx.MultiDiGraph, tmp_path: Path) -> None:
    folder = write(made, "neo4j", tmp_path)
    with (folder / "nodes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["id:ID"]: row["name:string"] for row in rows} == {
        id: name.replace("\0", "") for id, name in names(made).items()
    }
    assert {row[":LABEL"] for row in rows} == {"Entity;组织"}
    assert all(len(row["aliases:string[]"].split(";")) == 2 for row in rows)
    with (folder / "relationships.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row[":START_ID"], row["type:string"], row[":END_ID"]) for row in rows} == edges(made)
    assert {row[":TYPE"] for row in rows} == {"投资", "竞争", "收购（否认）"}
    assert {row["symmetric:boolean"] for row in rows} == {"true", "false"}


def cypher_strings(script: str) -> list[str]:
    """Read the strings of a script as Neo4j does; fails on one that does not end."""
    found, at = [], 0
    while (at := script.find("'", at)) >= 0:
        end, text = at + 1, ""
        while script[end] != "'":
            if script[end] == "\\":
                if script[end + 1] == "u":
                    text += chr(int(script[end + 2 : end + 6], 16))
                    end += 6
                    continue
                end += 1
            text += script[end]
            end += 1
        found.append(text)
        at = end + 1
    return found


def test_cypher_escapes_every_string(made: nx.MultiDiGraph, tmp_path: Path) -> None:
    script = write(made, "cypher", tmp_path).read_text(encoding="utf-8")
    strings = cypher_strings(script)
    assert set(HOSTILE) <= set(strings)
    bare = script
    for text in sorted(set(script.split("'")[1::2]), key=len, reverse=True):
        bare = bare.replace(f"'{text}'", "''")
    assert "DETACH DELETE" not in bare
    assert "SET e += row.properties, e:`组织`;" in script
    assert "MERGE (h)-[r:`收购（否认）`]->(t)" in script and "[r:`收购`]" not in script
    assert all(line.endswith((";", "row", ")")) for line in script.splitlines())


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(("format", "kind"), [("turtle", "turtle"), ("jsonld", "json-ld")])
def test_rdf_is_read_by_rdflib(made: nx.MultiDiGraph, tmp_path: Path, format: str, kind: str) -> None:
    rdflib = pytest.importorskip("rdflib")
    read = rdflib.Graph().parse(write(made, format, tmp_path), format=kind)
    types, prov = rdflib.Namespace("urn:guanxi:schema:"), rdflib.PROV
    entities = set(read.subjects(rdflib.RDF.type, types.ORG))
    assert {str(read.value(one, rdflib.RDFS.label)) for one in entities} == {clean(name) for name in HOSTILE}
    assert not list(read.triples((None, types.acquired, None)))  # only denied: never a plain triple
    assert len(list(read.triples((None, types.invested_in, None)))) == len(HOSTILE) - 2  # one is only planned
    statements = set(read.subjects(rdflib.RDF.type, rdflib.RDF.Statement))
    assert len(statements) == made.number_of_edges()
    (denied,) = read.subjects(types.polarity, rdflib.Literal("denied"))
    assert str(read.value(denied, prov.value)) == "机构00号与机构01号合作。"
    assert read.value(denied, prov.wasAttributedTo) is not None
    document = read.value(denied, prov.wasQuotedFrom)
    assert str(read.value(document, rdflib.DCTERMS.issued)) == "2013-06-19"
    dates = {str(date.datatype).split("#")[1] for date in read.objects(None, rdflib.DCTERMS.date)}
    assert dates == {"gYear", "gYearMonth"}


def test_parquet_is_read_by_pyarrow(made: nx.MultiDiGraph, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    folder = write(made, "parquet", tmp_path)
    tables = {path.stem: pq.read_table(path).to_pylist() for path in folder.glob("*.parquet")}
    assert {row["id"]: row["name"] for row in tables["entities"]} == names(made)
    assert {(row["head"], row["type"], row["tail"]) for row in tables["relations"]} == edges(made)
    texts = {row["id"]: row["text"] for row in tables["documents"]}
    for row in tables["claims"]:
        start, end = row["sentence_span"]
        assert texts[row["document"]][start:end] == row["sentence"]
        start, end = row["trigger_span"]
        assert texts[row["document"]][start:end] == "合作"
    assert [row["status"] for row in tables["relations"] if row["denied"]] == ["denied"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_dot_is_read_by_pydot(made: nx.MultiDiGraph, tmp_path: Path) -> None:
    pydot = pytest.importorskip("pydot")
    (read,) = pydot.graph_from_dot_data(write(made, "dot", tmp_path).read_text(encoding="utf-8"))
    labels = {node.get("label") for node in read.get_nodes() if node.get("label")}
    expected = {" ".join(clean(name).split()).replace("\\", "\\\\").replace('"', '\\"') for name in HOSTILE}
    assert labels == {f'"{name}"' for name in expected}
    assert len(read.get_edges()) == made.number_of_edges()
    (denied,) = (edge for edge in read.get_edges() if edge.get("status") == "denied")
    assert (denied.get("label"), denied.get("style"), denied.get("color")) == ('"收购（否认）"', "dotted", "red")


def test_obsidian_notes_have_safe_names_and_links_that_lead_somewhere(made: nx.MultiDiGraph, tmp_path: Path) -> None:
    import re

    import yaml

    folder = write(made, "obsidian", tmp_path)
    notes = list(folder.rglob("*.md"))
    assert len(notes) == len(HOSTILE) and {path.parent.name for path in notes} == {"组织"}
    stems = {path.stem for path in notes}
    assert {"CON_", "jego", "Jego (2)", "etc passwd", "中国移动"} <= stems or {"CON_", "Jego", "jego (2)"} <= stems
    assert all(len(path.name.encode()) <= 255 for path in notes)
    assert len({path.name.casefold() for path in notes}) == len(notes)
    ids = {}
    for path in notes:
        text = path.read_text(encoding="utf-8")
        front = yaml.safe_load(text.split("---\n")[1])
        ids[front["id"]] = path.stem
        assert front["type"] == "组织" and len(front["aliases"]) == 2
        body = text.split("---\n", 2)[2]
        assert "<img" not in body
        for link, _ in re.findall(r"\[\[([^|\]]+)\|((?:\\.|[^\]\\])*)\]\]", body):
            assert link in stems
    assert set(ids) == set(made)
    text = (folder / "组织" / f"{ids['机构00号']}.md").read_text(encoding="utf-8")
    assert "收购（否认） →" in text and "竞争 —" in text and "（否认）“机构00号与机构01号合作。”" in text


def test_triples_are_three_fields_a_line(made: nx.MultiDiGraph, tmp_path: Path) -> None:
    lines = write(made, "triples", tmp_path).read_text(encoding="utf-8").split("\n")[:-1]
    assert len(lines) == made.number_of_edges()
    assert all(len(line.split("\t")) == 3 for line in lines)
    assert {line.split("\t")[1] for line in lines} == {"收购（否认）", "投资（计划）", "投资", "竞争"}


@pytest.mark.parametrize("format", [format.name for format in formats()])
def test_the_same_graph_gives_the_same_bytes(made: nx.MultiDiGraph, tmp_path: Path, format: str) -> None:
    first, second = (write(made, format, tmp_path / name) for name in "ab")
    if first.is_dir():
        read = [{p.relative_to(f): p.read_bytes() for p in f.rglob("*") if p.is_file()} for f in (first, second)]
        assert read[0] == read[1]
    else:
        assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("format", [format.name for format in formats()])
def test_an_empty_graph_can_be_written(tmp_path: Path, format: str) -> None:
    path = write(graph([]), format, tmp_path)
    assert path.exists()
    if format == "graphml":
        assert len(nx.read_graphml(path)) == 0


def test_mistakes_give_one_line(made: nx.MultiDiGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OutputError, match="no format is called “docx”; known: graphml"):
        export(made, "docx", tmp_path / "x")
    with pytest.raises(OutputError, match="can't go to stdout"):
        export(made, "parquet", "-")
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "mine.md").write_text("mine")
    with pytest.raises(OutputError, match="not empty"):
        export(made, "obsidian", tmp_path / "vault")
    assert (tmp_path / "vault" / "mine.md").read_text() == "mine"
    with pytest.raises(OutputError, match="can't be written"):
        export(made, "graphml", tmp_path / "vault" / "mine.md" / "x")
    import sys

    monkeypatch.setitem(sys.modules, "rdflib", None)
    monkeypatch.delitem(sys.modules, "guanxi.export.rdf", raising=False)
    monkeypatch.delitem(sys.modules, "guanxi.export.turtle", raising=False)
    with pytest.raises(OutputError, match=r"pip install 'guanxi\[rdf\]'"):
        export(made, "turtle", tmp_path / "x.ttl")


def test_a_folder_is_written_again_around_what_the_user_put_there(made: nx.MultiDiGraph, tmp_path: Path) -> None:
    folder = write(made, "obsidian", tmp_path)
    (folder / "mine.md").write_text("mine")
    (folder / ".obsidian").mkdir()
    outside = tmp_path / "outside.md"
    outside.write_text("outside")
    listed = folder / ".guanxi-files"
    listed.write_text(listed.read_text(encoding="utf-8") + f"../outside.md\n{outside}\n", encoding="utf-8")
    smaller = made.subgraph(list(made)[:3]).copy()
    export(smaller, "obsidian", folder)
    assert len(list((folder / "组织").iterdir())) == 3
    assert (folder / "mine.md").read_text() == "mine" and (folder / ".obsidian").is_dir()
    assert outside.read_text() == "outside"


def test_a_failed_export_leaves_the_old_file(made: nx.MultiDiGraph, tmp_path: Path) -> None:
    target = tmp_path / "graph.graphml"
    target.write_text("old")
    broken = made.copy()
    broken.graph["documents"] = None
    with pytest.raises((AttributeError, TypeError)):
        export(broken, "graphml", target)
    assert target.read_text() == "old" and list(tmp_path.iterdir()) == [target]


def test_text_formats_go_to_stdout(made: nx.MultiDiGraph, capsys: pytest.CaptureFixture[str]) -> None:
    export(made, "triples", "-")
    assert "投资（计划）" in capsys.readouterr().out
