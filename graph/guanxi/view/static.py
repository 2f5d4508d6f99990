"""Draws a still picture of the opening view, for reports: SVG by ourselves, PNG by resvg; no browser is needed.

Colours, shapes and sizes are those of the page. Letters are drawn with the fonts of the machine that shows the SVG,
or, for PNG, of the machine that draws it: a font with Chinese letters has to be installed there, since one in the
package would make it ten times as large.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import networkx as nx
import numpy as np

from guanxi.errors import OutputError
from guanxi.files import replacing
from guanxi.model import Relation
from guanxi.schema import Schema
from guanxi.view import safe
from guanxi.view.first import View, open_view
from guanxi.view.layout import convex_hull

FONT = (
    "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Hiragino Sans GB','Microsoft YaHei',"
    "'WenQuanYi Micro Hei',sans-serif"
)
MARGIN = 60.0


def write_static(
    graph: nx.MultiDiGraph,
    path: str | Path,
    *,
    focus: str | None = None,
    hops: int = 1,
    top: int | None = None,
    theme: str = "light",
) -> None:
    """Draw what the page opens on as an SVG or PNG file; the ending of `path` says which.

    Args:
        graph: as `guanxi.assemble` makes it.
        path: the file to write, `.svg` or `.png`.
        focus, hops, top: what to show, as for `guanxi.view.write_page`.
        theme: `light` or `dark`.

    Raises:
        OutputError: the ending is neither, no font of this machine has Chinese letters (PNG only), or the file can't be
            written.
        UnknownNameError: no entity is called `focus`.
    """
    target = Path(path)
    kind = target.suffix.lower()
    if kind not in (".svg", ".png"):
        raise OutputError(f"{target}: a still picture is .svg or .png, not {kind or 'without an ending'}")
    drawing = draw(graph, focus=focus, hops=hops, top=top, theme=theme)
    picture = drawing.encode("utf-8") if kind == ".svg" else rasterise(drawing)
    with replacing(target) as file:
        file.write_bytes(picture)


def rasterise(drawing: str, zoom: float = 2.0) -> bytes:
    """Return an SVG as PNG bytes, `zoom` times its size.

    Raises:
        OutputError: no font of this machine has Chinese letters.
    """
    import resvg_py

    def letter(text: str) -> bytes:
        tiny = f'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30"><text y="24">{text}</text></svg>'
        return bytes(resvg_py.svg_to_bytes(svg_string=tiny, font_family="Noto Sans CJK SC"))

    if letter("关") == letter("系"):
        raise OutputError(
            "no font on this machine has Chinese letters, the names would be blank: "
            "install one (Debian: fonts-noto-cjk) or write .svg"
        )
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, zoom=zoom))


def draw(
    graph: nx.MultiDiGraph, *, focus: str | None = None, hops: int = 1, top: int | None = None, theme: str = "light"
) -> str:
    """Return the picture as SVG text; arguments as for `write_static`. The same graph gives the same text."""
    view = open_view(graph, focus=focus, hops=hops, top=top)
    palette = json.loads(resources.files("guanxi.view").joinpath("assets", "palette.json").read_text("utf-8"))
    return _Drawing(
        view, graph.graph["schema"], palette["dark" if theme == "dark" else "light"], palette["shapes"]
    ).svg()


@dataclass(frozen=True, slots=True)
class _Line:
    relation: Relation
    start: tuple[float, float]
    via: tuple[float, float]
    end: tuple[float, float]
    color: str
    kind: int

    def point(self, part: float) -> tuple[float, float]:
        (ax, ay), (vx, vy), (bx, by) = self.start, self.via, self.end
        a, v, b = (1 - part) ** 2, 2 * part * (1 - part), part**2
        return a * ax + v * vx + b * bx, a * ay + v * vy + b * by


class _Drawing:
    def __init__(self, view: View, schema: Schema, colors: dict[str, Any], shapes: list[str]) -> None:
        self.view, self.schema, self.colors, self.shapes = view, schema, colors, shapes
        self.types = {id: place for place, id in enumerate(schema.entities)}
        self.kinds = {id: place for place, id in enumerate(schema.relations)}
        positions = view.positions if len(view.positions) else np.zeros((1, 2))
        low = positions.min(axis=0) - MARGIN - 20
        self.size = np.maximum(positions.max(axis=0) - low + MARGIN + 20, (480, 240)) + np.array((0, 46))
        self.at = {number: tuple((view.positions[i] - low).tolist()) for i, number in enumerate(view.chosen)}
        self.boxes: list[tuple[float, float, float, float]] = []

    def svg(self) -> str:
        width, height = (f"{value:.0f}" for value in self.size)
        lines = self._lines()
        drawn = {self.schema.relations[line.relation.type].zh for line in lines if line.relation.type in self.kinds}
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
                f'viewBox="0 0 {width} {height}" font-family="{FONT}" role="img">',
                f"<title>{escape(self.view.title)}</title>",
                f"<desc>{len(self.at)} 个实体，{len(lines)} 条关系：{escape('、'.join(sorted(drawn)))}</desc>",
                f'<rect width="100%" height="100%" fill="{self.colors["ground"]}"/>',
                *self._regions(),
                *(part for line in lines for part in self._line(line)),
                *(self._figure(number) for number in self.view.chosen),
                *self._names(lines),
                *self._line_names(lines),
                *self._legend(),
                "</svg>\n",
            ]
        )

    def _regions(self) -> Iterable[str]:
        groups: dict[int, list[int]] = {}
        for number, group in self.view.groups.items():
            groups.setdefault(group, []).append(number)
        turns = np.arange(24) * math.pi / 12
        circle = np.stack([np.cos(turns), np.sin(turns)], axis=1)
        for group, members in sorted(groups.items()):
            around = [np.array(self.at[n]) + np.array((0, 5)) + circle * (self.view.size(n) + 26) for n in members]
            ring = convex_hull(np.concatenate(around))
            strangers = sum(
                self._within(self.at[n], ring) for n in self.view.chosen if self.view.groups.get(n) != group
            )
            if strangers > 0.34 * len(members):
                continue  # a region that strangers crowd into says nothing
            points = " ".join(f"{x:.1f},{y:.1f}" for x, y in ring.tolist())
            hull = self.colors["hulls"][group % len(self.colors["hulls"])]
            yield f'<polygon points="{points}" fill="{hull}" fill-opacity="{self.colors["hull"]}"/>'

    @staticmethod
    def _within(point: tuple[float, ...], ring: np.ndarray) -> bool:
        edge, to = np.roll(ring, -1, axis=0) - ring, np.array(point) - ring
        return bool((edge[:, 0] * to[:, 1] - edge[:, 1] * to[:, 0] >= 0).all())

    def _lines(self) -> list[_Line]:
        pairs: dict[tuple[int, int], list[int]] = {}
        for index in self.view.edges.tolist():
            head, tail = self.view.ranking.ends[index].tolist()
            pairs.setdefault((min(head, tail), max(head, tail)), []).append(index)
        lines = []
        for (low, high), group in pairs.items():
            for place, index in enumerate(group):
                head, tail = self.view.ranking.ends[index].tolist()
                relation = self.view.ranking.relations[index]
                (ax, ay), (bx, by) = self.at[low], self.at[high]
                bend = (place - (len(group) - 1) / 2) * min(0.26, 0.9 / len(group))
                via = ((ax + bx) / 2 + bend * (by - ay), (ay + by) / 2 - bend * (bx - ax))
                if low == high:  # a loop is drawn as a line out and back
                    via = (ax + 60 + 30 * place, ay - 60 - 30 * place)
                kind = 0 if relation.count("asserted") else 1 if relation.count("planned") else 2
                palette = self.colors["relations"]
                color = self.colors["denied"] if kind == 2 else palette[self.kinds.get(relation.type, 0) % len(palette)]
                lines.append(_Line(relation, self.at[head], via, self.at[tail], color, kind))
        return lines

    def _line(self, line: _Line) -> Iterable[str]:
        (x, y), (vx, vy), (tx, ty) = line.start, line.via, line.end
        tail = self._number(line.end)
        angle = math.atan2(ty - vy, tx - vx)
        reach = self.view.size(tail) + 3
        ex, ey = tx - reach * math.cos(angle), ty - reach * math.sin(angle)
        width = min(6.0, 1.1 + 0.75 * math.sqrt(max(0, line.relation.support - 1)))
        dash = ' stroke-dasharray="7 5"' if line.kind == 1 else ""
        yield (
            f'<path d="M{x:.1f} {y:.1f}Q{vx:.1f} {vy:.1f} {ex:.1f} {ey:.1f}" fill="none" stroke="{line.color}" '
            f'stroke-opacity="0.8" stroke-width="{width:.1f}"{dash}/>'
        )
        type = self.schema.relations.get(line.relation.type)
        if type is None or not type.symmetric:
            wings = " ".join(
                f"{ex - 9 * math.cos(angle + turn):.1f},{ey - 9 * math.sin(angle + turn):.1f}" for turn in (0.42, -0.42)
            )
            yield f'<polygon points="{ex:.1f},{ey:.1f} {wings}" fill="{line.color}"/>'

    def _figure(self, number: int) -> str:
        x, y = self.at[number]
        type = self.types.get(self.view.ranking.entities[number].type, 0)
        return self._shape(type, x, y, self.view.size(number))

    def _shape(self, type: int, x: float, y: float, size: float) -> str:
        shape = self.shapes[type % len(self.shapes)]
        fill = self.colors["entities"][type % len(self.colors["entities"])]
        look = f'fill="{fill}" stroke="{self.colors["ground"]}" stroke-width="1.5"'
        if shape == "dot":
            return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" {look}/>'
        if shape == "square":
            side = f'width="{2 * size:.1f}" height="{2 * size:.1f}" rx="2"'
            return f'<rect x="{x - size:.1f}" y="{y - size:.1f}" {side} {look}/>'
        corners, turn = {"diamond": (4, 0), "triangle": (3, -90), "triangleDown": (3, 90), "star": (10, -90)}.get(
            shape, (6, 0)
        )
        points = []
        for corner in range(corners):
            angle = math.radians(turn + 360 / corners * corner)
            reach = size * (0.45 if shape == "star" and corner % 2 else 1.1)
            points.append(f"{x + reach * math.cos(angle):.1f},{y + reach * math.sin(angle):.1f}")
        return f'<polygon points="{" ".join(points)}" {look}/>'

    def _tip(self, line: _Line) -> tuple[float, float, float, float]:
        (vx, vy), (tx, ty) = line.via, line.end
        reach = math.hypot(tx - vx, ty - vy) or 1.0
        away = (self.view.size(self._number(line.end)) + 8) / reach
        x, y = tx + (vx - tx) * away, ty + (vy - ty) * away
        return x - 5, y - 5, x + 5, y + 5

    def _number(self, place: tuple[float, float]) -> int:
        return next(number for number, at in self.at.items() if at == place)

    def _names(self, lines: list[_Line]) -> Iterable[str]:
        obstacles = [self._disc(number) for number in self.view.chosen]
        # A name stands away from where arrows end when it can, so that their direction is seen.
        even = {type.id for type in self.schema.relations.values() if type.symmetric}
        tips = [self._tip(line) for line in lines if line.relation.type not in even]
        for place, number in enumerate(self.view.chosen):
            text = safe.label(self.view.ranking.entities[number].name, 13)
            size = self.view.size(number)
            px = 14 if size > 13 else 12.5
            (x, y), width, height = self.at[number], _width(text, px) + 4, px * 1.3
            tries = [
                (x - width / 2, y + size + 3),
                (x - width / 2, y - size - 3 - height),
                (x + size + 3, y - height / 2),
                (x - size - 3 - width, y - height / 2),
            ]
            boxes = [(left, top, left + width, top + height) for left, top in tries]
            inside = [box for box in boxes if box[0] >= 0 and box[2] <= self.size[0] and box[1] >= 0]
            free = [box for box in inside if not _hits(box, self.boxes) and not _hits(box, obstacles)]
            spot = next((box for box in free if not _hits(box, tips)), free[0] if free else None)
            if spot is None and place < 36:
                spot = next((box for box in inside if not _hits(box, self.boxes)), None)
            if spot is None:
                continue
            self.boxes.append(spot)
            yield self._text(text, spot, px, self.colors["ink"], bold=size > 13)
        self.boxes += obstacles

    def _line_names(self, lines: list[_Line]) -> Iterable[str]:
        for line in sorted(lines, key=lambda line: -line.relation.support):
            type = self.schema.relations.get(line.relation.type)
            text = safe.label(type.zh if type else line.relation.type, 12)
            text = f"✕ {text}" if line.kind == 2 else f"拟{text}" if line.kind == 1 else text
            width, height = _width(text, 10.5) + 4, 13.0
            spots = [line.point(part) for part in (0.5, 0.42, 0.58, 0.35, 0.65)]
            boxes = [(x - width / 2, y - height / 2, x + width / 2, y + height / 2) for x, y in spots]
            box = next((box for box in boxes if not _hits(box, self.boxes)), None)
            if box is None:
                continue
            self.boxes.append(box)
            yield self._text(text, box, 10.5, line.color)

    def _legend(self) -> Iterable[str]:
        x, y = 24.0, float(self.size[1]) - 22
        used = {self.types.get(self.view.ranking.entities[number].type, 0) for number in self.view.chosen}
        for place, type in enumerate(self.schema.entities.values()):
            if place in used:
                yield self._shape(place, x, y, 7)
                label = safe.label(type.zh, 12)
                yield self._text(label, (x + 12, y - 8, x + 14 + _width(label, 12), y + 8), 12, self.colors["faint"])
                x += 34 + _width(label, 12)
        ink, denied = self.colors["faint"], self.colors["denied"]
        for label, color, dash in (("肯定", ink, ""), ("计划", ink, ' stroke-dasharray="7 5"'), ("✕ 否认", denied, "")):
            yield f'<path d="M{x:.1f} {y:.1f}h26" stroke="{color}" stroke-width="1.8"{dash}/>'
            width = _width(label, 12)
            yield self._text(label, (x + 31, y - 8, x + 33 + width, y + 8), 12, self.colors["faint"])
            x += 52 + width

    def _text(
        self, text: str, box: tuple[float, float, float, float], px: float, color: str, *, bold: bool = False
    ) -> str:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2 + 0.36 * px
        place = f'x="{x:.1f}" y="{y:.1f}" font-size="{px}" text-anchor="middle"' + (
            ' font-weight="600"' if bold else ""
        )
        # The halo is drawn as a text of its own below, since not every program knows paint-order.
        halo = (
            f'stroke={quoteattr(self.colors["halo"])} stroke-width="3.5" stroke-linejoin="round" stroke-opacity="0.9"'
        )
        shown = escape(text)
        below = f'<text {place} fill="none" {halo} aria-hidden="true">{shown}</text>'
        return f'{below}<text {place} fill="{color}">{shown}</text>'

    def _disc(self, number: int) -> tuple[float, float, float, float]:
        (x, y), reach = self.at[number], 0.8 * self.view.size(number)
        return x - reach, y - reach, x + reach, y + reach


def _width(text: str, px: float) -> float:
    return px * sum(1.0 if ord(letter) > 0x2E7F else 0.58 for letter in text)


def _hits(box: tuple[float, float, float, float], others: list[tuple[float, float, float, float]]) -> bool:
    return any(box[0] < o[2] and o[0] < box[2] and box[1] < o[3] and o[1] < box[3] for o in others)
