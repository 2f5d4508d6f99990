"""Rules: exact ones for every extractor (dialogue, stated names, titles, parts), and an extractor of rules alone."""

from guanxi.extract.rules.extractor import Rules, exact_aliases, exact_claims, exact_mentions, merged

__all__ = ["Rules", "exact_aliases", "exact_claims", "exact_mentions", "merged"]
