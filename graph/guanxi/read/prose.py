"""Markdown to the prose a reader sees.

Only markup that is certain goes: headings, bold, links, images, quotes, bullets, rules, code marks, HTML tags. A single
`*` or `_` stays, since Chinese text uses it otherwise (`张*`, `*ST`). No character is added or moved: names stay whole.
Every pattern is bounded or anchored, so the time taken grows with the length of the text, whatever the text.
"""

from __future__ import annotations

import html
import re

_FENCE = re.compile(r" {0,3}(```+|~~~+)[^`]*")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}[ \t]*)")
_LINE_START = re.compile(r"[ \t]*(?:>[ \t]?)+|[ \t]*[-+*][ \t]+(?=\S)")
_DEFINITION = re.compile(r" {0,3}\[([^\]\n]{1,200})\]:[ \t]*\S{1,2000}(?:[ \t]+[\"'(].{0,500})?[ \t]*")
_HIDDEN = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|cite|code|dd|del|details|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|"
    r"iframe|img|ins|kbd|li|mark|ol|p|pre|q|s|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|th|thead|"
    r"tr|u|ul|video)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_TARGET = (
    r"\([ \t]{0,9}(?:<[^<>\n]{0,2000}>|(?:[^()\s]|\([^()\s]{0,500}\)){0,2000})"
    r"(?:[ \t]{1,9}(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?[ \t]{0,9}\)"
)
_IMAGE = re.compile(rf"!\[[^\[\]\n]{{0,500}}\](?:{_TARGET}|\[[^\[\]\n]{{0,200}}\])")
_LINK = re.compile(rf"\[([^\[\]\n]{{0,1000}})\]{_TARGET}")
_REFERENCE = re.compile(r"\[([^\[\]\n]{1,1000})\]\[([^\[\]\n]{0,200})\]")
_ADDRESS = re.compile(r"<(https?://[^<>\s]{1,2000}|[\w.+-]{1,100}@[\w.-]{1,100})>")
_BOLD = re.compile(r"(?<!\\)(\*\*\*|\*\*|~~)(?=[^\s*])([^*~\n]{1,1000}?)(?<=[^\s\\])\1(?!\*)")
_UNDERLINED = re.compile(r"(?<![\w\\])(___|__)(?=[^\s_])([^_\n]{1,1000}?)(?<=[^\s\\])\1(?!\w)", re.ASCII)
_CODE = re.compile(r"(?<![`\\])(`{1,3})(?!`)([^`\n]{1,1000})\1(?!`)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|ldquo|rdquo|lsquo|rsquo|hellip|mdash|ndash|middot|#\d{1,6}|#x[\da-fA-F]{1,5});"
)


def strip_markup(text: str) -> str:
    """Return the prose of a Markdown body; line ends stay as they are."""
    # Comments, scripts and tags may span lines; the rest is read line by line.
    if "<" in text:
        for begin, end in _HIDDEN:
            text = _cut(text, begin, end)
        text = _TAG.sub("", text)
    lines = text.splitlines(keepends=True)
    defined = {found[1].casefold() for line in lines if (found := _DEFINITION.fullmatch(line.rstrip("\r\n")))}
    fence = ""
    kept = []
    for line in lines:
        content = line.rstrip("\r\n")
        if not content:
            kept.append(line)
            continue
        end = line[len(content) :]
        mark = _FENCE.fullmatch(content)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif fence:
            kept.append(line)
        elif _is_rule(content):
            kept.append(end)
        else:
            kept.append(_strip_line(content, defined) + end)
    return "".join(kept)


def first_heading(body: str) -> str:
    """Return the heading of the first level that a body begins with, as prose; empty when it begins otherwise."""
    first, *rest = [*body.lstrip().splitlines()[:2], ""]
    found = _HEADING.match(first)
    underlined = bool(re.fullmatch(r"={3,}[ \t]*", rest[0]))
    if (found and len(found[1]) == 1) or underlined:
        return strip_markup(first).strip()
    return ""


def _is_rule(line: str) -> bool:
    """Tell whether a line only draws something, or only says where a link leads."""
    if line.lstrip(" ")[:1] not in "-*_=[|:":
        return False
    table = "|" in line and "-" in line and not line.strip("|:- \t")
    return table or _RULE.fullmatch(line) is not None or _DEFINITION.fullmatch(line) is not None


def _cut(text: str, begin: str, end: str) -> str:
    """Return `text` without the stretches from `begin` to `end`; one that never ends stays."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capitals have two small letters
        lowered = text
    kept, at = [], 0
    while (start := lowered.find(begin, at)) >= 0 and (stop := lowered.find(end, start + len(begin))) >= 0:
        kept.append(text[at:start])
        at = stop + len(end)
    return "".join([*kept, text[at:]])


def _strip_line(line: str, defined: set[str]) -> str:
    if heading := _HEADING.match(line):
        line = line[heading.end() :].rstrip(" \t")
        if (bare := line.rstrip("#")).endswith((" ", "\t")) or not bare:
            line = bare.rstrip(" \t")
    else:
        line = _LINE_START.sub("", line, count=1) if _LINE_START.match(line) else line
    line = _LINK.sub(r"\1", _IMAGE.sub("", line))
    line = _LINK.sub(r"\1", line)  # an image within a link leaves `[](…)`, a link within brackets is nested
    if defined:
        line = _REFERENCE.sub(
            lambda found: found[1] if (found[2] or found[1]).casefold() in defined else found[0], line
        )
    line = _ADDRESS.sub(r"\1", line)
    for emphasis in (_BOLD, _BOLD, _UNDERLINED, _CODE):  # bold may hold struck out, and the other way round
        line = emphasis.sub(r"\2", line)
    return _ENTITY.sub(lambda found: html.unescape(found[0]), _ESCAPE.sub(r"\1", line))
