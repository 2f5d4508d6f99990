"""What a source says about a document beside its text: which field is the title, the date, the author, the url."""

from __future__ import annotations

import json
import re
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


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """Return a field's name as it is compared."""
    return _SEPARATORS.sub("", name).casefold()


def document(
    text: str, *, name: str, path: str, fields: Mapping[str, object], more: Mapping[str, tuple[str, ...]] | None = None
) -> Document:
    """Make a document of its text and the fields that its source gives.

    A field that is none of the known ones, a second one of the same meaning, and a date of unknown form go to `meta`.

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
    return Document(sound(text), sound(name), title, date, author, url, sound(path), meta)


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
