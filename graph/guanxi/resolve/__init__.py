"""Mentions → entities; every merge keeps its reason and can be undone.

What there is here:

- `resolve_document(extraction, schema)`: the entities of one document alone.
- `resolve(extractions, schema, names=…, decisions=…)`: who is who in many documents → `Resolution`.
- `read_gazetteer(path, schema)`: the user's names file (`--names FILE.csv`) → `Gazetteer`.
- `read_decisions(path)`: what the user decided by hand (`--decisions FILE`) → `Decisions`;
  `add_decision(path, Join(…))` or `Split(…)` writes one more. `Resolution.notices` names those that match nothing.
- `why_same(resolution, a, b)`: the chain of joins from one name to another; `same` only tells; `by_doubt(merges)` lists
  the joins, the least certain first. With a database: `Resolution(tuple(store.entities()), tuple(store.merges()))`.
- `distinctive(key, type)`: whether a folded name says on its own who is meant.

What 该公司, 他, 后者, 双方 stand for is said by `guanxi.extract.anaphora`: claims need it, names don't.

Measured by `guanxi evaluate --resolution` and `python -m guanxi.evaluate.names`; fitted by
`python -m guanxi.train.names`.

How it works: inside a document stated aliases come first, then pairs of names scored by their strings and by what the
text says between them (`pairs`, `signs`, `scorer`), the surest first, with vetoes (`document`). Across documents a name
that says on its own who is meant joins (`families`); people of one name stay apart when their posts clash (`homonyms`);
a short name that several entities share is decided for each document by what stands beside it (`context`), or left
apart; a short name that no document equates with anything joins the one name it regularly abbreviates, when what stands
beside them agrees (`abbreviations`). Joins across documents keep the sentences of a document that uses both names
(`witnesses`).
"""

from __future__ import annotations

from guanxi.model import Entity, Extraction
from guanxi.resolve import document, entities
from guanxi.resolve.across import resolve
from guanxi.resolve.decisions import Decisions, Join, Split, add_decision, parse_decisions, read_decisions
from guanxi.resolve.distinct import distinctive
from guanxi.resolve.gazetteer import Gazetteer, read_gazetteer
from guanxi.resolve.local import complete
from guanxi.resolve.reasons import by_doubt, same, why_same
from guanxi.resolve.resolution import Resolution
from guanxi.schema import Schema

__all__ = [
    "Decisions",
    "Gazetteer",
    "Join",
    "Resolution",
    "Split",
    "add_decision",
    "by_doubt",
    "distinctive",
    "parse_decisions",
    "read_decisions",
    "read_gazetteer",
    "resolve",
    "resolve_document",
    "same",
    "why_same",
]


def resolve_document(extraction: Extraction, schema: Schema) -> tuple[Entity, ...]:
    """Return the entities of one document alone, ordered by their first mention."""
    clusters, _ = document.clusters(complete(extraction))
    made = [entities.from_names(cluster) for cluster in clusters]
    return tuple(sorted(made, key=lambda entity: (entity.mentions[0], entity.id)))
