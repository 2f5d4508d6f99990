// What is drawn as a table: the picture for those who do not see it.
const List = (() => {
  // Everything drawn as a table, most important first: the picture for those who do not see it.
  function draw() {
    const view = View.now;
    const s = State.now;
    const degree = new Map();
    for (const r of view.edges)
      for (const n of new Set([Data.head[r], Data.tail[r]])) degree.set(n, (degree.get(n) || 0) + 1);
    const rows = view.nodes.slice(0, 400);
    Dom.replace(
      Dom.id("pane-list"),
      el(
        "table",
        {},
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            el("th", { scope: "col" }, t("name")),
            el("th", { scope: "col" }, t("type")),
            el("th", { scope: "col", class: "number" }, t("degree")),
          ),
        ),
        el(
          "tbody",
          {},
          rows.map((n) =>
            el(
              "tr",
              { class: s.selected?.node === n ? "chosen" : undefined },
              el(
                "td",
                {},
                el(
                  "button",
                  {
                    type: "button",
                    class: "name",
                    onclick: () => Walk.visit(n),
                    "aria-current": s.selected?.node === n ? "true" : undefined,
                  },
                  Dom.swatch(Style.shape(Data.type[n]), Style.entity(Data.type[n])),
                  Dom.name(Data.name(n)),
                ),
              ),
              el("td", {}, I18n.pick(Data.schema.entities[Data.type[n]])),
              el("td", { class: "number" }, I18n.number(degree.get(n) || 0)),
            ),
          ),
        ),
      ),
    );
  }
  return { draw };
})();
