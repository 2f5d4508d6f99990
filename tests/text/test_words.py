from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.errors import InputError
from guanxi.text.words import Cutter, Entry, cut, load_dictionary


@given(st.text(max_size=200))
def test_words_tile_the_text(text: str) -> None:
    assert "".join(word.text for word in cut(text)) == text
    assert all(text[word.start : word.end] == word.text for word in cut(text))


def test_user_dictionary(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("\ufeff青禾云盘 5 nz\n雾岛重工 nt\n\nSun Tower 3 nz\n沉没词\n", encoding="utf-8")
    entries = load_dictionary(path)
    assert entries == (
        Entry("青禾云盘", 5, "nz"),
        Entry("雾岛重工", None, "nt"),
        Entry("Sun Tower", 3, "nz"),
        Entry("沉没词"),
    )
    assert [entry.entity_type for entry in entries] == ["PRODUCT", "ORG", "PRODUCT", ""]
    words = {word.text: word.tag for word in Cutter(entries).cut("雾岛重工推出青禾云盘")}
    assert words["雾岛重工"] == "nt" and words["青禾云盘"] == "nz"
    assert "雾岛重工" not in {word.text for word in cut("雾岛重工推出青禾云盘")}, "another cutter learnt the word"


@pytest.mark.parametrize("content", [None, "青禾".encode("gb18030")])
def test_a_dictionary_that_can_not_be_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "words.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"words\.txt"):
        load_dictionary(path)


def test_threads_agree() -> None:
    texts = [f"第{i}家公司在北京发布了新产品" for i in range(50)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(cut, texts)) == [cut(text) for text in texts]


def test_nothing_is_written_or_logged(tmp_path: Path) -> None:
    code = (
        "import tempfile; tempfile.tempdir='/nonexistent'; from guanxi.text import cut; print(len(cut('发布新产品')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "3", "")
    assert list(tmp_path.iterdir()) == []
