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
    Dom.id("status").title = t("shown", numbers[0], numbers[2], numbers[1], numbers[3], I18n.number(Data.documents.id.length));
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
    if (!before || before.selected !== s.selected || before.path !== s.path || before.pinned !== s.pinned || before.focus !== s.focus || filtersOf(before) !== filtersOf(s)) Evidence.draw();
  }
  const filtersOf = (s) => JSON.stringify([s.entityOff, s.relationOff, s.kindOff, s.support, s.score, s.documents, s.from, s.to, s.undated]);

  function theme(value) {
    Style.set(value ? value === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  }
  function everything() {
    words();
    Filters.redraw();
    draw();
  }

  function controls() {
    const on = (id, action) => Dom.id(id).addEventListener("click", action);
    on("undo", Walk.undo);
    on("fit", () => Canvas.fit());
    on("zoom-in", () => Canvas.zoom(1.4));
    on("zoom-out", () => Canvas.zoom(1 / 1.4));
    on("tidy", Walk.tidy);
    on("restart", Walk.restart);
    on("panel-close", close);
    on("side-toggle", () => side(!document.body.classList.contains("with-side")));
    on("side-close", () => side(false));
    on("theme", () => { State.prefs.theme = Style.dark ? "light" : "dark"; theme(State.prefs.theme); everything(); State.save(); });
    on("language", () => { const code = I18n.chinese ? "en" : "zh"; State.prefs.language = code; I18n.set(code); everything(); State.save(); });
    on("help-open", help);
    on("help-close", () => Dom.id("help").close());
    const menu = Dom.id("take-menu");
    on("take", () => { open(menu.hidden); });
    const open = (yes) => {
      menu.hidden = !yes;
      Dom.id("take").setAttribute("aria-expanded", String(yes));
      if (yes) menu.querySelector("button").focus();
    };
    menu.addEventListener("click", (event) => {
      const action = event.target.closest("[data-take]")?.dataset.take;
      if (!action) return;
      open(false);
      Dom.id("take").focus();
      Promise.resolve(Takeaway.actions[action]()).catch((error) => Walk.say(t("broken", error.message)));
    });
    menu.addEventListener("keydown", (event) => {
      const items = Array.from(menu.querySelectorAll("button"));
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) { event.preventDefault(); items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus(); }
      if (event.key === "Escape") { event.stopPropagation(); open(false); Dom.id("take").focus(); }
    });
    document.addEventListener("pointerdown", (event) => { if (!event.target.closest(".take")) open(false); });
    document.addEventListener("keydown", keys);
    window.addEventListener("hashchange", () => { if (State.changedOutside()) { enter(); everything(); if (entered.camera) Canvas.look(entered.camera); else Canvas.fit(null, false); } });
    let night = false;
    window.addEventListener("beforeprint", () => {
      night = Style.dark;
      if (night) { theme("light"); everything(); }
      Takeaway.print(Takeaway.svg());
    });
    window.addEventListener("afterprint", () => {
      Dom.id("paper").replaceChildren();
      if (night) { theme("dark"); everything(); }
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (!State.prefs.theme) { theme(""); everything(); } });
  }
  function side(yes) {
    document.body.classList.toggle("with-side", yes);
    Dom.id("side-toggle").setAttribute("aria-expanded", String(yes));
    if (yes) Filters.draw();
  }
  function close() {
    if (State.now.path && State.now.selected === null) Walk.clearPath();
    else Walk.select(null);
    Canvas.focus();
  }
  function help() {
    const rows = [["/", "kSearch"], ["← ↑ → ↓", "kMove"], ["Enter", "kEnter"], ["e", "expand"], ["f", "focus"], ["h", "hide"], ["p", "pin"], ["a / b", "kPath"], ["u, Ctrl+Z", "undo"], ["+ − 0", "kZoom"], ["t", "tidy"], ["Esc", "kEsc"]];
    Dom.replace(Dom.id("help-body"), el("p", {}, t("helpMouse")), el("h3", {}, t("helpKeys")),
      el("dl", {}, rows.map(([keys, word]) => [el("dt", {}, el("kbd", {}, keys)), el("dd", {}, t(word))])), el("p", {}, t("lineKinds")), el("p", { class: "muted" }, t("helpSafe")));
    Dom.id("help").showModal();
  }

  function keys(event) {
    const typing = event.target.closest("input:not([type=checkbox]):not([type=range]), textarea, select");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing) { event.preventDefault(); Walk.undo(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || Dom.id("help").open) return;
    const n = State.now.selected?.node;
    const actions = {
      "/": () => { Dom.id("search").focus(); Dom.id("search").select(); },
      "?": help, u: Walk.undo, t: Walk.tidy, 0: () => Canvas.fit(), "+": () => Canvas.zoom(1.4), "=": () => Canvas.zoom(1.4), "-": () => Canvas.zoom(1 / 1.4),
      Escape: close,
      ...(n === undefined ? {} : { e: () => Walk.expand(n), f: () => Walk.focus(n), h: () => Walk.hide(n), p: () => Walk.pin(n), a: () => Walk.pathFrom(n) }),
      ...(State.now.path?.length && n !== undefined && n !== State.now.path[0] ? { b: () => Walk.pathTo(n) } : {}),
    };
    if (actions[event.key]) { event.preventDefault(); actions[event.key](); }
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
    controls();
    Timeline.start();
    State.onChange((_, before) => draw(before));
    if (innerWidth > 1000) side(true);
    draw();
    Canvas.resize(false);
    if (entered.camera) Canvas.look(entered.camera);
    else if (Data.meta.focus !== null && entered.state === State.empty) Canvas.fit(null, false);
    else Canvas.fit(null, false);
    Dom.id("loading").hidden = true;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      performance.mark("first-picture");
      document.documentElement.dataset.ready = "yes";
      // What the first search needs is prepared while nobody waits for it.
      const idle = window.requestIdleCallback ? (f) => requestIdleCallback(f) : (f) => setTimeout(f, 30);
      idle(() => Search.warm(idle));
    }));
    new ResizeObserver(() => Canvas.resize()).observe(Dom.id("graph"));
  }
  // For scripts that drive the page: where an entity or a relation stands on the screen, and what a search took.
  function whereIs(id, type, other) {
    const frame = Dom.id("graph").getBoundingClientRect();
    let at = Canvas.network.body.nodes[Data.byId(id)];
    if (type) {
      const r = View.now.edges.find((e) => Data.head[e] === Data.byId(id) && Data.tail[e] === Data.byId(other) && Data.schema.relations[Data.kind[e]].id === type);
      at = Canvas.network.body.edges[r]?.edgeType.getPoint(0.5);
    }
    if (!at) return null;
    const { x, y } = Canvas.network.canvasToDOM({ x: at.x, y: at.y });
    return { x: x + frame.left, y: y + frame.top };
  }
  const labels = () => Labels.drawn.map(({ text, box }) => ({ text, box }));
  window.guanxi = Object.freeze({ whereIs, labels, searchTime: () => Search.lastTime, takeaway: { svg: Takeaway.svg, graphml: Takeaway.graphml, csv: Takeaway.csv } });
  return { start };
})();
Page.start().catch((error) => {
  const box = Dom.id("loading");
  box.hidden = false;
  box.textContent = error.message;
  document.documentElement.dataset.ready = "failed";
  console.error(error);
});
