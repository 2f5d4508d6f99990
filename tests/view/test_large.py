"""A graph of 50,000 entities and 150,000 relations, each with a sentence of its own: the largest the page promises."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from guanxi.view import write_page
from tests.view import graphs
from tests.view.conftest import Reader, slide

# The promises, in milliseconds on two idle cores. The machines that run these tests train models meanwhile, so what is
# measured is set against how slow the machine is at that moment, and printed (pytest -rP shows it).
FIRST_PICTURE = 3000
SEARCH = 100
LONG_TASK = 500
# What the piece of work of `slowness` takes there.
REFERENCE = 6.0
# Making and writing the graph takes 30 s of processor time, which can be minutes while a model trains.
pytestmark = pytest.mark.timeout(1200)


@pytest.fixture(scope="module")
def large_file(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    graph = graphs.large()
    file = tmp_path_factory.mktemp("large") / "graph.html"
    started = time.perf_counter()
    write_page(graph, file)
    print(f"written in {time.perf_counter() - started:.1f} s, {file.stat().st_size / 1e6:.1f} MB")
    return file


@pytest.fixture(scope="module")
def opened(browser: Any, large_file: Path) -> Iterator[Reader]:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(
        "window.longest = 0; new PerformanceObserver((l) => l.getEntries().forEach((e) =>"
        " { window.longest = Math.max(window.longest, e.duration); })).observe({ type: 'longtask', buffered: true });"
    )
    yield Reader(page, large_file).open()
    context.close()


def slowness(reader: Reader) -> float:
    """The tolerance: how much longer a short piece of work takes than on the machine of the promises, doubled."""
    usual: float = reader.run(
        "() => { const all = []; for (let i = 0; i < 60; i++) { const start = performance.now(); let x = 0;"
        " for (let j = 0; j < 4e6; j++) x = (x * 31 + j) | 0; all.push(performance.now() - start + (x & 0)); }"
        " return all.reduce((a, b) => a + b) / 60; }"
    )
    factor = usual / REFERENCE
    print(f"the machine is now {factor:.1f} times as slow as the one the promises are for")
    return 2 * max(1.0, factor)


def test_the_file_is_small_enough(large_file: Path) -> None:
    assert large_file.stat().st_size <= 25e6


def test_the_first_picture_comes_soon(opened: Reader) -> None:
    first = opened.run("performance.getEntriesByName('first-picture')[0].startTime")
    print(f"first picture after {first:.0f} ms")
    entities, relations = opened.shown()
    assert 60 <= entities <= 240 and relations <= 900
    assert "50,000" in opened.page.inner_text("#status") and "150,000" in opened.page.inner_text("#status")
    assert first <= FIRST_PICTURE * slowness(opened)


def test_search_answers_at_once(opened: Reader) -> None:
    opened.page.wait_for_timeout(1500)
    times = []
    for word in ("中", "中国", "集团研究", "zgyd", "x", "不会有的名字"):
        opened.page.fill("#search", word)
        times.append(opened.run("guanxi.searchTime()"))
    print("searches took", [round(each, 1) for each in times], "ms")
    assert max(times) <= SEARCH * slowness(opened)
    opened.page.fill("#search", "")


def test_an_entity_out_of_view_is_found_and_grows_the_picture(opened: Reader) -> None:
    before = opened.shown()[0]
    name = "能源"
    opened.page.fill("#search", name)
    opened.page.locator("#hits [role=option]", has_text="+").first.click()
    opened.page.wait_for_selector("#panel .neighbours mark", timeout=20_000)
    assert opened.shown()[0] > before
    opened.page.locator("#panel .neighbours .quote").first.click()
    opened.page.wait_for_selector("#panel .claim mark.head")
    assert opened.page.inner_text("#panel mark.head") in opened.page.inner_text("#panel blockquote")


def test_a_filter_over_everything_does_not_freeze_the_tab(opened: Reader) -> None:
    opened.run("window.longest = 0")
    slide(opened, "#least-score", 60)
    opened.drawn()
    longest = opened.run("window.longest")
    print(f"the longest task of a filter took {longest:.0f} ms")
    assert longest <= LONG_TASK * slowness(opened)
    assert opened.errors == []
