"""Names that look like one that nobody has, for the message that says so."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from heapq import nlargest

from guanxi.text.normalise import fold

_LEAST = 0.4  # likeness below this is none


def nearest(name: str, keys: Iterable[str], limit: int = 5) -> list[str]:
    """Return which of some folded names look most like a name, best first.

    Args:
        name: what was looked for.
        keys: the names there are, as `guanxi.text.normalise.fold` gives them.
        limit: at most so many.
    """
    key = fold(name)
    wanted = set(key)
    # Shared characters first, which is quick; only the hundred best are compared in full.
    close = nlargest(100, ((2 * len(wanted & set(k)) / (len(key) + len(k) or 1), k) for k in keys))
    rated = [(_likeness(key, k), k) for share, k in close if share > 0]
    return [k for _, k in nlargest(limit, (rate for rate in rated if rate[0] >= _LEAST))]


def _likeness(a: str, b: str) -> float:
    # Parts of a name are what people type: 移动 for 中国移动.
    inside = 0.3 if a and b and (a in b or b in a) else 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio() + inside
