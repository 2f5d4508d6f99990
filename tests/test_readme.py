"""What the READMEs say is so: commands print what is shown, every command and option is named, both say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from rich.cells import cell_len

from guanxi.cli.app import app
from tests.update_readme import READMES, ROOT, blocks, rewrite, with_commands, workplace

TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in READMES}


def test_every_output_is_what_the_commands_print():
    text = TEXTS["README.md"]
    with workplace() as folder:
        now = rewrite(text, Path(folder) / "main", slow=False)
    shown = [block.body for block in blocks(text)]
    printed = [block.body for block in blocks(now)]
    assert printed == shown, "run: uv run python tests/update_readme.py"


def test_both_readmes_show_the_same_commands_and_outputs():
    english, chinese = ([block.body for block in blocks(text)] for text in TEXTS.values())
    assert english == chinese
    assert len(english) > 8


@pytest.mark.parametrize("name", READMES)
def test_the_table_of_commands_is_complete(name):
    assert with_commands(TEXTS[name], translated=".zh." in name) == TEXTS[name], (
        "run: uv run python tests/update_readme.py"
    )


@pytest.mark.parametrize("name", READMES)
def test_every_command_and_option_is_named(name):
    for command, made in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        (row,) = re.findall(rf"^\| `{command}[ `].*$", TEXTS[name], re.MULTILINE)
        for parameter in made.params:
            if parameter.param_type_name == "option" and "--help" not in parameter.opts:
                assert f"`{max(parameter.opts, key=len)}`" in row, (command, parameter.opts)


@pytest.mark.parametrize("name", READMES)
def test_files_that_are_linked_exist(name):
    links = re.findall(r"\]\(([^)#]+)\)", TEXTS[name])
    assert links
    for link in links:
        assert link.startswith("https://") or (ROOT / link).exists(), link


def test_the_main_job_stands_there_as_it_is_run():
    for text in TEXTS.values():
        assert "    pip install uv && uv run guanxi build seeds/ " in text
        assert "    uv run pytest " in text


@pytest.mark.parametrize("command", sorted(typer.main.get_command(app).commands))  # type: ignore[attr-defined]
def test_the_help_of_every_command_has_an_example(command):
    help = typer.main.get_command(app).commands[command].help  # type: ignore[attr-defined]
    first, _, examples = help.partition("\b\nExample:\n")
    assert first.strip() and all(
        line.startswith("  guanxi ") or "| guanxi " in line for line in examples.strip("\n").split("\n")
    )
    assert f"guanxi {command}" in examples


@pytest.mark.parametrize("command", sorted(typer.main.get_command(app).commands))  # type: ignore[attr-defined]
def test_the_help_of_every_command_fits_80_columns(command):
    help = typer.main.get_command(app).commands[command].help  # type: ignore[attr-defined]
    assert max(cell_len(line) for line in help.split("\n")) <= 78
