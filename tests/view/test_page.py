"""The file itself: whole, reproducible, closed to the network; and the choice of what it opens on."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from typing import Any

import networkx as nx
import pytest

from guanxi.errors import UnknownNameError
from guanxi.schema import load_schema
from guanxi.view import write_page
from guanxi.view.page import render
from tests.view import graphs


def unpack(html: str, id: str) -> Any:
    found = re.search(rf'<script type="text/plain" id="{id}">([^<]*)</script>', html)
    assert found
    return json.loads(gzip.decompress(base64.b64decode(found[1])))


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert render(graphs.small()) == render(graphs.small())


def test_every_relation_and_entity_is_in_the_file_and_parallel_ones_are_drawn() -> None:
    graph = graphs.small()
    html = render(graph)
    core = unpack(html, "core")
    assert sorted(core["entities"]["id"]) == sorted(graph)
    assert len(core["relations"]["head"]) == graph.number_of_edges()
    drawn = json.loads(re.search(r'id="vis">(.*?)</script>', html)[1])  # type: ignore[index]
    assert len(drawn["edges"]) == graph.number_of_edges()
    pairs = [(edge["from"], edge["to"]) for edge in drawn["edges"]]
    assert len(pairs) > len(set(pairs))


def test_quotes_and_spans_are_those_of_the_documents() -> None:
    graph = graphs.small()
    html = render(graph)
    core, part = unpack(html, "core"), unpack(html, "part-0")
    claims = [
        claim
        for _, _, relation in sorted(
            ((core["entities"]["id"].index(a), core["entities"]["id"].index(b)), key, data["relation"])
            for a, b, key, data in graph.edges(keys=True, data=True)
        )
        for claim in relation.claims
    ]
    documents = graph.graph["documents"]
    seen = 0
    for text, *rows in part:
        units = text.encode("utf-16-le")
        for index, head, head_length, tail, tail_length, trigger, trigger_length, *_ in rows:
            claim = claims[index]
            assert text == claim.evidence.of(documents[claim.document].text)
            for start, length, wanted in [
                (head, head_length, claim.head.text),
                (tail, tail_length, claim.tail.text),
                (trigger, trigger_length, claim.trigger.of(documents[claim.document].text) if claim.trigger else ""),
            ]:
                assert units[2 * max(start, 0) : 2 * (max(start, 0) + length)].decode("utf-16-le") == wanted
            seen += 1
    assert seen == len(claims)


def test_nothing_in_the_file_points_to_the_network() -> None:
    html = render(graphs.small())
    outside = re.sub(r"<script[^>]*>.*?</script>", "", html, flags=re.S)
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", outside)
    assert "cdnjs" not in html and "jsdelivr" not in html and "sourceMappingURL" not in html
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert "default-src &#39;none&#39;" in policy[1] and "connect-src &#39;none&#39;" in policy[1]
    assert "unsafe" not in policy[1]


def test_the_policy_lets_run_exactly_the_scripts_that_are_there() -> None:
    html = render(graphs.small())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]  # type: ignore[index]
    allowed = set(re.findall(r"sha256-([^&]*)&#39;", policy))
    texts = re.findall(r"<script>(.*?)</script>", html, flags=re.S) + re.findall(
        r"<style>(.*?)</style>", html, flags=re.S
    )
    assert len(texts) == 3
    assert allowed == {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts}


def test_markup_of_a_document_never_reaches_the_markup_of_the_page() -> None:
    html = render(graphs.hostile())
    outside = re.sub(r"<script>.*?</script>|<style>.*?</style>", "", html, flags=re.S)
    assert "<img" not in outside and "window.hit" not in outside and "\u202e" not in html
    core = unpack(html, "core")
    assert core["documents"]["url"].count("") == 3
    assert max(map(len, core["entities"]["name"])) <= 120
    assert max(len(sentence[0]) for sentence in unpack(html, "part-0")) <= 1300


def test_focus_opens_on_the_surroundings_by_id_name_or_alias() -> None:
    for word in ("id-云雀", "云雀"):
        core = unpack(render(graphs.small(), focus=word), "core")
        names = {core["entities"]["name"][n] for n in core["meta"]["opening"]}
        assert names == {"云雀", "飞鱼", "海澜软件"}
    core = unpack(render(graphs.small(), focus="flyfish", hops=0), "core")
    assert [core["entities"]["name"][n] for n in core["meta"]["opening"]] == ["飞鱼"]
    assert len(core["entities"]["id"]) == 9
    with pytest.raises(UnknownNameError, match="没有的"):
        render(graphs.small(), focus="没有的")


def test_top_limits_what_is_drawn_first() -> None:
    core = unpack(render(graphs.small(), top=3), "core")
    assert len(core["meta"]["opening"]) == 3 and len(core["entities"]["id"]) == 9


def test_an_empty_graph_is_a_page_too(tmp_path: Any) -> None:
    graph = nx.MultiDiGraph(documents={}, schema=load_schema())
    write_page(graph, tmp_path / "空.html")
    assert unpack((tmp_path / "空.html").read_text(encoding="utf-8"), "core")["entities"]["id"] == []


def test_a_page_is_replaced_whole_or_not_at_all(tmp_path: Any) -> None:
    target = tmp_path / "graph.html"
    write_page(graphs.small(), target)
    first = target.read_bytes()
    with pytest.raises(UnknownNameError):
        write_page(graphs.small(), target, focus="没有的")
    assert target.read_bytes() == first
    assert [file.name for file in tmp_path.iterdir()] == ["graph.html"]
