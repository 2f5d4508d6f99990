"""Full-text search: sentences and titles, and the entities and relations beside them."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from guanxi.model import Document, Entity, Relation, Span
from guanxi.passages import terms
from guanxi.query.names import names
from guanxi.store import Store
from guanxi.text.normalise import fold


@dataclass(frozen=True)
class Hit:
    """A sentence, or a title, that holds the words.

    Args:
        document: where it stands.
        span: its place in the document's text; of no length for the title.
        relations: what the graph holds that this sentence states.
    """

    document: Document
    span: Span
    relations: tuple[Relation, ...] = ()

    @property
    def text(self) -> str:
        """The sentence or the title, exactly as in the document."""
        return self.span.of(self.document.text) if self.span.end else self.document.title


@dataclass(frozen=True)
class Found:
    """What a search found, best first: sentences, entities by name, and the relations that the sentences state."""

    hits: tuple[Hit, ...]
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]

    def __bool__(self) -> bool:
        return bool(self.hits or self.entities)


def search(store: Store, graph: nx.MultiDiGraph, words: str, *, limit: int = 20) -> Found:
    """Search sentences, titles and names.

    Sentences hold all the words, in any order; when there is none, those that hold some of them. A sentence that an
    article repeats is shown once.

    Args:
        store: a database.
        graph: its graph.
        words: what to look for; width, case and script make no difference.
        limit: how many sentences, and how many entities, at most.
    """
    wanted = list(dict.fromkeys(terms(words).split()))
    places = []
    # Of some of the words, those of one character say least (的, 在).
    for join, some in ((" AND ", wanted), (" OR ", [word for word in wanted if len(word) > 1] or wanted)):
        # In quotes no word is taken for an operator.
        places = store.search(join.join(_quoted(word) for word in some), limit * 3) if some else []
        if places:
            break
    documents: dict[str, Document] = graph.graph["documents"]
    stated = _relations(graph, {document for document, _ in places})
    hits: dict[tuple[str, str], Hit] = {}
    for id, span in places:
        if id in documents:
            near = [one for place, one in stated.get(id, ()) if place.start < span.end and span.start < place.end]
            hit = Hit(documents[id], span, tuple(dict.fromkeys(near)))
            hits.setdefault((id, "".join(hit.text.split())), hit)
    shown = tuple(hits.values())[:limit]
    relations = dict.fromkeys(relation for hit in shown for relation in hit.relations)
    return Found(shown, tuple(_entities(graph, words)[:limit]), tuple(relations))


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _entities(graph: nx.MultiDiGraph, words: str) -> list[Entity]:
    """Return entities of which a name holds the words, or one of them: the likest name first."""
    wanted = [key for key in dict.fromkeys([fold(words), *map(fold, words.split())]) if key]
    best: dict[str, float] = {}
    for key, ids in names(graph).items():
        score = max((len(word) / len(key) + (at == 0) for at, word in enumerate(wanted) if word in key), default=0)
        for id in ids if score else ():
            best[id] = max(score, best.get(id, 0))
    ranked = sorted(best, key=lambda id: (-best[id], -graph.degree(id), id))
    return [graph.nodes[id]["entity"] for id in ranked]


def _relations(graph: nx.MultiDiGraph, documents: set[str]) -> dict[str, list[tuple[Span, Relation]]]:
    found: dict[str, list[tuple[Span, Relation]]] = {}
    for *_, relation in graph.edges(data="relation"):
        for claim in relation.claims:
            if claim.document in documents:
                found.setdefault(claim.document, []).append((claim.evidence, relation))
    return found
