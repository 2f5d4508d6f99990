"""Builds extractions out of a text and the names in it."""

from __future__ import annotations

import re

from guanxi.model import Alias, Claim, Document, Extraction, Mention, Span


def extraction(text, names, aliases=(), posts=(), name="doc", date=""):
    """Return an extraction of `text`.

    Args:
        text: the document.
        names: `{surface: type}`; every longest occurrence becomes a mention.
        aliases: pairs of surfaces that the text equates.
        posts: pairs (person, organisation) that become `works_for` claims.
        name, date: of the document.
    """
    document = Document(text, name=name, date=date)
    pattern = "|".join(re.escape(surface) for surface in sorted(names, key=len, reverse=True))
    mentions = tuple(
        Mention(document.id, found.start(), found.end(), found.group(), names[found.group()])
        for found in re.finditer(pattern, text)
    )
    first = {mention.text: mention for mention in reversed(mentions)}
    whole = Span(0, len(text))
    return Extraction(
        document,
        mentions,
        tuple(Claim(document.id, first[head], "works_for", first[tail], whole) for head, tail in posts),
        tuple(Alias(first[a], first[b], "defined-short-name", whole) for a, b in aliases),
    )


def groups(entities):
    """Return the surfaces of each entity, as a set of sets."""
    return {frozenset(mention.text for mention in entity.mentions) for entity in entities}
