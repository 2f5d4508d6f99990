"""Draws a graph: the interactive page (pyvis adapter, template, script and style) and still pictures."""

from guanxi.view.page import write_page
from guanxi.view.static import write_static

__all__ = ["write_page", "write_static"]
