"""`guanxi show`: one entity with everything the graph knows about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guanxi.cli import options
from guanxi.cli.evidence import arrow, chosen, document_line, print_claims
from guanxi.cli.relations import COLUMNS, NUMERIC
from guanxi.cli.rows import TextFormat, print_rows, to_json
from guanxi.cli.terminal import console, plain
from guanxi.model import Entity, Relation

if TYPE_CHECKING:
    from guanxi.library import KnowledgeGraph


def command(
    entity: options.EntityName,
    evidence: options.Evidence = 2,
    limit: options.Limit = None,
    kinds: options.Kinds = None,
    db: options.Db = options.DEFAULT_DB,
    format: options.AnswerFormat = TextFormat.text,
    columns: options.Columns = None,
    no_header: options.NoHeader = False,
) -> None:
    """Show one entity, its relations with their sentences, its documents.

    \b
    Example:
      guanxi show 国际公司
      guanxi show jego --evidence 10
      guanxi show jego --format json
    """
    import guanxi
    from guanxi import records

    kg = options.of_kinds(guanxi.open_graph(db), kinds)
    found = kg.entity(entity)
    relations = kg.relations(of=found)[:limit]
    if format is TextFormat.text:
        _print(kg, found, relations, evidence)
    elif format is TextFormat.json:
        print(to_json(_details(kg, found, relations), indent=2))
    else:
        rows = (records.relation_record(kg.graph, relation) for relation in relations)
        print_rows(rows, format, COLUMNS, chosen=columns, header=not no_header, numeric=NUMERIC)


def _details(kg: KnowledgeGraph, entity: Entity, relations: list[Relation]) -> dict[str, Any]:
    from guanxi import records

    listed = [
        records.relation_record(kg.graph, relation)
        | {"claims": [records.claim_record(kg.graph, claim) for claim in relation.claims]}
        for relation in relations
    ]
    documents = [records.document_record(kg.graph, kg.documents[id]) for id in entity.documents]
    return records.entity_record(kg.graph, entity) | {"relations": listed, "documents": documents}


def _print(kg: KnowledgeGraph, entity: Entity, relations: list[Relation], evidence: int) -> None:
    from rich.text import Text

    out = console()
    type_ = kg.schema.entities[entity.type]
    out.print(Text(plain(entity.name), "bold").append(f"  {plain(type_.zh)} {type_.id}", "not bold dim"))
    if entity.aliases:
        out.print(Text(f"also 又名 {'、'.join(map(plain, entity.aliases))}"), soft_wrap=True)
    for number, relation in enumerate(relations):
        if evidence or not number:
            out.print()
        forward = relation.head == entity.id
        other = kg.graph.nodes[relation.tail if forward else relation.head]["entity"]
        line = Text(arrow(kg, relation, forward=forward) + " ").append(plain(other.name), "bold")
        out.print(line.append(_counts(relation), "dim"), soft_wrap=True)
        claims = chosen(relation.claims, evidence)
        print_claims(out, kg, claims)
        if len(relation.claims) > len(claims) > 0:
            more = len(relation.claims) - len(claims)
            out.print(Text(f"  … {more} more: --evidence {len(relation.claims)}", "dim"))
    out.print(Text(f"\nDocuments 文档 ({len(entity.documents)})", "bold"))
    for id in entity.documents:
        out.print(f"  {document_line(kg.documents[id])}", soft_wrap=True)


def _counts(relation: Relation) -> str:
    roles = dict.fromkeys(("前" if claim.former else "") + plain(claim.role) for claim in relation.claims if claim.role)
    parts = [*roles, f"{len(relation.claims)} sentence{'s' if len(relation.claims) > 1 else ''}"]
    if denied := relation.count("denied"):
        parts.append(f"{denied} denied 否认")
    if planned := relation.count("planned"):
        parts.append(f"{planned} planned 计划")
    return f"  ({', '.join(parts)})"
