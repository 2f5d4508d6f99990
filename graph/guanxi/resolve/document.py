"""Resolution inside one document."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import combinations

from guanxi.model import Extraction, Merge
from guanxi.resolve.names import Name, gather
from guanxi.resolve.pairs import clash, relate
from guanxi.resolve.unions import Unions
from guanxi.text.normalise import fold


def clusters(extraction: Extraction) -> tuple[list[list[Name]], list[Merge]]:
    """Join the names of one document that mean one entity.

    Stated aliases come first, then the rules by certainty; a name that fits several entities stays alone.

    Returns:
        The clusters, and a `Merge` for every join.
    """
    names = gather(extraction.mentions)
    by_key = {name.key: name for name in names}
    document = extraction.document.id
    unions: Unions[str] = Unions(by_key, lambda a, b: clash(by_key[a], by_key[b]))
    merges = []
    for alias in sorted(extraction.aliases, key=lambda alias: (-alias.score, alias.a, alias.b, alias.rule)):
        a, b = fold(alias.a.text), fold(alias.b.text)
        if a in by_key and b in by_key and unions.join(a, b):
            merge = Merge(by_key[a].text, by_key[b].text, by_key[a].type, alias.rule, alias.score, document)
            merges.append(replace(merge, evidence=(alias.evidence,)))
    proposals = defaultdict(list)
    for one, other in combinations(names, 2):
        found = relate(one, other)
        if found:
            low, high = sorted((one.key, other.key), key=lambda key: (len(key), key))
            proposals[low].append((found[1], high, found[0]))
    for short in sorted(proposals, key=lambda key: (-len(key), key)):
        fits = sorted(proposals[short], key=lambda fit: (-fit[0], fit[1]))
        best = [fit for fit in fits if fit[0] >= fits[0][0] - 0.02]
        if len({unions.find(fit[1]) for fit in best}) > 1:
            continue
        score, full, rule = best[0]
        if unions.join(short, full):
            merges.append(Merge(by_key[short].text, by_key[full].text, by_key[full].type, rule, score, document))
    return [[by_key[key] for key in cluster] for cluster in unions.clusters()], merges
