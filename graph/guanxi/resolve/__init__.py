"""Mentions → entities; every merge keeps its reason and can be undone."""
