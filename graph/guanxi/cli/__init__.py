"""The command line: one module per command; parses, calls the library, prints; no logic."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

FOUND, NOTHING, USAGE, BAD_DATA, BUG, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 3, 70, 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code; every foreseeable failure is one line on stderr.

    Args:
        arguments: the words after the program's name; None takes them from `sys.argv`.

    Returns:
        0 found, 1 nothing found, 2 wrong usage, 3 bad data, 70 an error in guanxi itself, 130 interrupted,
        141 when the reader of a pipe went away.
    """
    from guanxi.cli.terminal import speak_utf8

    speak_utf8()
    try:
        code = run(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The interpreter flushes stdout once more at exit and would complain about it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE


def run(arguments: Sequence[str] | None) -> int:
    """Run one command and return its exit code; what goes wrong is said on stderr (see `main`)."""
    import typer

    from guanxi.cli.app import app
    from guanxi.cli.terminal import plain_lines
    from guanxi.errors import GuanxiError, PatternError, UnknownNameError

    command = typer.main.get_command(app)
    try:
        code = command.main(arguments, prog_name="guanxi", standalone_mode=False) or FOUND
        if code == INTERRUPTED:  # typer turns Ctrl-C into this code, without a word
            _complain("interrupted")
        return code
    except SystemExit as error:  # raised by typer alone: after completing a word, or when the reader of a pipe left
        return int(error.code or 0) if "_GUANXI_COMPLETE" in os.environ else BROKEN_PIPE
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        words = context.command_path if context else "guanxi"
        _complain(f"{error.format_message().rstrip('.')}; see {words} --help")
        return error.exit_code
    except UnknownNameError as error:
        _complain(str(error))
        return NOTHING
    except PatternError as error:
        print(f"guanxi: {plain_lines(str(error))}", file=sys.stderr)  # with the place in the pattern below it
        return BAD_DATA
    except GuanxiError as error:
        _complain(str(error))
        return BAD_DATA
    except typer.Abort:
        _complain("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _complain(f"{place}{error.strerror or error}")
        return BAD_DATA
    except Exception as error:
        if os.environ.get("GUANXI_DEBUG"):
            raise
        _complain(f"internal error: {type(error).__name__}: {error}; set GUANXI_DEBUG=1 to see where, and report it")
        return BUG


def _complain(message: str) -> None:
    from guanxi.cli.terminal import plain

    print(f"guanxi: {plain(message)}", file=sys.stderr)
