"""The graph as RDF, with PROV for where each claim comes from; `turtle` and `jsonld` write it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote as percent

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, XSD

from guanxi.export.records import entities, quote, relations, status
from guanxi.export.xml import clean
from guanxi.model import Claim, Document, Relation

if TYPE_CHECKING:
    import networkx as nx

TYPES = Namespace("urn:guanxi:schema:")
_DATES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


def triples(graph: nx.MultiDiGraph) -> Graph:
    """Return the graph as triples.

    Each entity is a thing with its labels; each claim is an `rdf:Statement` with polarity, modality, score and quote,
    derived from its document and attributed to who says it. The relation itself stands as a triple only when some
    document states it as a fact: RDF has no way to say a triple and take it back.
    """
    schema, documents = graph.graph["schema"], graph.graph["documents"]
    made = Graph()
    for prefix, space in (("guanxi", TYPES), ("prov", PROV), ("skos", SKOS), ("dcterms", DCTERMS)):
        made.bind(prefix, space)
    for type_ in (*schema.entities.values(), *schema.relations.values()):
        made.add((TYPES[type_.id], RDFS.label, Literal(type_.zh, lang="zh")))
        made.add((TYPES[type_.id], RDFS.label, Literal(type_.en, lang="en")))
    for id in sorted(documents):
        _add_document(made, documents[id])
    for entity in entities(graph):
        node = _entity(entity.id)
        made.add((node, RDF.type, TYPES[entity.type]))
        made.add((node, RDFS.label, _text(entity.name)))
        for alias in entity.aliases:
            made.add((node, SKOS.altLabel, _text(alias)))
    for relation in relations(graph):
        if status(relation) == "fact":
            made.add((_entity(relation.head), TYPES[relation.type], _entity(relation.tail)))
        for claim in relation.claims:
            _add_claim(made, relation, claim, documents)
    return made


def _add_document(made: Graph, document: Document) -> None:
    node = _document(document.id)
    made.add((node, RDF.type, PROV.Entity))
    for property, value in (
        (DCTERMS.title, document.title or document.name),
        (DCTERMS.creator, document.author),
        (DCTERMS.source, document.url),  # a literal: what stands there need not be an IRI
    ):
        if value:
            made.add((node, property, _text(value)))
    if document.date:
        made.add((node, DCTERMS.issued, _date(document.date)))


def _add_claim(made: Graph, relation: Relation, claim: Claim, documents: dict[str, Document]) -> None:
    place = (
        f"{claim.document} {claim.evidence} {claim.head} {claim.tail} {claim.type} {claim.polarity} {claim.modality}"
    )
    node = URIRef(f"urn:guanxi:claim:{sha256(f'{place} {claim.source_id}'.encode()).hexdigest()[:24]}")
    made.add((node, RDF.type, RDF.Statement))
    made.add((node, RDF.subject, _entity(relation.head)))
    made.add((node, RDF.predicate, TYPES[relation.type]))
    made.add((node, RDF.object, _entity(relation.tail)))
    made.add((node, TYPES.polarity, Literal(claim.polarity)))
    made.add((node, TYPES.modality, Literal(claim.modality)))
    made.add((node, TYPES.score, Literal(round(claim.score, 4))))
    made.add((node, PROV.wasQuotedFrom, _document(claim.document)))
    made.add((node, PROV.value, _text(quote(claim, documents))))
    made.add((node, TYPES.start, Literal(claim.evidence.start)))
    made.add((node, TYPES.end, Literal(claim.evidence.end)))
    if claim.source_id:
        made.add((node, PROV.wasAttributedTo, _entity(claim.source_id)))
    if claim.date:
        made.add((node, DCTERMS.date, _date(claim.date)))
    if claim.role:
        made.add((node, TYPES.role, _text(claim.role)))


def _entity(id: str) -> URIRef:
    return URIRef(f"urn:guanxi:entity:{percent(id, safe='', errors='replace')}")


def _document(id: str) -> URIRef:
    return URIRef(f"urn:guanxi:document:{percent(id, safe='', errors='replace')}")


def _text(text: str) -> Literal:
    return Literal(clean(text))


def _date(date: str) -> Literal:
    kind = _DATES.get(len(date))
    found = Literal(date, datatype=kind) if kind else _text(date)
    return _text(date) if found.ill_typed else found
