"""Parquet files of entities, relations, claims and documents, for data frames and SQL engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from guanxi.export.records import entities, quote, relations, status
from guanxi.model import Span

if TYPE_CHECKING:
    import networkx as nx

_BATCH = 10_000  # rows that are in memory at a time
_TEXT, _INT, _SPAN = pa.string(), pa.int64(), pa.list_(pa.int64(), 2)
_TABLES = {
    "entities": {
        "id": _TEXT, "type": _TEXT, "name": _TEXT, "aliases": pa.list_(_TEXT), "mentions": _INT, "documents": _INT,
    },
    "relations": {
        "head": _TEXT, "type": _TEXT, "tail": _TEXT, "status": _TEXT, "support": _INT, "weight": pa.float64(),
        "asserted": _INT, "planned": _INT, "denied": _INT,
    },
    "claims": {
        "head": _TEXT, "type": _TEXT, "tail": _TEXT, "document": _TEXT, "sentence": _TEXT, "polarity": _TEXT,
        "modality": _TEXT, "source": _TEXT, "source_name": _TEXT, "date": _TEXT, "role": _TEXT, "former": pa.bool_(),
        "score": pa.float64(), "extractor": _TEXT, "sentence_span": _SPAN, "head_span": _SPAN, "tail_span": _SPAN,
        "trigger_span": _SPAN,
    },
    "documents": {
        "id": _TEXT, "name": _TEXT, "title": _TEXT, "date": _TEXT, "author": _TEXT, "url": _TEXT, "text": _TEXT,
    },
}  # fmt: skip


def write(graph: nx.MultiDiGraph, folder: Path) -> None:
    """Write the four tables; `head`, `tail` and `source` are ids of entities, spans are characters of the document."""
    folder.mkdir()
    documents = graph.graph["documents"]
    _write(folder, "documents", (vars(documents[id]) | {"id": id} for id in sorted(documents)))
    _write(
        folder,
        "entities",
        (
            {
                "id": one.id,
                "type": one.type,
                "name": one.name,
                "aliases": list(one.aliases),
                "mentions": len(one.mentions),
                "documents": len(one.documents),
            }
            for one in entities(graph)
        ),
    )
    _write(
        folder,
        "relations",
        (
            {"head": one.head, "type": one.type, "tail": one.tail, "status": status(one), "support": one.support}
            | {
                "weight": one.weight,
                "asserted": one.count("asserted"),
                "planned": one.count("planned"),
                "denied": one.count("denied"),
            }
            for one in relations(graph)
        ),
    )
    _write(folder, "claims", _claims(graph))


def _claims(graph: nx.MultiDiGraph) -> Iterator[dict[str, Any]]:
    documents = graph.graph["documents"]
    for relation in relations(graph):
        for claim in relation.claims:
            yield {
                "head": claim.head_id,
                "type": claim.type,
                "tail": claim.tail_id,
                "document": claim.document,
                "sentence": quote(claim, documents),
                "polarity": claim.polarity,
                "modality": claim.modality,
                "source": claim.source_id or None,
                "source_name": claim.source.text if claim.source else None,
                "date": claim.date or None,
                "role": claim.role or None,
                "former": claim.former,
                "score": claim.score,
                "extractor": claim.extractor,
                "sentence_span": _pair(claim.evidence),
                "head_span": _pair(claim.head.span),
                "tail_span": _pair(claim.tail.span),
                "trigger_span": _pair(claim.trigger),
            }


def _write(folder: Path, name: str, rows: Iterable[dict[str, Any]]) -> None:
    schema = pa.schema(list(_TABLES[name].items()))
    found = iter(rows)
    with pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd") as writer:
        while batch := list(islice(found, _BATCH)):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
