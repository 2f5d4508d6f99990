"""The database: one SQLite file that holds documents, what was read out of them, and who is who.

`Store` is the only way in and out. It knows the words of `guanxi.model` and nothing of the steps that fill it.
"""

from guanxi.store.store import Store

__all__ = ["Store"]
