"""The open word lists of the package: surnames, titles, places, the parts of organisation names."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources


@dataclass(frozen=True)
class Lists:
    """General vocabulary, no names of anyone: see the files in `resolve/data`.

    Args:
        surnames: Chinese surnames of one or two characters.
        titles: what stands after a surname (`总`, `先生`); `before`: what stands in front of one (`老`).
        places: countries, provinces, cities; `short_places`: their one-character forms (`京`).
        legal: legal forms and holding words (`有限公司`); `industry`: trades; `unit`: parts of organisations;
        body: public bodies and associations; branch: trades of subsidiaries. All folded to lower case.
    """

    surnames: frozenset[str]
    titles: frozenset[str]
    before: frozenset[str]
    places: frozenset[str]
    short_places: frozenset[str]
    legal: frozenset[str]
    industry: frozenset[str]
    unit: frozenset[str]
    body: frozenset[str]
    branch: frozenset[str]

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Units and bodies together."""
        return self.unit | self.body


@cache
def load() -> Lists:
    """Read the lists of the package; they are read once."""
    surnames: set[str] = set()
    for line in _lines("surnames.txt"):
        # The first line holds single characters run together, later ones whole surnames.
        surnames.update(line.split() if " " in line else line)
    titles: set[str] = set()
    before: set[str] = set()
    section = ""
    for line in _lines("titles.txt", comments=True):
        if line.startswith("#"):
            section = line
        else:
            (before if "[before]" in section else titles).update(line.casefold().split())
    *places, short = _lines("places.txt")
    parts = tomllib.loads(_text("organisations.toml"))
    legal, industry, unit, body, branch = (
        frozenset(word.casefold() for word in parts[key]) for key in ("legal", "industry", "unit", "body", "branch")
    )
    return Lists(
        surnames=frozenset(surnames),
        titles=frozenset(titles),
        before=frozenset(before),
        places=frozenset(word for line in places for word in line.split()),
        short_places=frozenset(short.split()),
        legal=legal,
        industry=industry,
        unit=unit,
        body=body,
        branch=branch,
    )


def _text(name: str) -> str:
    return resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")


def _lines(name: str, comments: bool = False) -> list[str]:
    lines = (line.strip() for line in _text(name).splitlines())
    return [line for line in lines if line and (comments or not line.startswith("#"))]
