"""A real browser for the tests of the page: the system's Chromium, never downloaded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from guanxi.view import write_page
from tests.view import graphs

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]


def chromium() -> str | None:
    """Return the path of an installed Chromium: `GUANXI_CHROMIUM`, or the usual names."""
    names = [os.environ.get("GUANXI_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((found for name in names if name and (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The browser; without one the tests are skipped, or fail when GUANXI_REQUIRE_BROWSER=1."""
    path = chromium()
    missing = "" if path else "no Chromium is installed (Debian: apt-get install chromium fonts-noto-cjk)"
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing = "playwright is not installed"
    if missing:
        if os.environ.get("GUANXI_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


class Reader:
    """A person at the page: what she does, what she sees, and what the page did behind her back."""

    def __init__(self, page: Any, file: Path) -> None:
        self.page = page
        page.set_default_timeout(60_000)  # for a machine that does much else; nothing waits so long when it works
        self.file = file
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.on(
            "console",
            lambda message: self.errors.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def open(self, hash: str = "") -> Reader:
        self.page.goto("about:blank")
        self.page.goto(self.file.as_uri() + hash)
        self.page.wait_for_selector("html[data-ready=yes]", timeout=60_000)
        return self

    def run(self, script: str, *given: Any) -> Any:
        return self.page.evaluate(script, *given)

    def shown(self) -> tuple[int, int]:
        """How many entities and relations the status line says are drawn."""
        entities, relations = (part.split("/")[0] for part in self.page.inner_text("#status").split("·"))
        return int(entities.replace(",", "")), int(relations.replace(",", ""))

    def panel(self) -> str:
        text: str = self.page.inner_text("#panel")
        return text

    def settled(self) -> str:
        """The hash, once it has been written."""
        hash: str = self.page.evaluate("guanxi.hash()")
        return hash

    def drawn(self) -> Reader:
        """Wait until the browser has drawn what was asked for: as long as it takes, however slow the machine."""
        self.page.evaluate("() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")
        return self

    def place(self, *what: str) -> dict[str, float]:
        """Where an entity (its id) or a relation (head, type, tail) stands once everything has been drawn."""
        self.drawn()
        at: dict[str, float] = self.page.evaluate("(what) => guanxi.whereIs(...what)", list(what))
        return at


def slide(reader: Reader, handle: str, value: int) -> None:
    """Move a slider and let it go."""
    reader.run(
        "([id, value]) => { const r = document.querySelector(id); r.value = value;"
        " for (const event of ['input', 'change']) r.dispatchEvent(new Event(event)); }",
        [handle, value],
    )


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {"small": graphs.small(), "hostile": graphs.hostile()}
    for name, graph in made.items():
        write_page(graph, folder / f"{name}.html")
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture(scope="module")
def desk(browser: Any, files: dict[str, Path]) -> Iterator[Reader]:
    """One tab in Chinese that the tests of a module share; each of them opens the page anew."""
    # Without animations, so that nothing has to be waited for; test_the_picture_flies has them.
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    yield Reader(context.new_page(), files["small"])
    context.close()


@pytest.fixture
def reader(desk: Reader) -> Iterator[Reader]:
    """The small page, opened in Chinese on a desk."""
    desk.errors.clear()
    desk.requests.clear()
    made = desk.open()
    yield made
    assert not made.errors
    assert all(url.startswith(("file:", "blob:", "about:")) for url in made.requests), made.requests
