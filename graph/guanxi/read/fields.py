"""What a source says about a document beside its text: which field is the title, the date, the author, the url.

A title is text that people read: one that does not stand in the article already becomes its first line.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from guanxi.model import Document
from guanxi.read.dates import iso_date
from guanxi.read.source import sound

#: Field names by meaning, the most telling first; compared without case, spaces, `-` and `_`.
NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "标题", "題目", "题目", "標題", "headline", "newstitle", "articletitle"),
    "date": (
        *("date", "日期", "发布时间", "发表时间", "发布日期", "發布時間", "時間", "时间", "publishtime", "publishdate"),
        *(
            "publishedat",
            "publishedtime",
            "publisheddate",
            "published",
            "pubdate",
            "pubtime",
            "datetime",
            "time",
            "timestamp",
        ),
        *("createdat", "createtime", "created", "ctime"),
    ),
    "author": ("author", "作者", "authors", "byline", "writer", "撰文", "记者"),
    "url": (
        "url",
        "链接",
        "link",
        "网址",
        "原文链接",
        "連結",
        "href",
        "articleurl",
        "newsurl",
        "permalink",
        "canonicalurl",
    ),
    "source": ("source", "来源", "來源", "媒体", "media", "publisher", "sitename"),
}


_SEPARATORS = re.compile(r"[\s_-]+")
_OPENING = 2000  # characters within which an article that shows its title shows it


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """Return a field's name as it is compared."""
    return _SEPARATORS.sub("", name).casefold()


def document(
    text: str, *, name: str, path: str, fields: Mapping[str, object], more: Mapping[str, tuple[str, ...]] | None = None
) -> Document:
    """Make a document of its text and the fields that its source gives.

    A field that is none of the known ones, a second one of the same meaning, and a date of unknown form go to `meta`.
    The document's text is the article below its title (see `headed`).

    Args:
        text: the article.
        name, path: as in `Document`.
        fields: name to value; values may be anything that JSON or YAML has.
        more: further names for a meaning, that only this format uses; they come after the common ones.
    """
    rest = {sound(str(name)).strip(): _as_text(value) for name, value in fields.items()}
    rest = {name: value for name, value in rest.items() if name and value}
    keys: dict[str, str] = {}
    for name_ in rest:
        keys.setdefault(key(name_), name_)
    values: dict[str, str] = {}
    for meaning, names in NAMES.items():
        given = [keys[wanted] for wanted in (*names, *(more or {}).get(meaning, ())) if wanted in keys]
        if meaning == "date":  # of `date: 昨天` and `time: 2013-06-19` the second
            given = [name_ for name_ in given if iso_date(rest[name_])]
        if given:
            values[meaning] = rest.pop(given[0])
    title, author, url = (" ".join(values.get(meaning, "").split()) for meaning in ("title", "author", "url"))
    date = iso_date(values.get("date", ""))
    meta = rest | ({"source": values["source"]} if "source" in values else {})
    return Document(headed(sound(text), title), sound(name), title, date, author, url, sound(path), meta)


def headed(text: str, title: str) -> str:
    """Return an article with its title as the first line; as it is when its opening holds the title already.

    Names and claims may stand in the title alone. Width, case, spaces and punctuation make no difference to whether
    the first 2,000 characters hold it.
    """
    words = _letters(title)
    return f"{title}\n{text}" if words and words not in _letters(text[:_OPENING]) else text


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return sound(value).strip()
    if isinstance(value, list) and all(isinstance(item, str | int | float) for item in value):
        return sound("、".join(str(item).strip() for item in value))
    if isinstance(value, Mapping | list):
        return sound(json.dumps(value, ensure_ascii=False, default=str))
    return str(value)
