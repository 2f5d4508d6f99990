"""Reads plain Chinese questions as patterns: by the names of the graph, the words of the schema, and question words.

No model of language stands behind it: a few forms of question are known, and any other is refused. Names that the graph
does not know are recognised by an extractor, where one is given, so that the user is told which name it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import networkx as nx

from guanxi.errors import PatternError
from guanxi.query.names import names
from guanxi.schema import Schema
from guanxi.text.normalise import fold

_Kind = Literal["entity", "relation", "who"]
# Question words, and the entity type that they ask for where they say one.
_WHO = re.compile(
    r"(?:哪(?:些|个|家|几个|几家|一个|一家)?|什么|多少(?:个|家)?|几(?:个|家|款))(?P<type>[公企机组产人][司业构织品物]?|人|部门|单位|软件|应用)?"
    r"|谁|(?:哪里|哪儿|何处)|什么"
)
_TYPES = {"公司": "ORG", "企业": "ORG", "机构": "ORG", "组织": "ORG", "部门": "ORG", "单位": "ORG", "产品": "PRODUCT",
          "软件": "PRODUCT", "应用": "PRODUCT", "人物": "PERSON", "人": "PERSON"}  # fmt: skip
_WHEN = re.compile(r"什么时候|何时|哪一?[年月天]|几时|什么时间")
_HOW_MANY = re.compile(r"多少|几[个家款]")
_RELATED = re.compile(r"(?:是|有)?(?:什么|何|哪些)?关系|有(?:什么|哪些|何)?(?:关联|联系)")
_WHETHER = re.compile(r"吗|是不是|是否|有没有|有无")
_GRAMMAR = re.compile(r"是不是|是否|有没有|有无|[和与跟同及是有在的了过吗被由遭于对为把向吧呢都也曾将所，、,。]")
_IS = re.compile(r"是(?:什么|谁|哪)|(?:介绍|说说|关于)")
FORMS = "谁推出了X？ X质疑什么？ X和Y什么关系？ X在哪任职？ X的创始人是谁？ X有哪些产品？ X收购了Y吗？ X什么时候推出Y？"


@dataclass(frozen=True)
class _Part:
    """A piece of a question that means something: `value` is a name, a relation type id or an entity type id."""

    kind: _Kind
    start: int
    end: int
    value: str
    inverse: bool = False


def read_question(
    graph: nx.MultiDiGraph, question: str, recognise: Callable[[str], Iterable[str]] | None = None
) -> list[str]:
    """Return the patterns that a question means, to be tried in order until one finds something.

    Args:
        graph: as `guanxi.assemble.assemble` gives it; its names are recognised in the question.
        question: such as `谁推出了Jego？`.
        recognise: returns the names in a question; called only when it can't be read by the names of the graph.

    Raises:
        PatternError: it is no question of a known form.
    """
    schema: Schema = graph.graph["schema"]
    text = fold(question).rstrip("?？。!！ ")
    entities = _entities(graph, text)
    found = _read(schema, text, entities)
    if found is None and recognise is not None and text:
        more = _places(text, entities, recognise(question))
        found = _read(schema, text, sorted([*entities, *more], key=lambda part: part.start)) if more else None
    if found is None:
        found = _read(schema, text, entities, guess=True)
    if found is None:
        raise PatternError(f"can't read the question “{question.strip()}”; questions look like: {FORMS}")
    return found


def _read(schema: Schema, text: str, entities: list[_Part], *, guess: bool = False) -> list[str] | None:
    """Return the patterns of a question with these names in it; `guess` takes what is left over for names, too."""
    rest = _blank(text, entities)
    when = _WHEN.search(rest)
    if when:
        rest = _blank(rest, [_Part("who", when.start(), when.end(), "")])
    related = _RELATED.search(rest)
    who = [] if related else _questions(rest)
    relation = None if related else _relation(schema, _blank(rest, who), who, entities)
    found = _pattern(text, rest, entities, who, relation, bool(related), schema)
    if found is None and guess and (related or relation):
        # It has the form of a question, but for names that the graph does not know: asking for them says so.
        parts = [*who, *([relation] if relation else [])]
        left = _blank(rest if not related else rest[: related.start()], parts)
        entities = sorted([*entities, *_unknown(left)], key=lambda part: part.start)
        found = _pattern(text, rest, entities, who, relation, bool(related), schema)
    if found is None:
        return None
    if when and relation is not None:
        arrow = "-[?r:"
        return [one.replace("-[", arrow, 1) + " where ?r.time select ?r.time, ?r.text" for one in found]
    return [f"{one} count" for one in found] if _HOW_MANY.search(rest) else found


def _pattern(
    text: str,
    rest: str,
    entities: list[_Part],
    who: list[_Part],
    relation: _Part | None,
    related: bool,
    schema: Schema,
) -> list[str] | None:
    """Return the patterns of the parts of a question; None when they make no known form."""
    a, *others = [_quoted(part.value) for part in entities] or [""]
    if related or (len(entities) == 2 and relation is None and not who):
        return [f"{a} -- {others[0]}", f"{a} -[*2]- {others[0]}"] if len(others) == 1 else None
    if relation is not None:
        types = relation.value
        label = schema.relations[types].zh
        if len(entities) == 2:
            ends = [a, others[0]]
            if _swapped(text, entities[0], entities[1], relation):
                ends.reverse()
            return [f"{ends[0]} -[{label}]-> {ends[1]}"]
        if len(entities) == 1 and len(who) <= 1:
            asked = f"?:{schema.entities[who[0].value].zh}" if who and who[0].value in schema.entities else "?"
            if _is_doer(text, entities[0], who, relation):
                return [f"{a} -[{label}]-> {asked}"]
            return [f"{asked} -[{label}]-> {a}{_role(text, relation, types)}"]
        return None
    if len(entities) == 1 and not others:
        if who and who[0].value in schema.entities:
            return [f"{a} -> ?:{schema.entities[who[0].value].zh}"]
        if _IS.search(rest) or not rest.strip("的 "):
            return [f"{a} -- ?"]
    return None


def _is_doer(text: str, entity: _Part, who: list[_Part], relation: _Part) -> bool:
    """Tell whether the entity is the head of what is asked: `X质疑什么`, `X在哪任职`, but not `X是谁推出的`."""
    if relation.inverse:  # X的创始人是谁, X的供应商有哪些: who is asked for is the head
        return False
    passive = re.search("[被由遭]", text[: relation.start])
    first = min(who, key=lambda part: part.start, default=None)
    if passive:
        # X被谁收购: the asked one does it; 谁被X收购: X does it.
        return bool(first and first.start < passive.start() < entity.start)
    if first and first.start < entity.start:
        return False  # 谁推出了X, 谁在X任职
    if first and first.start < relation.start and text[: first.start].rstrip().endswith("是"):
        return False  # X是谁推出的
    if first and entity.start < first.start < relation.start:
        return True  # X在哪任职, X和谁合作
    return entity.start < relation.start


def _swapped(text: str, a: _Part, b: _Part, relation: _Part) -> bool:
    """Tell whether of two entities the second one is the head: `X是Y推出的吗`, `X被Y收购了吗`, `X的创始人是Y吗`."""
    between = text[a.end : b.start]
    if relation.inverse:
        return a.end <= relation.start < b.start
    return bool(re.search("[被由遭]|是$", between)) and b.end <= relation.start


def _role(text: str, relation: _Part, type_: str) -> str:
    """Return the condition for a post that the question names: `X的总裁是谁`."""
    word = text[relation.start : relation.end]
    return f' where role ~ "{word}"' if type_ == "works_for" and relation.inverse and word != "员工" else ""


def _entities(graph: nx.MultiDiGraph, text: str) -> list[_Part]:
    """Return the names of the graph in the text: the longest ones, from left to right."""
    known = names(graph)
    longest = max((len(key) for key, _ in known.items()), default=0)
    found: list[_Part] = []
    at = 0
    while at < len(text):
        for end in range(min(len(text), at + longest), at, -1):
            key = text[at:end]
            if (len(key) > 1 or end - at == len(text)) and known.knows(key) and not _splits_word(text, at, end):
                found.append(_Part("entity", at, end, known.shown(key)))
                at = end
                break
        else:
            at += 1
    return found


def _unknown(rest: str) -> list[_Part]:
    """Return what may be names among what no other part of the question covers."""
    found = _GRAMMAR.sub(lambda match: " " * len(match[0]), rest)
    return [_Part("entity", one.start(), one.end(), one[0]) for one in re.finditer(r"\S{2,}", found)]


def _places(text: str, entities: list[_Part], named: Iterable[str]) -> list[_Part]:
    """Return where names stand that someone else recognised, the longest first, but for what is an entity already."""
    free, found = _blank(text, entities), list[_Part]()
    who = _questions(free)  # no name is a part of these, such as 产品 in 哪些产品
    for key in sorted({fold(name) for name in named}, key=lambda key: (-len(key), key)):
        at = free.find(key) if key.strip() else -1
        if at >= 0 and not any(one.start <= at and at + len(key) <= one.end for one in who):
            found.append(_Part("entity", at, at + len(key), key))
            free = _blank(free, found[-1:])
    return found


def _splits_word(text: str, start: int, end: int) -> bool:
    """Tell whether a place cuts a Latin word or a number in two."""
    return any(
        0 < at < len(text) and text[at - 1].isascii() and text[at].isascii() and text[at - 1 : at + 1].isalnum()
        for at in (start, end)
    )


def _questions(rest: str) -> list[_Part]:
    return [
        _Part("who", match.start(), match.end(), _TYPES.get(match["type"] or "", "")) for match in _WHO.finditer(rest)
    ]


def _relation(schema: Schema, rest: str, who: list[_Part], entities: list[_Part]) -> _Part | None:
    """Return the longest word of the schema that stands in the rest of a question."""
    best: _Part | None = None
    for type_ in schema.relations.values():
        words = [(word, False) for word in (type_.zh, *type_.synonyms, *type_.triggers)]
        # A word that stands after the entity it belongs to (X的创始人) turns the relation round.
        for word, inverse in [*((word, True) for word in type_.inverse_triggers), *words]:
            key = fold(word)
            at = rest.find(key)
            if at >= 0 and (best is None or len(key) > best.end - best.start):
                best = _Part("relation", at, at + len(key), type_.id, inverse)
    return best


def _blank(text: str, parts: list[_Part]) -> str:
    """Return the text with spaces where the parts stand."""
    characters = list(text)
    for part in parts:
        characters[part.start : part.end] = " " * (part.end - part.start)
    return "".join(characters)


def _quoted(name: str) -> str:
    return f'"{name}"' if re.search(r"[^\w.]", name) and '"' not in name else name
