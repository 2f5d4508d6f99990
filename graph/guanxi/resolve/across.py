"""Resolution across documents: the entities of single documents become the entities of the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from guanxi.model import Entity, Extraction
from guanxi.resolve import entities, families, homonyms
from guanxi.resolve.context import Context
from guanxi.resolve.decisions import Decisions
from guanxi.resolve.gazetteer import Gazetteer
from guanxi.resolve.local import Local, Place, gather
from guanxi.resolve.resolution import Resolution, collect
from guanxi.resolve.unions import Unions
from guanxi.resolve.witnesses import Witnesses
from guanxi.schema import Schema
from guanxi.text.normalise import fold


def resolve(
    extractions: Iterable[Extraction],
    schema: Schema,
    *,
    names: Gazetteer | None = None,
    decisions: Decisions | None = None,
) -> Resolution:
    """Decide who is who in a set of documents; the order of the documents does not matter.

    Args:
        extractions: one for each document.
        schema: the types there are; mentions of other types are left out.
        names: the user's own list of names (`read_gazetteer`).
        decisions: what the user decided by hand (`read_decisions`); applied last.
    """
    gazetteer = names or Gazetteer()
    documents: dict[str, str] = {}
    locals, merges = gather(_told(extractions, documents), schema, gazetteer)
    unions: Unions[Place] = Unions(sorted(locals))
    context = Context(locals)
    witnesses = Witnesses(merges)
    merges += families.join(locals, unions, context, gazetteer, witnesses)
    merges += homonyms.join(locals, unions, context, gazetteer, witnesses)
    made = _entities(locals, unions, gazetteer)
    if decisions is not None:
        made, more, notices = decisions.apply(made, documents)
        return collect(made, merges + more, notices)
    return collect(made, merges)


def _told(extractions: Iterable[Extraction], names: dict[str, str]) -> Iterator[Extraction]:
    """Yield the extractions, and keep the names of their documents."""
    for extraction in extractions:
        names[extraction.document.id] = extraction.document.name
        yield extraction


def _entities(locals: Mapping[Place, Local], unions: Unions[Place], gazetteer: Gazetteer) -> list[Entity]:
    groups = [[locals[place] for place in group] for group in unions.clusters()]
    shown: dict[int, str] = {}
    namesakes: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        shown[at] = _shown(group, gazetteer)
        namesakes[group[0].type, fold(shown[at]) or shown[at]].append(at)
    made = []
    for (type, _), ats in sorted(namesakes.items()):
        labels = {at: homonyms.label(groups[at]) if len(ats) > 1 else "" for at in ats}
        for at in ats:
            # Namesakes that no label tells apart need their documents for an id of their own.
            alone = len(ats) == 1 or [*labels.values()].count(labels[at]) == 1
            names = [name for local in groups[at] for name in local.names]
            made.append(
                entities.make(
                    type,
                    [mention for name in names for mention in name.mentions],
                    name=shown[at],
                    label=labels[at],
                    salt="" if alone else min(local.place for local in groups[at])[0],
                )
            )
    return made


def _shown(group: list[Local], gazetteer: Gazetteer) -> str:
    """Return the name to show: the user's own; else what most documents show, the fullest on a tie."""
    type = group[0].type
    listed = sorted({gazetteer.canonical(type, name.key) for local in group for name in local.names} - {""})
    if listed:
        return gazetteer.rows[type, listed[0]]
    votes: defaultdict[str, int] = defaultdict(int)
    for local in group:
        votes[entities.best_name(type, entities.count(local.names))] += 1
    return min(votes, key=lambda name: (-votes[name], -len(name), name))
