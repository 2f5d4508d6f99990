"""Runs the commands of the READMEs and puts what they print back in: `uv run python tests/update_readme.py`.

A block marked `console` holds commands (`$ …`), each followed by its output; one marked `pycon` holds Python (`>>> …`)
with its output. A block after the comment `<!-- not run -->` stays as it is; one after `<!-- slow -->` is run here and
not by the tests; one that needs a file which is not there stays as it is, too. Everything runs in one fresh folder
that holds the seeds, in the order of the file, so `exports/` is what the build at the top made.
"""

from __future__ import annotations

import doctest
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from guanxi.cli.app import app

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md")
BLOCK = re.compile(r"(?P<mark><!-- (?:not run|slow) -->\n)?```(?P<kind>console|pycon)\n(?P<body>.*?)```\n", re.DOTALL)
WIDTH = 96


@dataclass
class Block:
    """A block of a README: where it stands, what it holds, and whether it is slow."""

    start: int
    end: int
    kind: str
    body: str
    slow: bool


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks that can be run."""
    for match in BLOCK.finditer(text):
        mark = match["mark"] or ""
        if "not run" not in mark:
            yield Block(match.start("body"), match.end("body"), match["kind"], match["body"], "slow" in mark)


def workplace() -> tempfile.TemporaryDirectory[str]:
    """Make the folder to run in: `main/` with the seeds, and `shared/` beside it where there is one."""
    folder = tempfile.TemporaryDirectory(prefix="guanxi-readme-")
    main = Path(folder.name) / "main"
    shutil.copytree(ROOT / "seeds", main / "seeds")
    (main / "exports").mkdir()
    if (ROOT.parent / "shared").is_dir():
        (Path(folder.name) / "shared").symlink_to(ROOT.parent / "shared")
    return folder


def rewrite(text: str, folder: Path, *, slow: bool = True) -> str:
    """Return a README with every output as it is now; without `slow`, the slow blocks stay as they are."""
    done, session = 0, {}  # type: ignore[var-annotated]
    parts = []
    for block in blocks(text):
        parts.append(text[done : block.start])
        if block.slow and not slow:
            parts.append(block.body)
        elif block.kind == "console":
            parts.append(console(block.body, folder))
        else:
            parts.append(pycon(block.body, folder, session))
        done = block.end
    return "".join([*parts, text[done:]])


def with_commands(text: str, *, translated: bool) -> str:
    """Return a README with its table of commands and options as they are now.

    Args:
        text: the README; the table stands between the comments `commands` and `/commands`.
        translated: keep the descriptions that are there already.
    """
    match = re.search(r"(<!-- commands -->\n)(.*)(<!-- /commands -->)", text, re.DOTALL)
    if match is None:
        return text
    old = dict(re.findall(r"^\| `(\S+)[^|]*` \| (.*?) \|", match[2], re.MULTILINE)) if translated else {}
    head = "| 命令 | 作用 | 选项 |" if translated else "| command | does | options |"
    lines = [head, "| --- | --- | --- |"]
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        words = [name, *(_argument(one) for one in command.params if one.param_type_name == "argument")]
        options = [max(one.opts, key=len) for one in command.params if one.param_type_name == "option"]
        does = old.get(name) or command.help.split("\n\n")[0].strip()
        lines.append(f"| `{' '.join(words)}` | {does} | {' '.join(f'`{one}`' for one in options if one != '--help')} |")
    return text[: match.end(1)] + "\n".join(lines) + "\n" + text[match.start(3) :]


def _argument(parameter: Any) -> str:
    name = (parameter.metavar or parameter.name.upper()).strip("{}")
    return name if parameter.required else f"[{name}]"


def console(body: str, folder: Path) -> str:
    """Run the commands of a block and return it with their output."""
    commands = [line[2:] for line in body.splitlines() if line.startswith("$ ")]
    if any(not (folder / path).exists() for path in re.findall(r"\.\./shared/\S+", " ".join(commands))):
        return body
    return "\n".join(f"$ {command}\n{run(command, folder)}" for command in commands)


def run(command: str, folder: Path) -> str:
    """Run one command line and return what it prints, both streams, without spaces at the ends of lines."""
    here = Path(sys.executable).parent
    dropped = {"GUANXI_DB", "FORCE_COLOR", "NO_COLOR"}
    env = {name: value for name, value in os.environ.items() if name not in dropped}
    env |= {"COLUMNS": str(WIDTH), "PATH": f"{here}{os.pathsep}{env.get('PATH', '')}"}
    done = subprocess.run(
        ["bash", "-c", command.replace("uv run guanxi", "guanxi")],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.rstrip().splitlines())


def pycon(body: str, folder: Path, session: dict[str, Any]) -> str:
    """Run the Python of a block and return it with its output; names carry over from block to block."""
    lines = []
    with chdir(folder):
        for example in doctest.DocTestParser().get_examples(body):
            source = example.source.rstrip("\n").split("\n")
            lines += [f"{'... ' if number else '>>> '}{line}".rstrip() for number, line in enumerate(source)]
            out = io.StringIO()
            with redirect_stdout(out):
                exec(compile(example.source, "<readme>", "single"), session)
            lines += [line.rstrip() for line in out.getvalue().rstrip().splitlines()]
    return "".join(f"{line}\n" for line in lines)


def main() -> int:
    """Rewrite the READMEs; say which ones changed. With `--quick`, leave the slow blocks as they are."""
    slow = "--quick" not in sys.argv[1:]
    first, *twins = (ROOT / name for name in READMES)
    with workplace() as folder:
        text = rewrite(first.read_text(encoding="utf-8"), Path(folder) / "main", slow=slow)
    bodies = [block.body for block in blocks(text)]
    for path in (first, *twins):
        before = path.read_text(encoding="utf-8")
        after = with_commands(with_bodies(before, bodies), translated=path in twins)
        if after != before:
            path.write_text(after, encoding="utf-8")
            print(f"{path.name}: rewritten")
    return 0


def with_bodies(text: str, bodies: list[str]) -> str:
    """Return a README with other contents in its blocks; the twins show the same commands in the same order."""
    found = list(blocks(text))
    if len(found) != len(bodies):
        raise SystemExit(f"the READMEs differ: {len(found)} blocks here, {len(bodies)} in {READMES[0]}")
    done, parts = 0, []
    for block, body in zip(found, bodies, strict=True):
        parts += [text[done : block.start], body]
        done = block.end
    return "".join([*parts, text[done:]])


if __name__ == "__main__":
    sys.exit(main())
