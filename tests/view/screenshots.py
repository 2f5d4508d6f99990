"""Takes the README's pictures of the seed graph: `python -m tests.view.screenshots` writes them beside this file.

Needs Chromium and a font with Chinese letters (Debian: apt-get install chromium fonts-noto-cjk).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import guanxi
from tests.view.conftest import ARGUMENTS, chromium

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "screenshots"
LIMIT = 300_000


def best_edge(kg: Any) -> tuple[str, str, str]:
    """The surest relation whose sentence is worth looking at, between two well-connected entities."""
    degree = dict(kg.graph.degree())

    def worth(edge: tuple[str, str, str, Any]) -> tuple[bool, float, int, str]:
        head, tail, key, data = edge
        best = data["relation"].best
        marked = best.trigger is not None and all(best.evidence.contains(end) for end in (best.head, best.tail))
        sure = round(best.score, 1)
        return marked and len(kg.quote(best)) > 30, sure, degree[head] + degree[tail], f"{head} {key} {tail}"

    head, tail, key, _ = max(kg.graph.edges(keys=True, data=True), key=worth)
    return head, key, tail


def main() -> int:
    """Build the seed graph in a folder that is thrown away, open its page and take the pictures."""
    from playwright.sync_api import sync_playwright

    path = chromium()
    if path is None:
        print("no Chromium is installed (Debian: apt-get install chromium fonts-noto-cjk)", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        kg = guanxi.build([ROOT / "seeds"], db=Path(folder) / "seed.db", out=Path(folder))
        page_file = Path(folder) / "seed.html"
        kg.write_page(page_file)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        page = browser.new_page(locale="zh-CN", viewport={"width": 1280, "height": 760})

        def take(name: str, theme: str) -> None:
            page.goto("about:blank")
            page.goto(f"{page_file.as_uri()}#theme={theme}&lang=zh")
            page.wait_for_selector("html[data-ready=yes]")
            if name == "evidence":
                at = page.evaluate("([h, t, o]) => guanxi.whereIs(h, t, o)", list(best_edge(kg)))
                page.mouse.click(at["x"], at["y"])
                page.wait_for_selector("#panel .claim mark")
                page.mouse.move(0, 0)
            page.wait_for_timeout(500)
            target = FOLDER / f"{name}.png"
            page.screenshot(path=target)
            size = target.stat().st_size
            print(f"{target.relative_to(ROOT)}  {size // 1000} kB")
            if size > LIMIT:
                raise SystemExit(f"{target} has more than {LIMIT // 1000} kB")

        take("light", "light")
        take("dark", "dark")
        take("evidence", "light")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
