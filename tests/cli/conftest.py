"""What the tests of the command line share: a database of one article, and three ways to run the program."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import guanxi
from guanxi.cli import main

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
ARTICLES = ROOT / "tests" / "cli" / "articles"  # written for these tests
PROGRAM = [sys.executable, "-c", "import sys; from guanxi.cli import main; sys.exit(main())"]


@dataclass
class Result:
    code: int
    out: str
    err: str


def environment(**extra: str) -> dict[str, str]:
    """The environment without what would change the program's output, and with `extra`."""
    dropped = {"GUANXI_DB", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "GITHUB_ACTIONS", "TERM", "GUANXI_DEBUG"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"TERM": "xterm-256color"} | extra


def spawn(*words: object, stdin: bytes = b"", cwd: Path = ROOT, **env: str) -> Result:
    """Run the program in a process of its own, its output in pipes."""
    done = subprocess.run(
        [*PROGRAM, *map(str, words)], input=stdin, capture_output=True, cwd=cwd, env=environment(**env), timeout=120
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def on_terminal(*words: object, columns: int = 80, **env: str) -> Result:
    """Run the program on a terminal of so many columns; `out` is all that the terminal would get."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [*PROGRAM, *map(str, words)], stdin=child, stdout=child, stderr=child, cwd=ROOT, env=environment(**env)
    )
    os.close(child)
    seen = b""
    while True:
        try:
            chunk = os.read(parent, 65536)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        seen += chunk
    os.close(parent)
    return Result(process.wait(60), seen.decode().replace("\r\n", "\n"), "")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, seed_db: Path) -> Callable[..., Result]:
    """Run the program in this process; that database is the default."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("GUANXI_DB", str(seed_db))
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "GUANXI_DEBUG"):
        monkeypatch.delenv(name, raising=False)

    def call(*words: object) -> Result:
        capsys.readouterr()
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def seed_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of an article of our own, read by the rules: what the tests expect does not depend on any training."""
    db = tmp_path_factory.mktemp("seed") / "seed.db"
    guanxi.build(ARTICLES, db=db, extractor="rules")
    return db
