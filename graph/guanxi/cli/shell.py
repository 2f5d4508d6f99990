"""`guanxi shell`: one command after the other, with history and completion of names."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import typer

from guanxi import cli
from guanxi.cli import options
from guanxi.cli.terminal import note

PROMPT = "guanxi> "
# What makes a line that begins with no command a pattern, or a question.
_PATTERN = re.compile(r"->|<-|--|-\[|^\s*[?？]")
_QUESTION = re.compile(r"[?？]\s*$|什么|谁|哪")


def command(db: options.Db = options.DEFAULT_DB) -> None:
    """Type commands one after the other, with history and completion.

    The same commands as on the command line, without guanxi before them. A
    line that begins with no command is a pattern, a question or an entity.
    Tab completes commands, names and relations; quit, exit or Ctrl-D ends.

    \b
    Example:
      guanxi shell
      echo 'show Jego' | guanxi shell
    """
    from guanxi.graphs import keeping, schema_of
    from guanxi.store import Store

    with Store.open(db) as store:
        relations = [word for type_ in schema_of(store).relations.values() for word in (type_.zh, type_.id)]
        names = [*store.names()]
    os.environ["GUANXI_DB"] = str(db)
    if sys.stdin.isatty():
        note(f"{db}: {len(names)} names; help lists the commands, quit ends")
    code = 0
    with keeping():
        for line in _lines([*_commands(), *names, *relations]):
            words = parse(line)
            if words in (["quit"], ["exit"]):
                break
            if words:
                code = cli.run(["--help"] if words == ["help"] else words)
                sys.stdout.flush()
    raise typer.Exit(code)


def parse(line: str) -> list[str]:
    """Return the words of the command that a line means; none for an empty line."""
    line = line.strip()
    try:
        words = shlex.split(line)
    except ValueError:  # a quote that is not closed
        words = line.split()
    if not words or words[0] in {*_commands(), "help", "quit", "exit"} or words[0].startswith("--"):
        return words
    if _PATTERN.search(line):
        return ["query", "--", line]
    return ["ask" if _QUESTION.search(line) else "show", "--", line]


def _commands() -> list[str]:
    from guanxi.cli.app import app

    commands: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    return [name for name in commands if name != "shell"]


def _lines(known: list[str]) -> Iterator[str]:
    """Yield what the user types, or the lines of stdin when that is no terminal."""
    if not sys.stdin.isatty():
        yield from sys.stdin
        return
    save = _edit(known)
    try:
        while True:
            try:
                yield input(PROMPT)
            except KeyboardInterrupt:
                print()
            except EOFError:
                print()
                return
    finally:
        save()


def _edit(known: list[str]) -> Callable[[], None]:
    """Turn on completion and history where this Python can; return what keeps the history."""
    try:
        import readline
    except ImportError:  # Windows
        return lambda: None
    history = Path(typer.get_app_dir("guanxi")) / "history"
    words = sorted(set(known))
    matches: list[str] = []

    def complete(begun: str, state: int) -> str | None:
        if state == 0:
            matches[:] = [word for word in words if word.startswith(begun)]
        return matches[state] if state < len(matches) else None

    readline.set_completer(complete)
    readline.set_completer_delims(" \t\n'\"[]|>-<,")
    readline.parse_and_bind("tab: complete")
    with suppress(OSError):  # the first time, or not readable: begin without
        readline.read_history_file(history)

    def save() -> None:
        with suppress(OSError):  # a read-only home is no reason to complain
            history.parent.mkdir(parents=True, exist_ok=True)
            readline.set_history_length(1000)
            readline.write_history_file(history)

    return save
