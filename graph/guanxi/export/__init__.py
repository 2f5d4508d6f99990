"""Takes the graph elsewhere: one module per format, one registry."""

from guanxi.export.registry import Format, export, formats

__all__ = ["Format", "export", "formats"]
