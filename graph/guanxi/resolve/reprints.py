"""Which documents are one story: syndicated copies, edited reprints, the same article in two feeds.

Candidates come from MinHash (Broder 1997) with locality-sensitive hashing (`datasketch`) and from sentences that two
documents share; each candidate is then compared exactly, shingle by shingle, so that no chance of hashing joins two
stories. What a feed prints below all of its stories is not compared. A shared source (`转载自…`) or headline lowers
what is asked of a pair, and is never enough by itself.

The result depends on the documents alone, not on their order; the time taken grows with their number, not its square.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from networkx.utils import UnionFind

from guanxi.model import Document
from guanxi.text.normalise import fold, fold_all
from guanxi.text.shingles import SIZE, letters, sentences, shingles

if TYPE_CHECKING:
    from datasketch import MinHash

SHARE = 0.7
"""A reprint shares at least so much with the other one, measured on the shorter of the two."""

HINTED_SHARE = 0.5
"""The same for two documents that name the same source or bear the same headline."""

LONGER_SHARE = 0.5
"""And more than this of the longer one: a digest of many stories is a reprint of none of them."""

OPENING = 100
"""Letters at the beginning of a story: at least half of one story's opening stands in the other one. What pages show
below their stories (teasers of the day, legal notes) makes no reprint."""

SHORTEST = 60
"""Documents with fewer letters than this are not compared: short notices are alike by chance."""

_FREQUENT = 3  # a sentence in so many documents that are otherwise unlike each other is boilerplate
_LONG_SENTENCE = 20  # letters: a shared sentence of this length makes two documents candidates
_CROWD = 30  # of one story, so many different versions stand for the rest
_NEAR = 0.9
_PERMUTATIONS, _BANDS, _ROWS = 128, 32, 4

# Lines about the article, not of it.
_ABOUT = re.compile(
    r"免责声明|版权声明|版权所有|版权归|转载请|请注明出处|未经(?:本[站网报]|授权|许可)|责任编辑|责编|本文来源|原标题|文章来源|转载自|"
    r"扫描?二维码|微信公众号|关注(?:我们|公众号)|点击(?:进入|查看|阅读)|更多(?:精彩|资讯|内容)|"
    r"不(?:代表|构成).{0,12}(?:观点|立场|投资建议)|风险自担|仅供参考|相关阅读|推荐阅读|举报|侵权"
)
_LONGEST_NOTE = 60
_SOURCE = re.compile(
    r"(?:转载自|转自|转载来源|转载请注明来源于|原载于?|摘自|(?:文章|本文|稿件)?来源(?=\s*[:(为]|于))"
    r"[\s:(为于《“\"]*([\w·.-]{2,20})"
)


@dataclass(frozen=True, slots=True)
class Link:
    """Two documents that are one story.

    Args:
        document: id of the one that was found to be a reprint.
        other: id of the one it was compared with; the longer of the two.
        shorter, longer: how much of the shorter and of the longer document the other has, too, 0–1.
        hint: what they name in common beside the text: `source …` or `headline`; empty without.
    """

    document: str
    other: str
    shorter: float
    longer: float
    hint: str = ""


def reprints(documents: Iterable[Document]) -> tuple[Link, ...]:
    """Find the documents that are one story.

    Args:
        documents: all there are, each id once.

    Returns:
        Links whose connected parts are the clusters (see `clusters`), sorted.
    """
    stories = _stories(documents)
    if len(stories) < 2:
        return ()
    index, groups = _Index(), UnionFind()
    links = []
    for story in sorted(stories, key=lambda story: (-len(story.words), story.id)):
        sketch, nearly = index.sketch(story), False
        for other in index.candidates(story, sketch):
            if groups[other.id] == groups[story.id]:
                continue
            link = compare(story, other)
            if link:
                links.append(link)
                groups.union(other.id, story.id)
                nearly = nearly or min(link.shorter, link.longer) >= _NEAR
        if not nearly:
            index.add(story, sketch, groups[story.id])
    return tuple(sorted(links, key=lambda link: (link.document, link.other)))


def clusters(links: Iterable[Link]) -> dict[str, str]:
    """Return, for each document that has a reprint, the id of its cluster: the smallest id of its documents."""
    groups = UnionFind()
    for link in links:
        groups.union(link.document, link.other)
    return {id: min(group) for group in groups.to_sets() for id in sorted(group)}


@dataclass(frozen=True, eq=False)
class Story:
    """A document as it is compared: its sentences without boilerplate, as letters."""

    document: Document
    sentences: tuple[str, ...]

    @property
    def id(self) -> str:
        """The document's id."""
        return self.document.id

    @cached_property
    def words(self) -> str:
        """All letters."""
        return "".join(self.sentences)

    @cached_property
    def named(self) -> frozenset[str]:
        """The sources it names."""
        (text,) = fold_all([self.document.text])  # which keeps no copy, as `fold` does
        found = {match[1] for match in _SOURCE.finditer(text)}
        found.add(fold(self.document.meta.get("source", "")))
        return frozenset(name for name in found if name)


def compare(a: Story, b: Story) -> Link | None:
    """Compare two stories shingle by shingle; return None when they are two."""
    short, long = sorted((a, b), key=lambda story: (len(story.words), story.id))
    mine, others = shingles(short.words), shingles(long.words)
    shared = len(mine & others)
    of_shorter, of_longer = sorted((shared / len(mine), shared / len(others)), reverse=True)
    hint = _hint(short, long)
    if of_shorter < (HINTED_SHARE if hint else SHARE) or of_longer <= LONGER_SHARE:
        return None
    if not _opens(short, others) and not _opens(long, mine):
        return None
    return Link(short.id, long.id, round(of_shorter, 4), round(of_longer, 4), hint)


def _opens(story: Story, other: frozenset[str]) -> bool:
    opening = shingles(story.words[:OPENING])
    return 2 * len(opening & other) >= len(opening)


def _hint(a: Story, b: Story) -> str:
    headline = letters(a.document.title)
    if len(headline) > SIZE and headline == letters(b.document.title):
        return "headline"
    source = min(a.named & b.named, default="")
    return f"source {source}" if source else ""


def _stories(documents: Iterable[Document]) -> list[Story]:
    """Split the documents and take out what is not part of their story; those that are too short go."""
    split = [(document, _own(document)) for document in documents]
    found = Counter(sentence for _, own in split for sentence in set(own))
    frequent = {sentence for sentence, number in found.items() if number >= _FREQUENT}
    # Reprints of one story share most of it. Where most of a document is its own, what it shares is not the story.
    strange: Counter[str] = Counter()
    for _, own in split:
        size = sum(map(len, own))
        if 2 * sum(len(sentence) for sentence in own if sentence not in frequent) > size:
            strange.update(frequent.intersection(own))
    boilerplate = {sentence for sentence, number in strange.items() if number >= _FREQUENT}
    made = (
        Story(document, tuple(sentence for sentence in own if sentence not in boilerplate)) for document, own in split
    )
    return [story for story in made if len(story.words) >= SHORTEST]


def _own(document: Document) -> list[str]:
    # A body that repeats itself is compared once.
    own = dict.fromkeys(sentences(document.text))
    return [sentence for sentence in own if len(sentence) > _LONGEST_NOTE or not _ABOUT.search(sentence)]


class _Index:
    """The stories that later ones are compared with."""

    def __init__(self) -> None:
        from datasketch import MinHash, MinHashLSH

        self._stories: dict[str, Story] = {}
        self._lsh = MinHashLSH(num_perm=_PERMUTATIONS, params=(_BANDS, _ROWS))
        self._first = MinHash(_PERMUTATIONS, hashfunc=int, scheme="affine32")
        self._by_sentence: dict[str, list[str]] = {}
        self._crowds: Counter[str] = Counter()

    def sketch(self, story: Story) -> MinHash:
        """Return the numbers that stand for a story's shingles."""
        from datasketch import MinHash

        made = MinHash(_PERMUTATIONS, hashfunc=int, permutations=self._first.permutations, scheme="affine32")
        made.update_batch(_numbers(story.words))
        return made

    def candidates(self, story: Story, sketch: MinHash) -> Iterator[Story]:
        """Yield the stories that may be the same one, in a fixed order."""
        found = {str(key) for key in self._lsh.query(sketch)}
        for sentence in set(story.sentences):
            found.update(self._by_sentence.get(sentence, ()))
        for id in sorted(found):
            yield self._stories[id]

    def add(self, story: Story, sketch: MinHash, crowd: str) -> None:
        """Put a story in, unless enough of its cluster `crowd` are there to stand for it."""
        if self._crowds[crowd] >= _CROWD:
            return
        self._crowds[crowd] += 1
        self._stories[story.id] = story
        self._lsh.insert(story.id, sketch, check_duplication=False)
        for sentence in dict.fromkeys(story.sentences):
            if len(sentence) >= _LONG_SENTENCE:
                holders = self._by_sentence.setdefault(sentence, [])
                if len(holders) < _CROWD:
                    holders.append(story.id)


def _numbers(words: str) -> list[int]:
    """Return a number of 32 bits for each shingle of a text, the same on every machine and in every run."""
    import numpy as np

    codes: Any = np.frombuffer(words.encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    count = len(codes) - SIZE + 1
    numbers = np.zeros(count, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for at in range(SIZE):
            numbers = numbers * np.uint64(0x9E3779B97F4A7C15) + codes[at : at + count]
            numbers ^= numbers >> np.uint64(29)
    found: list[int] = np.unique(numbers >> np.uint64(32)).tolist()
    return found


def originals(
    links: Iterable[Link], documents: Mapping[str, Document]
) -> list[tuple[Document, list[tuple[Document, Link]]]]:
    """Return each cluster as its first document, by date, and the others, each with the link that joins it.

    Args:
        links: as `reprints` found them.
        documents: by id.

    Returns:
        The largest clusters first; documents without a date come after those that have one.
    """
    listed = sorted(links, key=lambda link: (link.document, link.other))
    by_document: dict[str, list[Link]] = {}
    for link in listed:
        for id in (link.document, link.other):
            by_document.setdefault(id, []).append(link)
    members: dict[str, list[str]] = {}
    for id, cluster in clusters(listed).items():
        members.setdefault(cluster, []).append(id)
    found = []
    for ids in members.values():
        first, *rest = sorted(
            (documents[id] for id in ids), key=lambda one: (not one.date, one.date, one.title, one.path, one.id)
        )
        found.append((first, [(one, max(by_document[one.id], key=_strength)) for one in rest]))
    return sorted(found, key=lambda item: (-len(item[1]), item[0].date, item[0].id))


def _strength(link: Link) -> tuple[float, float, str, str]:
    return link.shorter, link.longer, link.document, link.other
