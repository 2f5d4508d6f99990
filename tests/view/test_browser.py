"""The real page in a real browser: what a reader does, and what she then sees."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from urllib.parse import quote

import networkx as nx
import pytest

import guanxi
from tests.view.conftest import Reader, slide

SEEDS = Path(__file__).parents[2] / "seeds"


def search(reader: Reader, word: str) -> list[str]:
    reader.page.keyboard.press("/")
    reader.page.fill("#search", word)
    names: list[str] = reader.page.locator("#hits .hit-name > bdi").all_inner_texts()
    return names


def visit(reader: Reader, word: str) -> None:
    search(reader, word)
    reader.page.keyboard.press("Enter")
    reader.drawn()


def click_edge(reader: Reader, head: str, type: str, tail: str) -> None:
    at = reader.place(f"id-{head}", type, f"id-{tail}")
    reader.page.mouse.click(at["x"], at["y"])


def click_node(reader: Reader, name: str, **how: Any) -> None:
    at = reader.place(f"id-{name}")
    reader.page.mouse.click(at["x"], at["y"], **how)


def test_it_opens_with_everything_drawn_and_no_label_over_another(reader: Reader) -> None:
    assert reader.shown() == (9, 10)
    assert reader.page.is_hidden("#loading")
    labels = reader.run("guanxi.labels()")
    texts = {label["text"] for label in labels}
    assert {"星河通信", "飞鱼", "推出", "运营", "✕ 竞争", "拟推出"} <= texts
    for i, one in enumerate(labels):
        for two in labels[i + 1 :]:
            a, b = one["box"], two["box"]
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one, two)


def test_a_name_does_not_stand_on_the_arrow_that_comes_from_below(reader: Reader) -> None:
    frame = reader.page.locator("#graph").bounding_box()
    name = next(label for label in reader.run("guanxi.labels()") if label["text"] == "星河通信")
    below, at = reader.place("id-星河研究院"), reader.place("id-星河通信")
    assert below["y"] > at["y"] and abs(below["x"] - at["x"]) < 40
    assert name["box"][3] + frame["y"] < at["y"]


def test_everything_is_in_sight_at_first_and_nothing_under_the_buttons(browser: Any, files: dict[str, Any]) -> None:
    for size in ({"width": 1280, "height": 800}, {"width": 640, "height": 400}, {"width": 360, "height": 700}):
        context = browser.new_context(locale="en-GB", viewport=size, reduced_motion="reduce")
        reader = Reader(context.new_page(), files["small"]).open().drawn()
        frame, buttons = (reader.page.locator(each).bounding_box() for each in ("#graph", ".zoom"))
        for label in reader.run("guanxi.labels()"):
            left, top, right, bottom = label["box"]
            assert left >= 0 and right <= frame["width"] and top >= 0 and bottom <= frame["height"], (size, label)
            beside = frame["x"] + right <= buttons["x"] or frame["y"] + top >= buttons["y"] + buttons["height"]
            assert beside, (size, label)
        context.close()


def test_the_seed_article_from_file_to_sentence(browser: Any, tmp_path: Any) -> None:
    kg = guanxi.build([SEEDS], db=tmp_path / "seed.db", out=tmp_path, extractor="rules")
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    reader = Reader(context.new_page(), tmp_path / "graph.html").open()
    assert reader.shown() == (kg.graph.number_of_nodes(), kg.graph.number_of_edges())
    for head, tail, key, data in sorted(kg.graph.edges(keys=True, data=True), key=lambda edge: edge[:3])[:3]:
        reader.open(f"#e={quote(head)}~{key}~{quote(tail)}")
        reader.page.wait_for_selector("#panel .claim .sure")
        shown = reader.page.locator("#panel blockquote").all_inner_texts()
        best = data["relation"].best
        assert "".join(kg.quote(best).split()) in {"".join(text.split()) for text in shown}
        if best.evidence.contains(best.head):
            assert best.head.text in reader.page.locator("mark.head").all_inner_texts()
    assert not reader.errors
    context.close()


def test_nothing_moves_after_loading(reader: Reader) -> None:
    before = reader.run("guanxi.whereIs('id-飞鱼')")
    reader.page.wait_for_timeout(400)
    assert reader.run("guanxi.whereIs('id-飞鱼')") == before


@pytest.mark.parametrize(
    ("word", "hit"),
    [
        ("飞鱼", "飞鱼"),
        ("ＦＬＹfish", "飞鱼"),
        ("云台", "雲臺"),
        ("陈總", "陈岚"),
        ("xhtx", "星河通信"),
        ("软件", "海澜软件"),
    ],
)
def test_search_by_name_alias_initials_script_width_and_case(reader: Reader, word: str, hit: str) -> None:
    assert search(reader, word)[0] == hit


def test_the_picture_flies_to_what_was_found(browser: Any, files: dict[str, Any]) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 900, "height": 600})
    reader = Reader(context.new_page(), files["small"]).open("#v=4000,4000,2")
    visit(reader, "星河研究院")
    reader.page.wait_for_function(
        """() => { const at = guanxi.whereIs("id-星河研究院"), frame = graph.getBoundingClientRect();
        return Math.abs(at.x - frame.left - frame.width / 2) < 30
          && Math.abs(at.y - frame.top - frame.height / 2) < 30; }"""
    )
    reader.page.wait_for_function("!location.hash.includes('v=4000')")
    assert not reader.errors
    context.close()


def test_search_flies_to_the_entity_and_says_so_when_there_is_none(reader: Reader) -> None:
    assert search(reader, "星河") == ["星河通信", "星河研究院"]
    reader.page.keyboard.press("ArrowDown")
    assert reader.page.get_attribute("#search", "aria-activedescendant") == "hit-1"
    reader.page.keyboard.press("Enter")
    assert reader.page.inner_text("#panel h2") == "星河研究院"
    at, frame = reader.place("id-星河研究院"), reader.page.locator("#graph").bounding_box()
    assert abs(at["x"] - frame["x"] - frame["width"] / 2) < 30, "it stands in the middle of what the panel leaves"
    assert abs(at["y"] - frame["y"] - frame["height"] / 2) < 30
    assert search(reader, "没有这个") == []
    assert "没有这个" in reader.page.inner_text("#hits")


def test_a_click_on_a_line_shows_its_sentence_with_the_words_marked(reader: Reader) -> None:
    click_edge(reader, "星河研究院", "opposes", "飞鱼")
    reader.page.wait_for_selector("#panel .claim mark")
    assert reader.page.inner_text("#panel blockquote") == "研究人员说，星河研究院质疑飞鱼。"
    assert reader.page.inner_text("mark.head") == "星河研究院"
    assert reader.page.inner_text("mark.tail") == "飞鱼"
    assert reader.page.inner_text("mark.trigger") == "质疑"
    assert "2013-06-19" in reader.panel() and "林一" in reader.panel()
    assert reader.page.get_attribute("#panel .source a", "href") == "https://example.org/a"


def test_each_of_two_parallel_lines_has_its_own_evidence(reader: Reader) -> None:
    click_edge(reader, "星河通信", "operates", "飞鱼")
    reader.page.wait_for_selector("#panel .claim mark")
    assert reader.page.inner_text("#panel blockquote") == "星河通信运营飞鱼。"
    click_edge(reader, "星河通信", "launched", "飞鱼")
    reader.page.wait_for_function("document.querySelectorAll('#panel .claim mark').length > 3")
    assert reader.page.locator("#panel .claim").count() == 2
    assert "2 篇独立文档支持" in reader.panel()


def test_marks_stand_right_after_a_letter_beyond_the_basic_plane(reader: Reader) -> None:
    click_edge(reader, "海澜软件", "uses", "飞鱼")
    reader.page.wait_for_selector("#panel .claim mark")
    assert "𠮷野家" in reader.page.inner_text("#panel blockquote")
    assert reader.page.inner_text("mark.head") == "海澜软件"
    assert reader.page.locator("mark.tail").inner_text() == "飞鱼"
    assert reader.page.locator("#panel .says").inner_text().strip() == "周默 说"


def test_denied_and_planned_are_told_in_words(reader: Reader) -> None:
    click_edge(reader, "云雀", "competes_with", "飞鱼")
    reader.page.wait_for_selector("#panel .claim mark")
    assert "否认" in reader.page.inner_text("#panel .facts")
    assert "没有文档肯定" in reader.page.inner_text("#panel .facts")
    click_edge(reader, "海澜软件", "launched", "云雀")
    reader.page.wait_for_function("document.querySelector('#panel blockquote').textContent.includes('计划')")
    assert "计划" in reader.page.inner_text("#panel .facts")


def test_an_entity_shows_its_relations_and_its_names_lead_on(reader: Reader) -> None:
    click_node(reader, "周默")
    reader.page.wait_for_selector("#panel .neighbours mark")
    text = reader.panel()
    assert "研发" in text and "雲臺" in text and "任职" in text
    reader.page.locator("#panel .neighbours button.name", has_text="雲臺").click()
    assert reader.page.inner_text("#panel h2") == "雲臺"


def test_a_link_to_a_script_is_no_link(reader: Reader) -> None:
    click_edge(reader, "周默", "works_for", "海澜软件")
    reader.page.wait_for_selector("#panel .claim mark")
    assert "无日期的旧闻" in reader.panel()
    assert reader.page.locator("#panel a").count() == 0


def test_filters_narrow_compose_and_are_cleared(reader: Reader) -> None:
    reader.page.uncheck("#pane-filters #kd-2")
    assert reader.shown()[1] == 9
    reader.page.uncheck("#pane-filters #et-2")
    assert reader.shown() == (5, 6)
    reader.page.click("#reset")
    assert reader.shown() == (9, 10)
    reader.page.locator("#f-relations .check", has_text="推出").hover()
    reader.page.locator("#f-relations .check", has_text="推出").locator(".only").click()
    assert reader.shown() == (4, 2)
    reader.page.click("#rt-all")
    slide(reader, "#least-support", 2)
    assert reader.shown() == (2, 1)
    reader.page.click("#reset")
    slide(reader, "#least-score", 50)
    assert reader.shown()[1] == 9
    assert "xk" not in reader.settled() and "c=50" in reader.settled()


def test_one_document_alone(reader: Reader) -> None:
    reader.page.click("#f-documents summary")
    reader.page.locator("#f-documents label", has_text="海澜软件回应").click()
    assert reader.shown()[1] == 6
    click_edge(reader, "星河通信", "launched", "飞鱼")
    reader.page.wait_for_selector("#panel .claim mark")
    assert reader.page.locator("#panel .claim").count() == 1


def test_the_slider_narrows_to_a_period(reader: Reader) -> None:
    assert reader.page.locator("#bars rect").count() >= 2
    slide(reader, "#time-from", int(reader.page.get_attribute("#time-from", "max")))
    assert "2014" in reader.page.inner_text("#time-text") and "2013" not in reader.page.inner_text("#time-text")
    assert reader.shown()[1] == 6  # five of 2014, and the undated one
    reader.page.uncheck("#time-undated")
    assert reader.shown()[1] == 5
    assert "from=2014" in reader.settled()
    reader.page.click("#time-clear")
    assert reader.shown()[1] == 9


def test_the_way_between_two(reader: Reader) -> None:
    visit(reader, "陈岚")
    reader.page.keyboard.press("a")
    assert "再选一个" in reader.panel()
    visit(reader, "雲臺")
    reader.page.wait_for_selector("#panel .chains mark")
    text = reader.panel()
    assert "1 条最短路径，5 步" in text
    assert "任职" in text and "研发" in text
    quotes = reader.page.locator("#panel .chains .quote").all_inner_texts()
    assert "星河由总裁陈岚带领。" in quotes and "周默研发了雲臺。" in quotes
    reader.page.get_by_text("清除路径").click()
    assert reader.page.is_hidden("#panel")


def test_no_way_is_said(reader: Reader) -> None:
    visit(reader, "陈岚")
    reader.page.keyboard.press("a")
    visit(reader, "孤岛社")
    assert "没有路径" in reader.panel()


def test_focus_expand_hide_pin_undo(reader: Reader) -> None:
    visit(reader, "雲臺")
    reader.page.keyboard.press("f")
    assert reader.shown() == (2, 1)
    at = reader.place("id-周默")
    reader.page.mouse.dblclick(at["x"], at["y"])
    reader.page.wait_for_function("document.querySelector('#status').textContent.startsWith('3/')")
    assert reader.shown() == (3, 2)
    reader.page.keyboard.press("p")
    assert "pin=" in reader.settled()
    reader.page.keyboard.press("h")
    assert reader.shown()[0] == 2
    reader.page.keyboard.press("Control+z")
    assert reader.shown() == (3, 2)
    for _ in range(3):
        reader.page.keyboard.press("u")
    assert reader.shown() == (9, 10)


def test_leaving_the_focus_puts_everything_back(reader: Reader) -> None:
    before = reader.run("guanxi.whereIs('id-飞鱼')")
    visit(reader, "飞鱼")
    reader.page.keyboard.press("f")
    assert reader.place("id-飞鱼") != before
    reader.page.click("#panel-close")
    reader.page.click("#restart")
    after = reader.place("id-飞鱼")
    assert abs(after["x"] - before["x"]) < 3 and abs(after["y"] - before["y"]) < 3


def test_a_view_survives_its_link(reader: Reader) -> None:
    reader.page.uncheck("#pane-filters #kd-2")
    visit(reader, "周默")
    reader.page.keyboard.press("p")
    reader.page.uncheck("#sw-hulls")
    hash = reader.settled()
    seen = reader.shown(), reader.page.inner_text("#panel h2"), reader.run("guanxi.whereIs('id-飞鱼')")
    other = reader.open(hash)
    assert (other.shown(), other.page.inner_text("#panel h2")) == seen[:2]
    place = other.run("guanxi.whereIs('id-飞鱼')")
    assert abs(place["x"] - seen[2]["x"]) < 3 and abs(place["y"] - seen[2]["y"]) < 3
    assert not other.page.is_checked("#sw-hulls") and not other.page.is_checked("#kd-2")
    assert other.settled() == hash


@pytest.mark.parametrize(
    "hash", ["#n=%E0%A4%A", "#p=x,y&f=~&at=~~,&v=1&from=2&c=abc&e=1~2", "#<img src=x>", "#n=__proto__&xt=constructor"]
)
def test_a_mangled_link_opens_the_page_as_new(reader: Reader, hash: str) -> None:
    assert reader.open(hash).shown() == (9, 10)


@pytest.mark.parametrize("hash", ["#n=%E0%A4%A", "#xt=%"])
def test_a_mangled_link_typed_into_an_open_page_opens_it_as_new(reader: Reader, hash: str) -> None:
    reader.page.uncheck("#pane-filters #et-2")
    assert reader.shown() != (9, 10)
    reader.run("(hash) => { location.hash = hash; }", hash)
    reader.page.wait_for_function("document.querySelector('#status').textContent.startsWith('9/')")
    assert reader.shown() == (9, 10)


def test_a_link_opened_in_an_open_page_shows_its_view(reader: Reader) -> None:
    visit(reader, "周默")
    reader.page.keyboard.press("f")
    hash, seen = reader.settled(), reader.shown()
    reader.open()
    assert reader.shown() != seen
    reader.run("(hash) => { location.hash = hash; }", hash)
    reader.page.wait_for_selector("#panel h2")
    assert reader.shown() == seen and reader.settled() == hash


def test_the_whole_page_by_keyboard(reader: Reader) -> None:
    reader.page.focus("#graph")
    reader.page.keyboard.press("ArrowRight")
    first = reader.page.inner_text("#panel h2")
    reader.page.keyboard.press("ArrowLeft")
    assert reader.page.inner_text("#panel h2") != first
    reader.page.keyboard.press("Enter")
    assert reader.run("document.activeElement.id") == "panel"
    reader.page.keyboard.press("Escape")
    assert reader.page.is_hidden("#panel")
    reader.page.keyboard.press("?")
    assert reader.page.is_visible("#help")
    reader.page.keyboard.press("Escape")
    reader.page.focus("#take")
    reader.page.keyboard.press("Enter")
    assert reader.run("document.activeElement.dataset.take") == "png"
    for _ in range(6):
        reader.page.keyboard.press("Tab")
    assert reader.page.is_hidden("#take-menu") and reader.run("document.activeElement.id") == "theme"
    reader.page.focus("#tab-filters")
    reader.page.keyboard.press("ArrowRight")
    assert reader.page.locator("#pane-list tbody tr").count() == 9


def test_everything_that_can_be_pressed_has_a_name(reader: Reader) -> None:
    click_node(reader, "飞鱼")
    nameless = reader.run(
        "[...document.querySelectorAll('button, input, [role=tab]')].filter(e => !(e.textContent.trim() || e.ariaLabel"
        " || e.labels?.[0]?.textContent.trim() || e.title)).map(e => e.outerHTML.slice(0, 90))"
    )
    assert nameless == []
    ids = reader.run("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


CONTRAST = """() => {
  const ctx = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (color) => {
    ctx.clearRect(0, 0, 1, 1);
    ctx.fillStyle = color;
    ctx.fillRect(0, 0, 1, 1);
    return [...ctx.getImageData(0, 0, 1, 1).data];
  };
  const linear = (v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const color = rgb(getComputedStyle(e).backgroundColor);
      if (color[3] > 200) return color;
    }
    return [255, 255, 255];
  };
  const low = [];
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    const seen = e.checkVisibility({ checkOpacity: true }) && !e.closest("svg, :disabled, .offscreen, noscript");
    if (!own || !seen) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.push([e.className, e.textContent.slice(0, 20), Math.round(ratio * 100) / 100]);
  }
  return low;
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_has_contrast_enough_to_read(reader: Reader, theme: str) -> None:
    reader.open(f"#theme={theme}")
    for name in ("飞鱼", "海澜软件"):
        click_node(reader, name)
        reader.page.wait_for_selector("#panel .neighbours mark")
        assert reader.run(CONTRAST) == []


def test_chinese_and_english(browser: Any, files: dict[str, Any]) -> None:
    context = browser.new_context(locale="en-GB")
    reader = Reader(context.new_page(), files["small"]).open()
    assert "entities" in reader.page.inner_text("#status")
    reader.page.click("#language")
    assert "实体" in reader.page.inner_text("#status")
    assert reader.run("document.documentElement.lang") == "zh-CN"
    assert "lang=zh" in reader.settled()
    assert not reader.errors
    context.close()


def test_a_phone_and_a_doubled_size(browser: Any, files: dict[str, Any]) -> None:
    for size in ({"width": 360, "height": 700}, {"width": 640, "height": 400}):
        context = browser.new_context(locale="zh-CN", viewport=size, has_touch=True, reduced_motion="reduce")
        reader = Reader(context.new_page(), files["small"]).open()
        assert reader.run("document.documentElement.scrollWidth <= innerWidth")
        assert reader.page.is_visible("#status") and reader.page.is_visible("#time-from")
        graph = reader.page.locator("#graph").bounding_box()
        assert graph["height"] >= size["height"] / 2, "most of the screen is the picture's"
        visit(reader, "飞鱼")
        frame = reader.page.locator("#panel").bounding_box()
        assert frame["width"] >= size["width"] * 0.9 and frame["y"] > 0
        at = reader.run("guanxi.whereIs('id-飞鱼')")
        assert at["y"] < frame["y"], "the entity must not lie under its own panel"
        reader.page.click("#panel-close")
        reader.page.click("#side-toggle")
        assert reader.page.is_visible("#et-0")
        assert not reader.errors
        context.close()


def test_what_is_taken_away(reader: Reader, tmp_path: Any) -> None:
    graph = nx.parse_graphml(reader.run("guanxi.takeaway.graphml()"))
    assert graph.number_of_nodes() == 9 and graph.number_of_edges() == 10
    assert graph.nodes["id-飞鱼"]["label"] == "飞鱼"
    rows = list(csv.DictReader(io.StringIO(reader.run("guanxi.takeaway.csv()").lstrip("\ufeff"))))
    assert len(rows) == 10
    denied = next(row for row in rows if row["status"] == "denied")
    assert denied["relation"] == "竞争" and denied["evidence"] == "海澜软件否认云雀与飞鱼竞争。"
    drawing = reader.run("guanxi.takeaway.svg()")
    assert drawing.count("<text") >= 9 and "星河通信" in drawing
    for kind, magic in (("png", b"\x89PNG"), ("svg", b"<svg"), ("graphml", b"<?xml"), ("csv", b"\xef\xbb\xbf")):
        reader.page.click("#take")
        with reader.page.expect_download() as download:
            reader.page.click(f"[data-take={kind}]")
        target = tmp_path / download.value.suggested_filename
        download.value.save_as(target)
        assert target.suffix == f".{kind}" and target.read_bytes().startswith(magic)


def test_paper_gets_the_picture_by_day_and_the_evidence(reader: Reader) -> None:
    reader.open("#theme=dark")
    click_edge(reader, "星河研究院", "opposes", "飞鱼")
    reader.page.wait_for_selector("#panel .claim mark")
    reader.run("dispatchEvent(new Event('beforeprint'))")
    reader.page.emulate_media(media="print")
    assert reader.page.is_visible("#paper svg") and reader.page.is_hidden("#graph") and reader.page.is_hidden("#search")
    assert "星河研究院" in reader.run("document.querySelector('#paper svg').textContent")
    assert reader.run("document.documentElement.dataset.theme") == "light"
    assert "质疑" in reader.panel()
    reader.page.emulate_media(media="screen")
    reader.run("dispatchEvent(new Event('afterprint'))")
    assert reader.run("document.documentElement.dataset.theme") == "dark"
    assert reader.page.locator("#paper *").count() == 0


def test_a_citation_is_copied(reader: Reader) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    click_edge(reader, "星河研究院", "opposes", "飞鱼")
    reader.page.get_by_text("复制引文").click()
    reader.page.wait_for_selector("text=已复制")
    copied = reader.run("navigator.clipboard.readText()")
    assert copied == "“研究人员说，星河研究院质疑飞鱼。”——林一，《星河通信推出飞鱼》，2013-06-19，https://example.org/a"


def test_hostile_documents_are_only_text(browser: Any, files: dict[str, Any]) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    reader = Reader(context.new_page(), files["hostile"]).open()
    page = reader.page
    title = page.title()
    for word in ("img", "proto", "HYPER", "好人", "长长", "raw"):
        visit(reader, word)
        for button in range(min(2, page.locator("#panel .neighbours .quote").count())):
            page.locator("#panel .neighbours .quote").nth(button).click()
            page.wait_for_selector("#panel .claim .sure")
            page.keyboard.press("u")
            visit(reader, word)
    page.click("#tab-list")
    page.click("#tab-filters")
    page.click("#f-documents summary")
    assert page.locator("img, iframe, object, embed, a[href^='javascript'], a[href^='data']").count() == 0
    assert "<img src=x onerror=" in page.content().replace("&lt;", "<")
    assert reader.run("window.hit === undefined") and page.title() == title
    assert "\u202e" not in page.inner_text("body")
    nx.parse_graphml(reader.run("guanxi.takeaway.graphml()"))
    rows = list(csv.DictReader(io.StringIO(reader.run("guanxi.takeaway.csv()").lstrip("\ufeff"))))
    assert all(not value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())
    from xml.etree import ElementTree

    ElementTree.fromstring(reader.run("guanxi.takeaway.svg()"))
    assert reader.errors == []
    assert all(url.startswith(("file:", "blob:", "about:")) for url in reader.requests)
    context.close()


def test_the_page_cannot_reach_the_network_even_when_it_tries(reader: Reader) -> None:
    reader.run(
        "async () => { try { await fetch('https://example.org/x'); } catch {} const i = new Image();"
        " i.src = 'https://example.org/y.png'; await new Promise((r) => { i.onerror = r; setTimeout(r, 500); }); }"
    )
    assert any("Content Security Policy" in error for error in reader.errors)
    reader.errors.clear()
    reader.requests[:] = [url for url in reader.requests if not url.startswith("https://example.org")]
