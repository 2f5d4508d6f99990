"""Front matter: the block of fields that Jekyll, Hexo and Hugo put above an article."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

import yaml
from frontmatter.default_handlers import YAMLHandler

_ENTRY = re.compile(r"([^\W\d_][\w -]{0,40}?)\s*[:：]\s*(.*)")
_TOML = re.compile(r"\A\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_MOST_BRACKETS = 200  # the YAML scanner's time grows with the square of their depth
_LONGEST = 50_000  # characters; longer is an article between two rules, not fields


def split(text: str) -> tuple[dict[str, object], str]:
    """Return the fields above an article and the article.

    YAML between lines of `---` and TOML between lines of `+++` are read; broken YAML line by line as `key: value`. A
    block that holds no fields is part of the article: nothing is lost.

    Args:
        text: the whole file, without a byte order mark.
    """
    start = text.lstrip()
    if toml := _TOML.match(start):
        try:
            return dict(tomllib.loads(toml[1].replace("\r\n", "\n"))), start[toml.end() :]
        except (tomllib.TOMLDecodeError, RecursionError):
            return {}, text
    handler = YAMLHandler()
    if not handler.detect(start):
        return {}, text
    try:
        block, body = handler.split(start)
    except ValueError:  # it never closes
        return {}, text
    fields = _load(block) if len(block) <= _LONGEST else {}
    return (fields, body) if fields or not block.strip() else ({}, text)


def _load(block: str) -> dict[str, object]:
    try:
        if block.count("[") + block.count("{") > _MOST_BRACKETS:
            raise yaml.YAMLError
        # An alias can make a few lines stand for gigabytes; no article needs one.
        if not any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(block, Loader=yaml.BaseLoader)):
            # Values stay text: YAML would make numbers of `001` and `16:07`.
            loaded = yaml.load(block, Loader=yaml.BaseLoader)
            if isinstance(loaded, Mapping):
                return {str(name): value for name, value in loaded.items()}
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        pass  # such as `title: Jego: 与创新无关`
    lines = [line.strip() for line in block.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    entries = [entry for line in lines if (entry := _ENTRY.fullmatch(line))]
    if 2 * len(entries) < len(lines):
        return {}
    fields: dict[str, object] = {}
    for entry in entries:
        fields.setdefault(entry[1], entry[2].strip().strip("\"'"))
    return fields
