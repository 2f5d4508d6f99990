"""Still pictures: whole, reproducible, harmless."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest

from guanxi.errors import OutputError
from guanxi.schema import load_schema
from guanxi.view import static, write_static
from tests.view import graphs

SVG = "{http://www.w3.org/2000/svg}"


def texts(drawing: str) -> set[str]:
    return {element.text or "" for element in ElementTree.fromstring(drawing).iter(f"{SVG}text")}


def test_every_entity_is_drawn_with_its_name_and_every_relation_with_its_line() -> None:
    graph = graphs.small()
    drawing = static.draw(graph)
    names = {data["entity"].name for _, data in graph.nodes(data=True)}
    assert names <= texts(drawing)
    assert {"推出", "运营", "✕ 竞争", "拟推出", "组织", "产品", "人物"} <= texts(drawing)
    lines = re.findall(r'<path d="M[^"]*Q[^"]*"', drawing)
    assert len(lines) == graph.number_of_edges() == len(set(lines))
    assert drawing == static.draw(graphs.small())


def test_nothing_reaches_over_the_border_and_no_name_lies_over_another() -> None:
    root = ElementTree.fromstring(static.draw(graphs.small()))
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    boxes = []
    for element in root.iter(f"{SVG}text"):
        if "aria-hidden" in element.attrib:
            continue
        px, text = float(element.attrib["font-size"]), element.text or ""
        half = px * sum(1.0 if ord(letter) > 0x2E7F else 0.58 for letter in text) / 2
        x, y = float(element.attrib["x"]), float(element.attrib["y"])
        boxes.append((x - half, y - 0.8 * px, x + half, y + 0.2 * px))
    for i, a in enumerate(boxes):
        assert a[0] >= 0 and a[1] >= 0 and a[2] <= width and a[3] <= height
        assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for b in boxes[i + 1 :])


def test_no_name_stands_on_the_head_of_an_arrow() -> None:
    make = graphs.Maker()  # one of three lines comes from below, where the name would stand otherwise
    make.entity("星河通信", "ORG")
    document = make.document(name="a", title="a")
    for name in ("东研究院", "西研究院", "南研究院"):
        make.entity(name, "ORG")
        make.say(document, f"{name}是星河通信的下属机构。", name, "part_of", "星河通信", "下属")
    drawing = static.draw(make.graph())
    ends = re.findall(r'<path d="M[^"]*Q[-0-9. ,]*?[ ,]([-0-9.]+)[ ,]([-0-9.]+)"', drawing)
    assert len(ends) == 3
    label = next(each for each in ElementTree.fromstring(drawing).iter(f"{SVG}text") if each.text == "星河通信")
    px, x, y = (float(label.attrib[key]) for key in ("font-size", "x", "y"))
    for end_x, end_y in ends:
        beside = abs(float(end_x) - x) > 2 * px
        assert beside or not y - 0.9 * px - 4 < float(end_y) < y + 0.3 * px + 4


def test_focus_and_theme() -> None:
    drawing = static.draw(graphs.small(), focus="雲臺", theme="dark")
    assert {"雲臺", "周默"} <= texts(drawing) and "飞鱼" not in texts(drawing)
    assert "#14171b" in drawing


def test_hostile_names_stay_text() -> None:
    drawing = static.draw(graphs.hostile())
    root = ElementTree.fromstring(drawing)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "rect", "path", "polygon", "circle", "text"
    }  # fmt: skip
    assert "\u202e" not in drawing
    ElementTree.fromstring(static.draw(nx.MultiDiGraph(documents={}, schema=load_schema())))


def test_the_ending_says_what_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_static(graphs.small(), tmp_path / "图.svg")
    assert (tmp_path / "图.svg").read_text(encoding="utf-8").startswith("<svg")
    with pytest.raises(OutputError, match="svg or"):
        write_static(graphs.small(), tmp_path / "graph.gif")


def test_png_needs_a_chinese_font_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import resvg_py

    made: list[dict[str, Any]] = []

    def blank(**given: Any) -> bytes:
        made.append(given)
        return b"\x89PNG blank"

    monkeypatch.setattr(resvg_py, "svg_to_bytes", blank)
    with pytest.raises(OutputError, match="font"):
        write_static(graphs.small(), tmp_path / "graph.png")
    assert not (tmp_path / "graph.png").exists()
    # Two letters that look different mean that there is a font.
    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **given: given["svg_string"].encode())
    write_static(graphs.small(), tmp_path / "graph.png")
    assert "飞鱼" in (tmp_path / "graph.png").read_text(encoding="utf-8")


def test_a_real_png_is_twice_the_size_of_the_drawing(tmp_path: Path) -> None:
    try:
        write_static(graphs.small(), tmp_path / "graph.png")
    except OutputError as error:
        pytest.skip(str(error))
    data = (tmp_path / "graph.png").read_bytes()
    assert data.startswith(b"\x89PNG")
    width = int.from_bytes(data[16:20], "big")
    assert width == 2 * int(ElementTree.fromstring(static.draw(graphs.small())).attrib["width"])
