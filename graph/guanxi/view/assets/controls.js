// Buttons, menu, dialog and keys around the picture.
const Controls = (() => {
  function start() {
    const on = (id, action) => Dom.id(id).addEventListener("click", action);
    on("undo", Walk.undo);
    on("fit", () => Camera.fit());
    on("zoom-in", () => Camera.zoom(1.4));
    on("zoom-out", () => Camera.zoom(1 / 1.4));
    on("tidy", Walk.tidy);
    on("restart", Walk.restart);
    on("panel-close", close);
    on("side-toggle", () => side(!document.body.classList.contains("with-side")));
    on("side-close", () => side(false));
    on("theme", () => {
      State.prefs.theme = Style.dark ? "light" : "dark";
      Page.theme(State.prefs.theme);
      Page.everything();
      State.save();
    });
    on("language", () => {
      const code = I18n.chinese ? "en" : "zh";
      State.prefs.language = code;
      I18n.set(code);
      Page.everything();
      State.save();
    });
    on("help-open", help);
    on("help-close", () => Dom.id("help").close());
    const menu = Dom.id("take-menu");
    on("take", () => {
      open(menu.hidden);
    });
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
      if (step) {
        event.preventDefault();
        items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
      }
      if (event.key === "Escape") {
        event.stopPropagation();
        open(false);
        Dom.id("take").focus();
      }
    });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !event.relatedTarget.closest(".take")) open(false);
    });
    document.addEventListener("pointerdown", (event) => {
      if (!event.target.closest(".take")) open(false);
    });
    document.addEventListener("keydown", keys);
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
    const rows = [
      ["/", "kSearch"],
      ["← ↑ → ↓", "kMove"],
      ["Enter", "kEnter"],
      ["e", "expand"],
      ["f", "focus"],
      ["h", "hide"],
      ["p", "pin"],
      ["a / b", "kPath"],
      ["u, Ctrl+Z", "undo"],
      ["+ − 0", "kZoom"],
      ["t", "tidy"],
      ["Esc", "kEsc"],
    ];
    Dom.replace(
      Dom.id("help-body"),
      el("p", {}, t("helpMouse")),
      el("h3", {}, t("helpKeys")),
      el(
        "dl",
        {},
        rows.map(([keys, word]) => [el("dt", {}, el("kbd", {}, keys)), el("dd", {}, t(word))]),
      ),
      el("p", {}, t("lineKinds")),
      el("p", { class: "muted" }, t("helpSafe")),
    );
    Dom.id("help").showModal();
  }

  function keys(event) {
    const typing = event.target.closest("input:not([type=checkbox]):not([type=range]), textarea, select");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing) {
      event.preventDefault();
      Walk.undo();
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || Dom.id("help").open) return;
    const n = State.now.selected?.node;
    const actions = {
      "/": () => {
        Dom.id("search").focus();
        Dom.id("search").select();
      },
      "?": help,
      u: Walk.undo,
      t: Walk.tidy,
      0: () => Camera.fit(),
      "+": () => Camera.zoom(1.4),
      "=": () => Camera.zoom(1.4),
      "-": () => Camera.zoom(1 / 1.4),
      Escape: close,
      ...(n === undefined
        ? {}
        : {
            e: () => Walk.expand(n),
            f: () => Walk.focus(n),
            h: () => Walk.hide(n),
            p: () => Walk.pin(n),
            a: () => Walk.pathFrom(n),
          }),
      ...(State.now.path?.length && n !== undefined && n !== State.now.path[0] ? { b: () => Walk.pathTo(n) } : {}),
    };
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  }
  return { start, side };
})();
