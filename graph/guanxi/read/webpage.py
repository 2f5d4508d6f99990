"""Saved web pages: the article without menus and advertisements; offsets are into the extracted text."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from guanxi.errors import InputError
from guanxi.read.dates import iso_date
from guanxi.read.encoding import decode
from guanxi.read.fields import document
from guanxi.read.source import MAX_FILE, Item, Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
# Finding the article takes time that grows faster than the page; from a larger one all visible text is taken.
_MOST_ELEMENTS = 20_000
# What guanxi's own pages say of themselves (see `guanxi/view/assets`), near their beginning.
_OWN = re.compile(r"""<meta name="generator" content="guanxi">""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Names of <meta> fields that say when an article was published, the most telling first.
_DATES = (
    *("article:published_time", "og:published_time", "datepublished", "og:release_date", "pubdate", "publishdate"),
    *("publish_time", "publishtime", "article:create_at", "apub:time", "weibo:article:create_at", "dc.date", "date"),
)
_AUTHORS = ("author", "article:author", "og:article:author", "dc.creator", "byl")
_ADDRESSES = ("og:url", "al:web:url")
_NOT_PROSE = frozenset(
    {"script", "style", "noscript", "template", "head", "svg", "nav", "header", "footer", "aside", "form"}
)
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q"}
    | {
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    }
)


def read_webpage(source: Source) -> Iterator[Item]:
    """Yield the one document of an HTML file.

    Raises:
        InputError: empty, too large, binary, of unknown encoding, without text, or a page that guanxi drew itself.
    """
    data = source.read_all(MAX_FILE)
    charset = _CHARSET.search(data[:4096])
    page = _DECLARATION.sub("", decode(data, charset[1].decode("ascii") if charset else ""), count=1)
    if _OWN.search(page, 0, 4096):
        raise InputError("a page that guanxi drew itself, no article")
    try:
        tree = _parse(page)
        fields = _metadata(tree)
        text, found = _article(page) if _size(tree) <= _MOST_ELEMENTS else ("", {})
        text = text or _plain_text(tree)
    except InputError:
        raise
    except (Exception, RecursionError) as error:  # whatever a parser does with hostile markup, the rest is read
        raise InputError(f"HTML that can't be parsed ({type(error).__name__})") from error
    if not text.strip():
        raise InputError("a web page without text")
    fields = {name: fields.get(name) or value for name, value in (found | fields).items()}
    yield document(text, name=source.stem, path=source.path, fields=fields)


def _parse(page: str) -> HtmlElement:
    from lxml import etree, html

    try:
        return html.document_fromstring(page, parser=html.HTMLParser(huge_tree=False))
    except (etree.ParserError, ValueError) as error:
        raise InputError("a web page without text") from error


def _size(tree: HtmlElement) -> int:
    return sum(1 for _ in tree.iter())


def _article(page: str) -> tuple[str, dict[str, object]]:
    """Return trafilatura's text and metadata; empty when it finds no article."""
    import trafilatura  # slow to import, and only web pages need it

    _quiet()
    found = trafilatura.bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
        config=_settings(),
    )
    if found is None:
        return "", {}
    values = found if isinstance(found, dict) else found.as_dict()
    names = {"title": "title", "date": "date", "author": "author", "url": "url", "source": "sitename"}
    return values.get("text") or "", {name: values.get(key) for name, key in names.items()}


@cache
def _settings() -> Any:
    from copy import deepcopy

    from trafilatura.settings import DEFAULT_CONFIG

    settings = deepcopy(DEFAULT_CONFIG)
    # The default, 250 characters, is a paragraph of English; a Chinese news item is often shorter as a whole.
    settings["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "30"
    return settings


@cache
def _quiet() -> None:
    """Keep the libraries' warnings about odd pages off the terminal; who wants them can still add a handler."""
    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logging.getLogger(name).addHandler(logging.NullHandler())


def _metadata(tree: HtmlElement) -> dict[str, object]:
    """Read what the page states in so many words, which is more exact than what can be guessed from its text."""
    stated: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = (element.get("content") or "").strip()
        if name and content:
            stated.setdefault(name.strip().lower(), content)
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    addresses = [*canonical, *(stated.get(name, "") for name in _ADDRESSES)]
    return {
        "date": next((stated[name] for name in _DATES if iso_date(stated.get(name, ""))), ""),
        "author": next((stated[name] for name in _AUTHORS if name in stated and "://" not in stated[name]), ""),
        "url": next((str(address) for address in addresses if str(address).startswith(("http://", "https://"))), ""),
        "source": stated.get("og:site_name", ""),
        "description": stated.get("description", ""),
        "keywords": stated.get("keywords", ""),
    }


def _plain_text(tree: HtmlElement) -> str:
    """Return a page's visible text, one block a line; for pages too short or too odd to look like an article."""
    pieces: list[str] = []
    body = tree.find("body")
    _collect(tree if body is None else body, pieces)
    lines = (" ".join(line.split(" ")).strip(" \t\r\f\v") for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _collect(root: HtmlElement, pieces: list[str]) -> None:
    from lxml import etree

    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        shown = isinstance(element.tag, str)
        block = shown and element.tag not in _INLINE
        if event == "start":
            hidden += element.tag in _NOT_PROSE
            if not hidden:
                pieces.append(("\n" if block else "") + re.sub(r"\s+", " ", element.text or ""))
        else:
            if event == "end":
                hidden -= element.tag in _NOT_PROSE
            if not hidden and element is not root:
                pieces.append(("\n" if block and event == "end" else "") + re.sub(r"\s+", " ", element.tail or ""))
