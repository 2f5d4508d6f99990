"""The user's own list of names: a CSV file with the columns `canonical`, `type` and `aliases`."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from guanxi.errors import InputError
from guanxi.schema import Schema
from guanxi.text.normalise import fold


@dataclass(frozen=True)
class Gazetteer:
    """Names that the user says belong together.

    Args:
        rows: for each (entity type, folded canonical name) the name as the user writes it.
        known: for each (entity type, folded name or alias) the folded canonical name; a string that the file gives to
            two entities is not in it: each document decides.
        where: the file, for messages.
    """

    rows: Mapping[tuple[str, str], str] = field(default_factory=dict)
    known: Mapping[tuple[str, str], str] = field(default_factory=dict)
    where: str = ""

    def canonical(self, type: str, key: str) -> str:
        """Return the folded canonical name of a folded name; empty when the file does not decide it."""
        return self.known.get((type, key), "")


def read_gazetteer(path: str | Path, schema: Schema) -> Gazetteer:
    """Read a names file.

    The first line names the columns: `canonical` and `type` must be there (a type's id or label), `aliases` holds any
    number of other names, split by `|`, `;`, `；` or `、`. UTF-8, with or without a byte order mark.

    Raises:
        InputError: the file can't be read, lacks a column, or names a type the schema does not have.
    """
    rows: dict[tuple[str, str], str] = {}
    holders: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in ("canonical", "type") if column not in (reader.fieldnames or [])]
            if missing:
                raise InputError(f"{path}:1: no column {' and '.join(missing)}; needs canonical,type,aliases")
            for row in reader:
                name = (row["canonical"] or "").strip()
                if not name:
                    continue
                type = schema.entity_type(row["type"] or "")
                if type is None:
                    known = ", ".join(schema.entities)
                    raise InputError(f"{path}:{reader.line_num}: unknown entity type {row['type']!r}; known: {known}")
                key = fold(name)
                rows.setdefault((type.id, key), name)
                for alias in [name, *_split(row.get("aliases") or "")]:
                    holders[type.id, fold(alias)].add(key)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: can't read the names file: {error}") from error
    # A canonical name is always its own; an alias two rows share decides nothing.
    known_names = {place: min(keys) for place, keys in holders.items() if len(keys) == 1}
    known_names.update({place: place[1] for place in rows})
    return Gazetteer(rows, known_names, str(path))


def _split(aliases: str) -> list[str]:
    for mark in ";；、":
        aliases = aliases.replace(mark, "|")
    return [alias.strip() for alias in aliases.split("|") if alias.strip()]
