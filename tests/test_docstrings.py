"""The examples in docstrings run and print what they show."""

import doctest
import shutil
from pathlib import Path

import guanxi

ROOT = Path(__file__).parents[1]


def test_the_library_s_example_runs(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testmod(guanxi, optionflags=doctest.ELLIPSIS)
    assert tried >= 3 and not failed
