// Puts the page together: data in, first picture, then what reacts to the reader.
const Page = (() => {
  function words() {
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
    for (const node of document.querySelectorAll("[data-label]")) {
      node.setAttribute("aria-label", t(node.dataset.label));
      if (node.matches("button")) node.title = t(node.dataset.label);
    }
    for (const node of document.querySelectorAll("[data-hint]")) node.placeholder = t(node.dataset.hint);
    Dom.id("language").textContent = t("language");
    Dom.id("language").setAttribute("aria-label", t("languageLabel"));
  }

  function status() {
    const view = View.now;
    const numbers = [view.nodes.length, Data.count, view.edges.length, Data.edges].map(I18n.number);
    Dom.id("status").textContent = t("shownShort", ...numbers);
    Dom.id("status").title = t(
      "shown",
      numbers[0],
      numbers[2],
      numbers[1],
      numbers[3],
      I18n.number(Data.documents.id.length),
    );
    Dom.id("empty").textContent = t(Data.count ? "empty" : "emptyGraph");
    Dom.id("undo").disabled = !State.canUndo;
  }

  function draw(before = null) {
    const s = State.now;
    Paths.refresh(s);
    View.compute(s);
    Canvas.sync();
    status();
    Timeline.draw();
    Filters.draw();
    if (
      !before ||
      before.selected !== s.selected ||
      before.path !== s.path ||
      before.pinned !== s.pinned ||
      before.focus !== s.focus ||
      filtersOf(before) !== filtersOf(s)
    )
      Evidence.draw();
  }
  const filtersOf = (s) =>
    JSON.stringify([s.entityOff, s.relationOff, s.kindOff, s.support, s.score, s.documents, s.from, s.to, s.undated]);

  function theme(value) {
    Style.set(value ? value === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  }
  function everything() {
    words();
    Filters.redraw();
    draw();
  }

  let entered = { camera: null };
  function enter() {
    entered = State.safeDecode(location.hash);
    State.prefs.language = entered.language;
    State.prefs.theme = entered.theme;
    State.restore(entered.state);
    I18n.set(entered.language || navigator.language || "zh");
    theme(entered.theme);
  }

  // What happens around the page: another link, paper, the system's day and night.
  function surroundings() {
    window.addEventListener("hashchange", () => {
      if (State.changedOutside()) {
        enter();
        everything();
        if (entered.camera) Camera.look(entered.camera);
        else Camera.fit(null, false);
      }
    });
    let night = false;
    window.addEventListener("beforeprint", () => {
      night = Style.dark;
      if (night) {
        theme("light");
        everything();
      }
      Takeaway.print(Takeaway.svg());
    });
    window.addEventListener("afterprint", () => {
      Dom.id("paper").replaceChildren();
      if (night) {
        theme("dark");
        everything();
      }
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      if (!State.prefs.theme) {
        theme("");
        everything();
      }
    });
  }

  async function start() {
    I18n.set(navigator.language || "zh");
    if (typeof DecompressionStream === "undefined") throw new Error(t("old"));
    await Data.load();
    enter();
    words();
    Place.start();
    Canvas.start();
    Filters.start();
    Search.start();
    Controls.start();
    surroundings();
    Timeline.start();
    State.onChange((_, before) => draw(before));
    if (innerWidth > 1000) Controls.side(true);
    draw();
    Camera.resize(false);
    if (entered.camera) Camera.look(entered.camera);
    else Camera.fit(null, false);
    Dom.id("loading").hidden = true;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        performance.mark("first-picture");
        document.documentElement.dataset.ready = "yes";
        // What the first search needs is prepared while nobody waits for it.
        const idle = window.requestIdleCallback ? (f) => requestIdleCallback(f) : (f) => setTimeout(f, 30);
        idle(() => Search.warm(idle));
      }),
    );
    new ResizeObserver(() => Camera.resize()).observe(Dom.id("graph"));
  }
  // For scripts that drive the page: where an entity or a relation stands on the screen, and what a search took.
  function whereIs(id, type, other) {
    const frame = Dom.id("graph").getBoundingClientRect();
    let at = Canvas.network.body.nodes[Data.byId(id)];
    if (type) {
      const r = View.now.edges.find(
        (e) =>
          Data.head[e] === Data.byId(id) &&
          Data.tail[e] === Data.byId(other) &&
          Data.schema.relations[Data.kind[e]].id === type,
      );
      at = Canvas.network.body.edges[r]?.edgeType.getPoint(0.5);
    }
    if (!at) return null;
    const { x, y } = Canvas.network.canvasToDOM({ x: at.x, y: at.y });
    return { x: x + frame.left, y: y + frame.top };
  }
  // The link to what is seen, without the moment that writing it waits.
  const hash = () => {
    State.flush();
    return location.hash;
  };
  const labels = () => Labels.drawn.map(({ text, box }) => ({ text, box }));
  window.guanxi = Object.freeze({
    whereIs,
    labels,
    hash,
    searchTime: () => Search.lastTime,
    takeaway: { svg: Takeaway.svg, graphml: Takeaway.graphml, csv: Takeaway.csv },
  });
  return { start, theme, everything };
})();
Page.start().catch((error) => {
  const box = Dom.id("loading");
  box.hidden = false;
  box.textContent = error.message;
  document.documentElement.dataset.ready = "failed";
  console.error(error);
});
