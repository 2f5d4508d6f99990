"""What can be filtered, selected and sorted by, and how values are compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

import networkx as nx

from guanxi.marks import mark
from guanxi.model import Claim, Entity, Relation
from guanxi.query.pattern import Comparison, Condition, Field, Junction, Query, complain
from guanxi.schema import Schema
from guanxi.text.normalise import fold

Kind = Literal["number", "date", "text", "type", "flag", "entity"]
Value = str | int | float | bool


class Scope(Protocol):
    """Something that has fields: an entity, or a claim of a relation."""

    def get(self, name: str) -> tuple[Value, ...]:
        """Return what a field may be compared with; the first is the one to show, nothing when it is unknown."""
        ...


@dataclass(frozen=True)
class EntityScope:
    """The fields of an entity in its graph."""

    entity: Entity
    graph: nx.MultiDiGraph

    def get(self, name: str) -> tuple[Value, ...]:
        """Return the values of a field; see `Scope`."""
        return ENTITY_FIELDS[name][1](self)


@dataclass(frozen=True)
class ClaimScope:
    """The fields of a relation as one of its claims states it."""

    relation: Relation
    claim: Claim
    graph: nx.MultiDiGraph

    def get(self, name: str) -> tuple[Value, ...]:
        """Return the values of a field; see `Scope`."""
        return CLAIM_FIELDS[name][1](self)

    @property
    def schema(self) -> Schema:
        """The schema of the graph."""
        return self.graph.graph["schema"]

    def document(self, name: str) -> tuple[Value, ...]:
        """Return a property of the claim's document, as a value."""
        document = self.graph.graph["documents"].get(self.claim.document)
        return _known(getattr(document, name, ""))

    def text(self, start: int, end: int) -> tuple[Value, ...]:
        """Return characters of the claim's document, as a value."""
        document = self.graph.graph["documents"].get(self.claim.document)
        return _known(document.text[start:end] if document else "")

    def source(self) -> tuple[Value, ...]:
        """Return who says it: the words of the text, and the names of the entity."""
        if self.claim.source is None:
            return ()
        data = self.graph.nodes.get(self.claim.source_id)
        entity = data["entity"] if data else None
        return (self.claim.source.text, *((entity.name, *entity.aliases) if entity else ()))


def _known(value: Value) -> tuple[Value, ...]:
    return () if value == "" else (value,)


ENTITY_FIELDS: dict[str, tuple[Kind, Callable[[EntityScope], tuple[Value, ...]]]] = {
    "": ("entity", lambda s: (s.entity.name, *s.entity.aliases)),
    "name": ("text", lambda s: (s.entity.name,)),
    "alias": ("text", lambda s: s.entity.aliases),
    "id": ("text", lambda s: (s.entity.id,)),
    "type": ("type", lambda s: (s.entity.type,)),
    "mentions": ("number", lambda s: (len(s.entity.mentions),)),
    "documents": ("number", lambda s: (len(s.entity.documents),)),
    "degree": ("number", lambda s: (s.graph.degree(s.entity.id),)),
}
CLAIM_FIELDS: dict[str, tuple[Kind, Callable[[ClaimScope], tuple[Value, ...]]]] = {
    "": ("text", lambda s: (s.schema.relations[s.relation.type].zh + mark(s.claim),)),
    "type": ("type", lambda s: (s.relation.type,)),
    "support": ("number", lambda s: (s.relation.support,)),
    "weight": ("number", lambda s: (s.relation.weight,)),
    "claims": ("number", lambda s: (len(s.relation.claims),)),
    "score": ("number", lambda s: (round(s.claim.score, 4),)),
    "time": ("date", lambda s: _known(s.claim.date)),
    "published": ("date", lambda s: s.document("date")),
    "source": ("text", lambda s: s.source()),
    "modality": ("text", lambda s: (s.claim.modality,)),
    "polarity": ("text", lambda s: (s.claim.polarity,)),
    "role": ("text", lambda s: _known(s.claim.role)),
    "trigger": ("text", lambda s: s.text(s.claim.trigger.start, s.claim.trigger.end) if s.claim.trigger else ()),
    "text": ("text", lambda s: s.text(s.claim.evidence.start, s.claim.evidence.end)),
    "title": ("text", lambda s: s.document("title")),
    "document": ("text", lambda s: (s.claim.document, *s.document("name"), *s.document("path"))),
    "extractor": ("text", lambda s: _known(s.claim.extractor)),
    "asserted": ("flag", lambda s: (s.claim.polarity == "asserted",)),
    "denied": ("flag", lambda s: (s.claim.polarity == "denied",)),
    "fact": ("flag", lambda s: (s.claim.polarity == "asserted" and s.claim.modality == "fact",)),
    "planned": ("flag", lambda s: (s.claim.modality == "plan",)),
    "rumoured": ("flag", lambda s: (s.claim.modality == "rumour",)),
    "opinion": ("flag", lambda s: (s.claim.modality == "opinion",)),
    "disputed": ("flag", lambda s: (s.relation.support > 0 and s.relation.count("denied") > 0,)),
    "former": ("flag", lambda s: (s.claim.former,)),
}
_SYNONYMS = {
    "时间": "time", "date": "time", "发表": "published", "来源": "source", "支持数": "support", "分数": "score",
    "权重": "weight",
    "否认": "denied", "肯定": "asserted", "事实": "fact", "计划": "planned", "plan": "planned", "传闻": "rumoured",
    "rumour": "rumoured", "rumor": "rumoured", "观点": "opinion", "争议": "disputed", "曾任": "former", "类型": "type",
    "关系": "type", "职务": "role", "句子": "text", "evidence": "text", "触发词": "trigger",
    "标题": "title", "文档": "document",
    "名称": "name", "别名": "alias", "提及": "mentions", "文档数": "documents", "度": "degree",
}  # fmt: skip


_POLARITY = frozenset({"", "polarity", "asserted", "denied", "disputed", "fact"})  # a relation itself shows its mark


@dataclass(frozen=True)
class Test:
    """A condition ready to be tried; `owners` are the variables it is about, an empty one means every relation."""

    owners: frozenset[str]
    holds: Callable[[Mapping[str, Scope]], bool]


class Compiler:
    """Checks the fields of a query and turns its conditions into tests.

    Args:
        query: as parsed.
        schema: names the types that conditions are about.
    """

    def __init__(self, query: Query, schema: Schema) -> None:
        self.query = query
        self.schema = schema
        self.nodes = {node.variable for node in query.nodes.values() if node.variable}

    def resolve(self, field: Field) -> tuple[Field, Kind]:
        """Return a field under its proper name, and its kind.

        Raises:
            PatternError: there is no such field.
        """
        fields = ENTITY_FIELDS if field.owner in self.nodes else CLAIM_FIELDS
        name = field.name if field.name in fields else _SYNONYMS.get(field.name, field.name)
        if name not in fields:
            whose = "an entity" if field.owner in self.nodes else "a relation"
            hint = ""
            if not field.owner and (name in ENTITY_FIELDS):
                hint = f" without a variable in front (?x.{name})"
            known = ", ".join(sorted(filter(None, fields)))
            raise self.complain(field.at, f"{whose} has no field “{field.name}”{hint}; there are: {known}")
        return Field(field.owner, name, field.at), fields[name][0]

    def shows_polarity(self) -> bool:
        """Tell whether the query filters by, selects or sorts by what is asserted and what denied."""
        fields = [*self.query.select, *(field for field, _ in self.query.order)]
        parts = list(self.query.where)
        while parts:
            part = parts.pop()
            if isinstance(part, Junction):
                parts.extend(part.parts)
            else:
                fields += [part.field, *([part.value] if isinstance(part.value, Field) else [])]
        names = (_SYNONYMS.get(one.name, one.name) for one in fields if one.owner not in self.nodes)
        return any(name in _POLARITY for name in names)

    def test(self, condition: Condition) -> Test:
        """Return a condition as a test.

        Raises:
            PatternError: a field, an operator or a value makes no sense.
        """
        if isinstance(condition, Comparison):
            return self.comparison(condition)
        tests = [self.test(part) for part in condition.parts]
        owners = frozenset().union(*(test.owners for test in tests))
        return Test(owners, _junction(condition, [test.holds for test in tests]))

    def comparison(self, condition: Comparison) -> Test:
        """Return one comparison as a test."""
        field, kind = self.resolve(condition.field)
        owner, name, operator = field.owner, field.name, condition.operator
        if not operator:
            return Test(frozenset([owner]), lambda scopes: any(scopes[owner].get(name)))
        if kind == "flag":
            raise self.complain(field.at, f"{name} stands alone: “{name}” or “not {name}”")
        if kind in ("text", "type", "entity") and operator not in ("=", "!=", "~"):
            raise self.complain(field.at, f"{field} is text, which is compared by = != or ~ (contains)")
        if kind in ("number", "date", "type") and operator == "~":
            raise self.complain(field.at, f"{field} is not text, which alone can be compared by ~ (contains)")
        if isinstance(condition.value, Field):
            return self.between_fields(field, kind, condition.value, operator)
        value = self.value(condition, kind)
        compare = _COMPARE[kind]
        return Test(frozenset([owner]), lambda scopes: compare(scopes[owner].get(name), (value,), operator))

    def between_fields(self, field: Field, kind: Kind, value: Field, operator: str) -> Test:
        """Return a comparison of two fields as a test."""
        other, other_kind = self.resolve(value)
        if kind == other_kind == "entity":  # the entities themselves, not what they are called
            field, other, kind = Field(field.owner, "id", field.at), Field(other.owner, "id", other.at), "text"
        elif other_kind != kind and {kind, other_kind} - {"text", "entity"}:
            raise self.complain(value.at, f"{field} can't be compared with {other}: one is {kind}, one {other_kind}")
        left, right, compare = field, other, _COMPARE[kind]
        return Test(
            frozenset([left.owner, right.owner]),
            lambda s: compare(s[left.owner].get(left.name), s[right.owner].get(right.name), operator),
        )

    def value(self, condition: Comparison, kind: Kind) -> Value:
        """Return the value of a comparison in the form that its field has."""
        text = str(condition.value)
        match kind:
            case "number":
                try:
                    return float(text)
                except ValueError:
                    raise self.complain(condition.at, f"expected a number, not “{text}”") from None
            case "date":
                found = re.fullmatch(r"(\d{4})(?:[-年/](\d{1,2})(?:[-月/](\d{1,2})日?|月)?|年)?", text)
                if not found:
                    raise self.complain(condition.at, f"expected a date (2008, 2008-11 or 2008-11-05), not “{text}”")
                return "-".join(part.zfill(2) for part in found.groups() if part)
            case "type":
                type_ = self.schema.relation_type(text)
                if condition.field.owner in self.nodes:
                    type_ = self.schema.entity_type(text)  # type: ignore[assignment]
                if type_ is None:
                    raise self.complain(condition.at, f"the schema has no type “{text}”")
                return type_.id
            case _:
                return text

    def complain(self, at: int, what: str) -> Exception:
        """Return an error that shows the place."""
        return complain(self.query.text, at, what)


def _junction(
    condition: Junction, parts: list[Callable[[Mapping[str, Scope]], bool]]
) -> Callable[[Mapping[str, Scope]], bool]:
    if condition.kind == "not":
        return lambda scopes: not parts[0](scopes)
    join = all if condition.kind == "and" else any
    return lambda scopes: join(part(scopes) for part in parts)


def _text(values: tuple[Value, ...], wanted: tuple[Value, ...], operator: str) -> bool:
    mine, others = [fold(str(value)) for value in values], [fold(str(value)) for value in wanted]
    if operator == "~":
        return any(other in value for value in mine for other in others)
    return (operator == "=") == any(value in others for value in mine)


def _same(values: tuple[Value, ...], wanted: tuple[Value, ...], operator: str) -> bool:
    return (operator == "=") == any(value in wanted for value in values)


def _date(values: tuple[Value, ...], wanted: tuple[Value, ...], operator: str) -> bool:
    # Two dates are compared as precisely as both of them are: a day in 2008 is neither before nor after 2008.
    if not values or not wanted:
        return False
    a, b = str(values[0])[:10], str(wanted[0])[:10]
    size = min(len(a), len(b))
    return _order(a[:size], b[:size], operator)


def _number(values: tuple[Value, ...], wanted: tuple[Value, ...], operator: str) -> bool:
    return bool(values and wanted) and _order(float(values[0]), float(wanted[0]), operator)


def _order(a: str | float, b: str | float, operator: str) -> bool:
    before = a < b  # type: ignore[operator]
    match operator:
        case "=":
            return a == b
        case "!=":
            return a != b
        case "<":
            return before
        case "<=":
            return before or a == b
        case ">":
            return not before and a != b
        case _:
            return not before


_COMPARE: dict[Kind, Callable[[tuple[Value, ...], tuple[Value, ...], str], bool]] = {
    "text": _text,
    "entity": _text,
    "type": _same,
    "date": _date,
    "number": _number,
}
