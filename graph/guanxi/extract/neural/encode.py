"""Text → what the model reads: word pieces, characters' places in them, and characters of Baidu's lexical analyser.

Training and inference share this module, so that the model sees the same numbers in both. Offsets are
characters of the text that was given; nothing is normalised away from under them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ints = NDArray[np.int64]

BOS, PAD, EOS, UNK = 0, 1, 2, 3
MAX_PIECES = 510
"""Pieces a window may hold beside `<s>` and `</s>`: the encoder has 512 positions."""

PART = 160
"""Pieces that are read at once, as far as sentences allow: attention takes the square of it, and longer parts find no
more names or relations."""

_BLOCK = 4000
"""Characters that are encoded at once."""

PLACES = 5
"""Places of a character in its piece: 0 alone, 1 first, 2 inner, 3 last, 4 in no piece."""

CHUNK = 100
"""The longest stretch of characters, about a sentence, that the lexical analyser reads at once."""

_CLASSES = ("cjk", "upper", "lower", "digit", "space", "open", "close", "stop", "comma", "dash", "middle", "other")
CLASSES = len(_CLASSES)
_OPEN, _CLOSE = '“‘「『《〈（([【<"', "”’」』》〉）)]】>"
_STOP, _COMMA = "。！？；!?;…\n", "，、：,:"


@dataclass(frozen=True, slots=True)
class Encoded:
    """One window of text in numbers.

    Args:
        start: where the window begins in the text it was cut from.
        pieces: ids of the word pieces, `<s>` first and `</s>` last; shape (pieces + 2,).
        piece_of: for each character, the index in `pieces` of the piece it stands in; shape (characters,).
        place: each character's place in its piece (see `PLACES`); shape (characters,).
        kind: each character's class (see `char_class`); shape (characters,).
        lexical: each character's id in the lexical analyser's vocabulary; shape (characters,).
        chunks: (start, end) of the stretches that the lexical analyser reads at once; they tile the window.
    """

    start: int
    pieces: Ints
    piece_of: Ints
    place: Ints
    kind: Ints
    lexical: Ints
    chunks: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.piece_of)


@lru_cache(maxsize=1 << 16)
def char_class(char: str) -> int:
    """Return the class of a character: script, digit, kind of punctuation."""
    if char in _OPEN:
        return _CLASSES.index("open")
    if char in _CLOSE:
        return _CLASSES.index("close")
    if char in _STOP:
        return _CLASSES.index("stop")
    if char in _COMMA:
        return _CLASSES.index("comma")
    if char in "-—–_/":
        return _CLASSES.index("dash")
    if char in "·•・.&+":
        return _CLASSES.index("middle")
    if char.isspace():
        return _CLASSES.index("space")
    if char.isdigit():
        return _CLASSES.index("digit")
    folded = unicodedata.normalize("NFKC", char)
    if folded.isascii() and folded.isalpha():
        return _CLASSES.index("upper" if folded[0].isupper() else "lower")
    return _CLASSES.index("cjk" if char.isalpha() else "other")


_BREAK = re.compile(r"[^。！？；!?;\n]*[。！？；!?;\n]+[”’」』》）)\]】\s]*|[^。！？；!?;\n]+$")


def chunks(text: str) -> tuple[tuple[int, int], ...]:
    """Cut a text into stretches of at most `CHUNK` characters, at sentence ends where there are any."""
    found = []
    for match in _BREAK.finditer(text):
        start, end = match.span()
        while end - start > CHUNK:
            cut = max(text.rfind(mark, start + CHUNK // 2, start + CHUNK) for mark in "，、, ") + 1
            cut = cut or start + CHUNK
            found.append((start, cut))
            start = cut
        found.append((start, end))
    return tuple(found)


class Encoder:
    """Turns text into `Encoded` windows.

    Args:
        tokenizer: the word pieces (a `tokenizers` file, SentencePiece unigram).
        lexicon: the lexical analyser's characters and their ids.
    """

    def __init__(self, tokenizer: Tokenizer, lexicon: dict[str, int]) -> None:
        self._tokenizer = tokenizer
        self._lexicon = lexicon
        self._unknown = lexicon["OOV"]
        self._lexical_id = lru_cache(maxsize=1 << 16)(self._find_lexical_id)

    def encode(self, text: str, most: int | None = MAX_PIECES) -> Encoded:
        """Encode a text; pieces past the first `most` are left out."""
        pieces = self._tokenizer.encode(text)
        ids, offsets = pieces.ids[1:-1][:most], pieces.offsets[1:-1][:most]
        piece_of = np.zeros(len(text), np.int64)
        place = np.full(len(text), 4, np.int64)
        for index, (start, end) in enumerate(offsets, 1):
            while start < end and text[start].isspace():
                start += 1
            if start == end:
                continue
            piece_of[start:end] = index
            place[start:end] = 2
            place[end - 1] = 3
            place[start] = 1 if end - start > 1 else 0
        return Encoded(
            start=0,
            pieces=np.array([BOS, *ids, EOS], np.int64),
            piece_of=piece_of,
            place=place,
            kind=np.fromiter(map(char_class, text), np.int64, len(text)),
            lexical=np.fromiter(map(self._lexical_id, text), np.int64, len(text)),
            chunks=chunks(text),
        )

    def parts(self, text: str) -> Iterator[Encoded]:
        """Encode a text of any length in parts that tile it: whole sentences, of at most about `PART` pieces each."""
        cuts = chunks(text)
        first = 0
        while first < len(cuts):
            last = first + 1
            while last < len(cuts) and cuts[last][1] - cuts[first][0] <= _BLOCK:
                last += 1
            start, end = cuts[first][0], cuts[last - 1][1]
            yield from _cut(self.encode(text[start:end], None), start)
            first = last

    def _find_lexical_id(self, char: str) -> int:
        found = self._lexicon.get(char)
        if found is None:
            folded = unicodedata.normalize("NFKC", char)
            found = self._lexicon.get(folded[:1], self._unknown)
        return found


def _cut(block: Encoded, offset: int) -> Iterator[Encoded]:
    """Cut an encoded block at the ends of chunks into parts of about the same number of pieces."""
    count = len(block.pieces) - 2
    size = count / max(1, -(-count // PART))
    first, begun = 0, 0
    for index, (_, end) in enumerate(block.chunks, 1):
        reached = int(block.piece_of[:end].max(initial=0))
        following = block.chunks[index][1] if index < len(block.chunks) else end
        full = reached - begun >= size or int(block.piece_of[:following].max(initial=0)) - begun > PART
        if index == len(block.chunks) or full:
            yield _part(block, block.chunks[first:index], offset)
            first, begun = index, reached


def _part(block: Encoded, chunks: Sequence[tuple[int, int]], offset: int) -> Encoded:
    start, end = chunks[0][0], chunks[-1][1]
    piece_of = block.piece_of[start:end]
    known = piece_of[piece_of > 0]
    low, high = (int(known.min()), int(known.max()) + 1) if len(known) else (1, 1)
    return Encoded(
        start=offset + start,
        # A piece that two parts share is read in both.
        pieces=np.array([BOS, *block.pieces[low:high], EOS], np.int64)[: MAX_PIECES + 2],
        piece_of=np.where((piece_of > 0) & (piece_of - low < MAX_PIECES), piece_of - low + 1, 0),
        place=block.place[start:end],
        kind=block.kind[start:end],
        lexical=block.lexical[start:end],
        chunks=tuple((from_ - start, to - start) for from_, to in chunks),
    )
