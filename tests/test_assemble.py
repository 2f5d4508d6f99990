"""From the database to the graph: what counts once, what is left out, what comes first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

from guanxi.assemble import assemble, relations, support
from guanxi.model import Claim, Document, Entity, Extraction, Mention, Span
from guanxi.store import Store
from tests.graphs import SCHEMA, claim, extraction, mention


def build(tmp_path: Path, *found: Extraction, resolved: bool = True, **options) -> nx.MultiDiGraph:
    """Store extractions and assemble them; each surface is an entity with its text as id."""
    with Store.open(tmp_path / "g.db", create=True) as store:
        store.put(found, "f")
        if resolved:
            places: dict[str, list[Mention]] = {}
            for one in found:
                for place in one.mentions:
                    places.setdefault(place.text, []).append(place)
            entities = [
                Entity(name, mentions[0].type, name, (), tuple(sorted(mentions))) for name, mentions in places.items()
            ]
            store.put_resolution(entities, [], lambda place: place.text if place.text in places else None, "how")
        return assemble(store, SCHEMA, **options)


def edges(graph: nx.MultiDiGraph) -> list[tuple[str, str, str]]:
    return [(head, type_, tail) for head, tail, type_ in graph.edges(keys=True)]


def test_one_edge_for_head_type_tail_with_ids_in_its_claims(tmp_path: Path) -> None:
    graph = build(
        tmp_path,
        extraction("甲推出乙。", ("甲", "launched", "乙"), types={"乙": "PRODUCT"}),
        extraction("去年甲推出乙。", ("甲", "launched", "乙"), types={"乙": "PRODUCT"}),
        extraction("甲质疑乙。", ("甲", "opposes", "乙"), types={"乙": "PRODUCT"}),
    )
    assert edges(graph) == [("甲", "launched", "乙"), ("甲", "opposes", "乙")]
    relation = graph.edges["甲", "乙", "launched"]["relation"]
    assert (relation.support, len(relation.claims)) == (2, 2)
    assert {(one.head_id, one.tail_id) for one in relation.claims} == {("甲", "乙")}
    assert graph.graph["schema"] is SCHEMA
    quotes = {one.evidence.of(graph.graph["documents"][one.document].text) for one in relation.claims}
    assert quotes == {"甲推出乙。", "去年甲推出乙。"}


def test_a_sentence_said_twice_in_one_document_counts_once(tmp_path: Path) -> None:
    text = "甲推出乙。\n\n又及：\n甲 推出乙。甲也推出乙。"
    document = Document(text)
    claims = []
    for start in (0, text.index("甲 "), text.index("甲也")):
        head = Mention(document.id, start, start + 1, "甲", "ORG")
        at = text.index("乙", start)
        tail = Mention(document.id, at, at + 1, "乙", "PRODUCT")
        score = 0.9 if text[start + 1] == " " else 0.8
        claims.append(Claim(document.id, head, "launched", tail, Span(start, at + 2), score=score))
    mentions = tuple(place for one in claims for place in (one.head, one.tail))
    graph = build(tmp_path, Extraction(document, mentions, tuple(claims)))
    relation = graph.edges["甲", "乙", "launched"]["relation"]
    assert [one.score for one in relation.claims] == [0.9, 0.8]  # the better copy, and the other sentence
    assert relation.support == 1


def test_copies_of_a_sentence_name_one_source_and_turns_may_have_two(tmp_path: Path) -> None:
    text = "戊市丁局称甲推出乙。\n戊市丁局称甲推出乙。\n丙：甲推出己。\n丁：甲推出己。"
    document = Document(text)
    second = text.index("戊", 1)

    def place(start: int, size: int, type_: str) -> Mention:
        return Mention(document.id, start, start + size, text[start : start + size], type_)

    def launch(start: int, source: Mention, product: str) -> Claim:
        at = text.index(product, start)
        tail = place(at, 1, "PRODUCT")
        head = place(text.rindex("甲", 0, at), 1, "ORG")
        return Claim(document.id, head, "launched", tail, Span(start, at + 2), source=source)

    turns = [text.index("丙："), text.index("丁：")]
    claims = [
        launch(0, place(0, 4, "ORG"), "乙"),
        launch(second, place(second, 2, "ORG"), "乙"),  # less of the name was recognised here
        *(launch(start + 2, place(start, 1, "PERSON"), "己") for start in turns),
    ]
    mentions = {end for one in claims for end in (one.head, one.tail, one.source) if end is not None}
    graph = build(tmp_path, Extraction(document, tuple(sorted(mentions)), tuple(claims)))
    told, said = (graph.edges["甲", tail, "launched"]["relation"].claims for tail in ("乙", "己"))
    assert [one.source_id for one in told] == ["戊市丁局"]
    assert [one.source_id for one in said] == ["丙", "丁"]


def test_symmetric_relations_have_the_smaller_id_as_head(tmp_path: Path) -> None:
    graph = build(
        tmp_path,
        extraction("丙与丁竞争。", ("丙", "competes_with", "丁")),
        extraction("丁与丙竞争。", ("丁", "competes_with", "丙")),
    )
    assert edges(graph) == [("丁", "competes_with", "丙")]
    assert graph.edges["丁", "丙", "competes_with"]["relation"].support == 2


def test_what_is_left_out(tmp_path: Path) -> None:
    document = Document("甲推出乙，甲推出丙，甲推出甲，丁在场。")
    sure = {name: mention(document, name, "PRODUCT" if name in "乙丙" else "ORG", score=0.9) for name in "甲乙丁"}
    weak = mention(document, "丙", "PRODUCT", score=0.3)
    strange = replace(claim(document, sure["甲"], "launched", sure["乙"]), type="no_such_type")
    unresolved = Mention(document.id, 0, 2, "甲推", "ORG")
    claims = (
        claim(document, sure["甲"], "launched", sure["乙"], score=0.9),
        claim(document, sure["甲"], "opposes", sure["乙"], score=0.49),
        claim(document, sure["甲"], "launched", weak, score=0.9),
        claim(document, sure["甲"], "part_of", sure["甲"], score=0.9),
        claim(document, unresolved, "launched", sure["乙"], score=0.9),
        strange,
    )
    found = Extraction(document, tuple(sorted([*sure.values(), weak])), claims)
    graph = build(tmp_path, found, min_score=0.5)
    assert edges(graph) == [("甲", "launched", "乙")]
    assert list(graph) == ["丁", "乙", "甲"]  # alone, but mentioned
    graph = build(tmp_path, found, min_score=0.2)
    assert edges(graph) == [("甲", "launched", "丙"), ("甲", "launched", "乙"), ("甲", "opposes", "乙")]


def test_denials_do_not_support(tmp_path: Path) -> None:
    document = Document("甲否认收购乙。")
    head, tail = mention(document, "甲"), mention(document, "乙")
    denied = claim(document, head, "acquired", tail, polarity="denied", score=0.8)
    said = extraction("甲收购乙。", ("甲", "acquired", "乙"))
    graph = build(tmp_path, Extraction(document, (head, tail), (denied,)))
    relation = graph.edges["甲", "乙", "acquired"]["relation"]
    assert (relation.support, relation.weight, relation.count("denied")) == (0, 0.8, 1)
    graph = build(tmp_path, Extraction(document, (head, tail), (denied,)), said)
    relation = graph.edges["甲", "乙", "acquired"]["relation"]
    assert (relation.support, relation.weight) == (1, 1.0)
    assert [one.polarity for one in relation.claims] == ["asserted", "denied"]


def test_support_counts_clusters_and_weighs_by_the_best_claim_of_each() -> None:
    head, tail = (Mention("", 0, 1, name, "ORG") for name in "甲乙")
    claims = [
        Claim(document, head, "acquired", tail, Span(0, 1), score=score)
        for document, score in [("a", 0.5), ("b", 0.75), ("c", 0.6), ("c", 0.5)]
    ]
    assert support(claims, {}) == (3, 1.85)
    assert support(claims, {"a": "x", "b": "x"}) == (2, 1.35)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_claims_does_not_matter(seed: int) -> None:
    import random

    documents = [Document(f"甲推出乙。第{n}篇。") for n in range(5)]
    claims = [
        replace(
            claim(document, mention(document, "甲"), "launched", mention(document, "乙", "PRODUCT"), score=score),
            head_id="甲",
            tail_id="乙",
            modality=modality,
        )
        for document in documents
        for score in (0.6, 0.9)
        for modality in ("plan", "fact")
    ]
    by_id = {document.id: document for document in documents}
    expected = relations(claims, SCHEMA, by_id)
    random.Random(seed).shuffle(claims)
    assert repr(relations(claims, SCHEMA, by_id)) == repr(expected)
    assert [one.modality for one in expected[0].claims] == ["fact"] * 5 + ["plan"] * 5


def test_an_unresolved_database_is_resolved_in_memory(tmp_path: Path) -> None:
    one = extraction("青鸟公司推出了飞鱼软件。", ("青鸟公司", "launched", "飞鱼软件"), types={"飞鱼软件": "PRODUCT"})
    graph = build(tmp_path, one, resolved=False)
    (relation,) = (data["relation"] for *_, data in graph.edges(data=True))
    assert graph.nodes[relation.head]["entity"].name == "青鸟公司"
    assert relation.best.head_id == relation.head
