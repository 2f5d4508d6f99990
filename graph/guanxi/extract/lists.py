"""Names in a row: `甲、乙和丙`, with quotes, book marks and brackets around them, and brands before their products."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from guanxi.extract.reading import Reading
from guanxi.model import Mention, Sentence, Span

_CLOSERS = r"[》”」』】]?(?:[（(][^（）()\n]{0,30}[）)])?[》”」』】]?"
_JOINT = re.compile(rf"{_CLOSERS}\s?(?:、以及|、及|、和|、与|、|和|以及|及其|及|与|跟)\s?[《“「『【]?")
_WITH = re.compile(r"(?<!、)[与和跟同]")
# Between a brand and its product (`腾讯微信`, `苹果的Siri`), or a firm and the unit that is meant.
_WHOSE = re.compile(r"(?:公司|集团)?(?:旗下)?的?[ ]?[《“「『]?")

# A name before one of these is an owner or an employer in a longer phrase (`甲、乙股东丙`), no member of the row.
_OWNER = re.compile(
    r"[》”」』】]?(?:[（(][^（）()\n]{0,30}[）)])?(?:旗下|股东|控股|的|创始|联合创始|董事|副?总|CEO|CTO|CFO|COO|首席|前|原|母公司|子公司|全资|官方|负责人|下属|发言人|记者)"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One member of a row: the name that its noun phrase ends in, and the whole phrase.

    Args:
        name: what is meant (`微信` in `腾讯微信`).
        start: where the phrase begins (at its brand, if it has one).
    """

    name: Mention
    start: int

    @property
    def end(self) -> int:
        """Where the phrase ends."""
        return self.name.end


Row = tuple[Item, ...]


def rows(reading: Reading, span: Span | Sentence) -> list[Row]:
    """Return all rows within a span in order, those of one name among them; names within brackets are left out.

    The members of a row are of one entity type.
    """
    found: list[Row] = []
    row: list[Item] = []
    for item in _items(reading, span):
        if row:
            joint = _JOINT.match(reading.text, row[-1].end, item.start)
            alike = item.name.type == row[-1].name.type and not _OWNER.match(reading.text, item.end)
            if joint and joint.end() == item.start and alike:
                row.append(item)
                continue
            found.extend(_parties(reading.text, row))
        row = [item]
    if row:
        found.extend(_parties(reading.text, row))
    return found


def _parties(text: str, row: list[Item]) -> list[Row]:
    """Part `甲与乙、丙`: 甲 is one party, the rest the other. A list has its `与` or `和` before its last member."""
    for at, (one, next_) in enumerate(pairwise(row[:-1]), 1):
        if _WITH.search(text, one.end, next_.start):
            return [tuple(row[:at]), *_parties(text, row[at:])]
    return [tuple(row)]


def _items(reading: Reading, span: Span | Sentence) -> list[Item]:
    items: list[Item] = []
    covered = span.start
    mentions = reading.mentions_in(span)
    whose = {after: before for before, after in pairwise(mentions) if _belongs(reading.text, before, after)}
    for mention in mentions:
        if mention.start < covered:
            continue
        bracket = re.compile(r"[》”」』】]?[（(][^（）()\n]{0,30}[）)]").match(reading.text, mention.end, span.end)
        covered = bracket.end() if bracket else mention.end
        before = items[-1] if items else None
        if before is not None and whose.get(mention) == before.name:
            items[-1] = Item(mention, before.start)
        else:
            items.append(Item(mention, mention.start))
    return items


def _belongs(text: str, brand: Mention, product: Mention) -> bool:
    """Tell whether a product right after a firm is named with it (`腾讯微信`)."""
    return (
        brand.type == "ORG"
        and product.type == "PRODUCT"
        and _WHOSE.fullmatch(text, brand.end, product.start) is not None
    )


def row_start(reading: Reading, span: Span | Sentence, mention: Mention) -> int:
    """Return where the row that a mention stands in begins (`甲` in `而非甲和乙`); its own start outside of rows."""
    for row in rows(reading, span):
        if any(item.start <= mention.start < item.end for item in row):
            return row[0].start
    return mention.start
