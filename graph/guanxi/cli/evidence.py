"""Shows relations and the sentences behind them: names and trigger marked, who says it, where and when.

A denied, planned, rumoured or held-to-be-so relation always carries its mark and never reads as a plain fact.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from guanxi.cli.terminal import plain
from guanxi.export.records import status
from guanxi.marks import DENIED, MODALITIES, kinds
from guanxi.model import Claim, Document, Relation

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from guanxi.library import KnowledgeGraph
    from guanxi.query import Chain

RELATION_MARKS = {"denied": DENIED, **MODALITIES}
STYLES = {"head": "bold cyan", "tail": "bold magenta", "trigger": "underline yellow"}
MARK_STYLES = {DENIED: "bold red", "计划": "blue", "传闻": "yellow", "观点": "yellow"}
# A line never begins with these.
_CLOSING = set("，。！？；：、”’）》」』】…·,.!?;:)]}%％")
_OPENING = set("“‘（《「『【([{")


def marks(claim: Claim) -> list[str]:
    """Return what keeps a claim from being a plain fact: 否认, 计划, 传闻, 观点; nothing for a fact."""
    found = [DENIED] if claim.polarity == "denied" else []
    if claim.modality in MODALITIES:
        found.append(MODALITIES[claim.modality])
    return found


def relation_mark(relation: Relation) -> str:
    """Return the mark for a whole relation; empty when its best claim states it as a fact and none denies it."""
    found = RELATION_MARKS.get(status(relation), "")
    disputed = f"有{DENIED}" if found != DENIED and relation.count("denied") else ""
    return "，".join(filter(None, [found, disputed]))


def arrow(kg: KnowledgeGraph, relation: Relation, *, forward: bool = True) -> str:
    """Return a relation as an arrow with its label: `—推出→`, `←推出—`, `—合作—`, `—收购（否认）→`."""
    type_ = kg.schema.relations.get(relation.type)
    mark = relation_mark(relation)
    label = plain(type_.zh if type_ else relation.type) + (f"（{mark}）" if mark else "")
    if type_ and type_.symmetric:
        return f"—{label}—"
    return f"—{label}→" if forward else f"←{label}—"


def sentence(claim: Claim, document: Document) -> Text:
    """Return the evidence of a claim, the two names and the trigger marked."""
    from rich.text import Text

    spans = [("trigger", claim.trigger), ("head", claim.head.span), ("tail", claim.tail.span)]
    styles = [""] * (claim.evidence.end - claim.evidence.start)
    for kind, span in spans:
        if span is not None:
            for place in range(max(span.start, claim.evidence.start), min(span.end, claim.evidence.end)):
                styles[place - claim.evidence.start] = STYLES[kind]
    shown = Text()
    for style, run in groupby(zip(claim.evidence.of(document.text), styles, strict=False), key=itemgetter(1)):
        words = plain("".join(character for character, _ in run))
        if words.startswith(" ") and (not shown.plain or shown.plain.endswith(" ")):
            words = words[1:]
        shown.append(words, style or None)
    shown.rstrip()
    return shown


def origin(kg: KnowledgeGraph, claim: Claim) -> str:
    """Return who says it, in which document, of which date: `员工B，《标题》，2013-06-19`."""
    said = f"{plain(claim.source.text)} 说" if claim.source else ""
    dated = f"事在 {claim.date}" if claim.date else ""
    return " · ".join(filter(None, [said, document_line(kg.documents[claim.document]), dated]))


def document_line(document: Document) -> str:
    """Return a document's title and date: `《标题》 2013-06-19`."""
    title = document.title or document.name or document.path or document.id
    return " ".join(filter(None, [f"《{plain(title)}》", plain(document.date[:10])]))


def chosen(claims: Sequence[Claim], limit: int) -> list[Claim]:
    """Return the first claims, and the first that denies the relation when those don't show that anyone does."""
    first = list(claims[:limit])
    if first and all(claim.polarity == "asserted" for claim in first):
        first += [claim for claim in claims[limit:] if claim.polarity == "denied"][:1]
    return first


def print_chain(out: Console, kg: KnowledgeGraph, chain: Chain, evidence: int) -> None:
    """Print a chain, and below it the sentences of its relations, at most `evidence` for each (and a denial)."""
    from rich.text import Text

    disputed = [kinds(step.claims) for step in chain.steps if len({claim.polarity for claim in step.claims}) > 1]
    title = Text(plain(chain.text(kg.schema)), "bold")
    if disputed:
        title.append(f"  （{'；'.join(disputed)}）", MARK_STYLES[DENIED])
    print_wrapped(out, title, hanging=4)
    for step in chain.steps:
        print_claims(out, kg, chosen(step.claims, evidence))


def print_claims(out: Console, kg: KnowledgeGraph, claims: Iterable[Claim], *, indent: int = 2) -> None:
    """Print each claim as its sentence with marks, and below it where that comes from."""
    from rich.text import Text

    for claim in claims:
        line = Text()
        for mark in marks(claim):
            line.append(mark, MARK_STYLES[mark]).append(" ")
        line.append("“").append_text(sentence(claim, kg.documents[claim.document])).append("”")
        print_wrapped(out, line, indent)
        print_wrapped(out, Text(f"—— {origin(kg, claim)}", "dim"), indent)


def print_wrapped(out: Console, text: Text, indent: int = 0, *, hanging: int = 0) -> None:
    """Print text indented, all lines but the first by `hanging` more, broken as Chinese text may be."""
    from rich.text import Text

    for number, line in enumerate(wrap(text, out.width - indent, hanging)):
        out.print(Text(" " * (indent + (hanging if number else 0))).append_text(line), soft_wrap=True)


def wrap(text: Text, width: int, hanging: int = 0) -> Iterator[Text]:
    """Break text into lines of at most `width` cells: at spaces and beside wide characters, closing marks kept back.

    Lines after the first are shorter by `hanging`.
    """
    from rich.cells import cell_len

    characters = text.plain
    start = cells = 0
    chance = 0  # the last place where the line may end
    for place, character in enumerate(characters):
        if place > start and _may_break(characters[place - 1], character):
            chance = place
        cells += cell_len(character)
        if cells > width and place > start:
            end = chance if chance > start else place
            line = text[start:end]
            line.rstrip()
            yield line
            width -= hanging if not start else 0
            start = end
            cells = cell_len(characters[start : place + 1])
    if start < len(characters) or not characters:
        yield text[start:]


def _may_break(before: str, after: str) -> bool:
    if after in _CLOSING or before in _OPENING or after == " ":
        return False
    return before == " " or any(unicodedata.east_asian_width(character) in "WF" for character in (before, after))
