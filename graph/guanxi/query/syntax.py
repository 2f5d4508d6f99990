"""Reads a pattern: from text, by the grammar in `pattern.lark`, to the plain data that the other modules work with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

from guanxi.errors import PatternError
from guanxi.query.pattern import (
    LONGEST,
    MOST,
    Comparison,
    Condition,
    Direction,
    Edge,
    Field,
    Junction,
    Node,
    Query,
    complain,
)
from guanxi.schema import Schema
from guanxi.text.normalise import fold

if TYPE_CHECKING:
    from lark import Lark

# Trees and tokens of lark, whose children may be either: their kinds are known from the grammar.
Tree = Any
Token = Any


def parse(text: str, schema: Schema) -> Query:
    """Read a pattern.

    Raises:
        PatternError: it does not parse or names an unknown type; the message shows the place with a caret.
    """
    from lark.exceptions import UnexpectedInput

    try:
        tree = _parser().parse(_ascii(text))
    except UnexpectedInput as error:
        raise _unexpected(text, error) from None
    return _Reader(text, schema).query(tree)


class _Reader:
    """Turns a parse tree into a `Query`, and checks the names of types and variables."""

    def __init__(self, text: str, schema: Schema) -> None:
        self.text = text
        self.schema = schema
        self.nodes: dict[str, Node] = {}
        self.edges: list[Edge] = []

    def query(self, tree: Tree) -> Query:
        *chains, where, shown, order, limit = tree.children
        read = tuple(self.chain(chain) for chain in chains)
        if len(self.edges) > MOST:
            raise complain(self.text, 0, f"more than {MOST} steps")
        self.check_variables()
        fields = [self.field(item.children[0]) for item in shown.children] if shown is not None else []
        return Query(
            self.text,
            self.nodes,
            tuple(self.edges),
            read,
            where=tuple(self.conjuncts(where.children[0])) if where is not None else (),
            select=tuple(field for field in fields if field.name != "count"),
            order=tuple(self.key(key) for key in order.children[1:]) if order is not None else (),
            limit=int(limit.children[0]) if limit is not None else None,
            count=shown is not None and (shown.data == "count" or any(field.name == "count" for field in fields)),
        )

    def chain(self, tree: Tree) -> tuple[tuple[str, ...], tuple[int, ...]]:
        keys, numbers = [], []
        step = None
        for child in tree.children:
            if child.data == "node":
                keys.append(self.node(child.children[0]))
                if step is not None:
                    numbers.append(len(self.edges))
                    self.edges.append(self.edge(step, *keys[-2:]))
            else:
                step = child
        return tuple(keys), tuple(numbers)

    def node(self, tree: Tree) -> str:
        token, types = tree.children
        wanted = None if types is None else frozenset(self.entity_type(type_) for type_ in types.children)
        at = token.start_pos
        if tree.data == "variable":
            variable = token[1:]
            node = Node(f"?{variable}" if variable else f"#{len(self.nodes)}", variable, None, wanted, at)
        else:
            name = self.original(token).strip()
            name = name[1:-1] if token.type == "QUOTED" else name
            if not name.strip():
                raise complain(self.text, at, "a name is empty")
            node = Node(f"={fold(name)}", "", name, wanted, at)
        known = self.nodes.get(node.key)
        if known is not None and known.types is not None:
            node = replace(node, types=known.types if wanted is None else known.types & wanted)
        self.nodes[node.key] = node
        return node.key

    def edge(self, tree: Tree, left: str, right: str) -> Edge:
        direction: Direction = "right" if "right" in tree.data else "left" if "left" in tree.data else "either"
        if tree.data.startswith("shown"):
            token = tree.children[0]
            word = re.sub(r"\([^)]*\)$", "", token.strip("—→← "))
            return Edge(left, right, direction, frozenset([self.relation_type(word, token.start_pos)]))
        body = tree.children[0]
        if body is None or not hasattr(body, "children"):
            return Edge(left, right, direction)
        binding, labels, length = body.children
        types = (
            None if labels is None else frozenset(self.relation_type(t.strip(), t.start_pos) for t in labels.children)
        )
        least, most = (1, 1) if length is None else self.length(length)
        return Edge(left, right, direction, types, least, most, binding.strip("?: \t") if binding else "")

    def length(self, token: Token) -> tuple[int, int]:
        found = re.fullmatch(r"\*\s*(\d*)\s*(\.\.)?\s*(\d*)", token)
        assert found is not None  # the terminal LENGTH looks the same
        least, dots, most = found.groups()
        if not most and (dots or not least):
            raise complain(self.text, token.start_pos, f"a length needs an end, at most {LONGEST}: *1..3, *..3 or *2")
        low, high = int(least or 1), int(most or least)
        if not 1 <= low <= high <= LONGEST:
            raise complain(self.text, token.start_pos, f"a length runs from 1 to {LONGEST}, the smaller number first")
        return low, high

    def check_variables(self) -> None:
        seen: set[str] = {node.variable for node in self.nodes.values() if node.variable}
        for edge in self.edges:
            if edge.variable and edge.variable in seen:
                at = self.text.find(edge.variable)
                raise complain(self.text, at, f"?{edge.variable} can't mean two things; give the relation another name")
            seen.add(edge.variable)

    def conjuncts(self, tree: Tree) -> Iterator[Condition]:
        if tree.data == "all":
            for part in tree.children:
                yield from self.conjuncts(part)
        else:
            yield self.condition(tree)

    def condition(self, tree: Tree, depth: int = 0) -> Condition:
        if depth > MOST:
            raise complain(self.text, 0, f"more than {MOST} conditions inside each other")
        kinds: dict[str, Literal["and", "or", "not"]] = {"all": "and", "any": "or", "none": "not"}
        if tree.data in kinds:
            return Junction(kinds[tree.data], tuple(self.condition(part, depth + 1) for part in tree.children))
        field = self.field(tree.children[0])
        if tree.data == "flag":
            return Comparison(field, at=field.at)
        _, operator, value = tree.children
        wanted: str | Field = self.original(value)
        if value.type == "QUOTED":
            wanted = str(wanted)[1:-1]
        elif value.type.startswith("VARIABLE"):
            wanted = self.owned(value)
        return Comparison(field, "!=" if operator == "<>" else str(operator), wanted, value.start_pos)

    def field(self, tree: Tree) -> Field:
        token = tree.children[0]
        if token.type == "FIELD":
            _, dot, name = token.rpartition(".")
            if not dot:
                return Field("", name.casefold(), token.start_pos)
        return self.owned(token)

    def owned(self, token: Token) -> Field:
        owner, _, name = token.removeprefix("?").partition(".")
        known = {node.variable for node in self.nodes.values()} | {edge.variable for edge in self.edges}
        if not owner or owner not in known:
            listed = "、".join(f"?{variable}" for variable in sorted(known) if variable) or "none"
            raise complain(self.text, token.start_pos, f"no variable is called ?{owner}; there are: {listed}")
        return Field(owner, name.casefold(), token.start_pos)

    def key(self, tree: Tree) -> tuple[Field, bool]:
        field, direction = tree.children
        return self.field(field), direction is not None and direction.casefold() == "desc"

    def entity_type(self, token: Token) -> str:
        found = self.schema.entity_type(token)
        if found is None:
            known = "、".join(type_.zh for type_ in self.schema.entities.values())
            raise complain(self.text, token.start_pos, f"no entity type is called “{token}”; there are: {known}")
        return found.id

    def relation_type(self, word: str, at: int) -> str:
        found = self.schema.relation_type(word)
        if found is None:
            known = "、".join(type_.zh for type_ in self.schema.relations.values())
            raise complain(self.text, at, f"no relation is called “{word}”; there are: {known}")
        return found.id

    def original(self, token: Token) -> str:
        return self.text[token.start_pos : token.end_pos]


# What a Chinese keyboard types; one character for one, so that places stay what they are.
_WIDE = str.maketrans("？：，｜＞＜＝！～＊（）［］【】．－＂＇‐–", "?:,|><=!~*()[][].-\"'--")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'|“[^”]*”|「[^」]*」|『[^』]*』""")
_ARROW = "an arrow (->, <-, -- or -[推出]->)"
_CLAUSE = "where, select, count, order by or limit"
# What a user may type, in the order of the message.
_NAMES = {
    "NAME": "a name",
    "VARIABLE": "?",
    "RIGHT": _ARROW,
    "BINDING": "?r:",
    "LABEL": "a relation (推出, 质疑, …)",
    "LENGTH": "*1..3",
    "TYPE": "an entity type (组织, 产品, 人物)",
    "FIELD": "a field (time, support, source, denied, …)",
    "VARIABLE_FIELD": "?x.field",
    "OPERATOR": "= != < <= > >= ~",
    "VALUE": "a value",
    "INTEGER": "a number",
    "DIRECTION": "asc or desc",
    "VBAR": "|",
    "COLON": ":",
    "COMMA": ",",
    "LPAR": "(",
    "RPAR": ")",
    "WHERE": _CLAUSE,
    "LIMIT": _CLAUSE,
    "ORDER": _CLAUSE,
    "SELECT": _CLAUSE,
    "$END": "the end",
}
_UNTOLD = {"QUOTED", "LEFT", "EITHER", "SHOWN_RIGHT", "SHOWN_LEFT", "SHOWN_EITHER", "COUNT"}


@cache
def _parser() -> Lark:
    from lark import Lark

    grammar = resources.files("guanxi.query").joinpath("pattern.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", maybe_placeholders=True)


def _ascii(text: str) -> str:
    """Return the pattern with ASCII punctuation outside of quotes, each character at its place."""
    pieces, end = [], 0
    for quoted in _QUOTED.finditer(text):
        pieces += [text[end : quoted.start()].translate(_WIDE), quoted[0]]
        end = quoted.end()
    return "".join([*pieces, text[end:].translate(_WIDE)])


def _unexpected(text: str, error: Exception) -> PatternError:
    from lark.exceptions import UnexpectedToken

    at = getattr(error, "pos_in_stream", None) or 0
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        at = len(text.rstrip())
    wanted = (
        getattr(error, "accepts", None) or getattr(error, "expected", None) or getattr(error, "allowed", None) or ()
    )
    literal = {terminal.name: str(terminal.pattern.value).replace("\\", "") for terminal in _parser().terminals}
    order = list(_NAMES)
    shown = sorted(
        (order.index(name) if name in _NAMES else len(order), _NAMES.get(name) or literal.get(name, name))
        for name in wanted
        if name not in _UNTOLD
    )
    names = dict.fromkeys(name for _, name in shown if name not in ("-[", "<-["))
    found = text[at : at + 12].split(" ")[0] if at < len(text.rstrip()) else ""
    what = f"“{found}” can't stand here" if found else "the pattern ends too early"
    return complain(text, at, f"{what}; expected {' or '.join(names)}")
