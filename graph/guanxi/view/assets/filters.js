// The left panel: legend and filters in one, and the list of what is drawn, for reading without the picture.
const Filters = (() => {
  let tab = "filters";
  let docWord = "";
  const flip = (list, item) => (list.includes(item) ? list.filter((each) => each !== item) : [...list, item]);

  function start() {
    for (const name of ["filters", "list"]) {
      Dom.id(`tab-${name}`).addEventListener("click", () => show(name));
      Dom.id(`tab-${name}`).addEventListener("keydown", (event) => {
        if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
        show(tab === "filters" ? "list" : "filters");
        Dom.id(`tab-${tab}`).focus();
      });
    }
  }
  function show(name) {
    tab = name;
    for (const each of ["filters", "list"]) {
      Dom.id(`tab-${each}`).setAttribute("aria-selected", String(each === name));
      Dom.id(`tab-${each}`).tabIndex = each === name ? 0 : -1;
      Dom.id(`pane-${each}`).hidden = each !== name;
    }
    draw();
  }

  function check(label, checked, onchange, { count, total, swatch, id, only } = {}) {
    const input = el("input", { type: "checkbox", id, checked, onchange });
    return el(
      "div",
      { class: "check" },
      el(
        "label",
        {},
        input,
        swatch,
        el("span", { class: "label" }, label),
        count !== undefined &&
          el(
            "span",
            { class: "count" },
            total === undefined ? I18n.number(count) : `${I18n.number(count)}/${I18n.number(total)}`,
          ),
      ),
      only &&
        el(
          "button",
          { type: "button", class: "only", onclick: only, "aria-label": `${t("only")} ${label}` },
          t("only"),
        ),
    );
  }

  let totals = null;
  function count() {
    if (totals) return totals;
    totals = {
      entities: new Array(Data.schema.entities.length).fill(0),
      relations: new Array(Data.schema.relations.length).fill(0),
      kinds: [0, 0, 0],
      support: 1,
    };
    for (const k of Data.type) totals.entities[k]++;
    for (const k of Data.kind) totals.relations[k]++;
    for (const k of Data.claimKind) totals.kinds[k]++;
    for (const n of Data.support) totals.support = Math.max(totals.support, n);
    return totals;
  }

  function draw() {
    if (tab === "list") return List.draw();
    const s = State.now;
    const view = View.now;
    const total = count();
    const drawn = {
      entities: new Array(total.entities.length).fill(0),
      relations: new Array(total.relations.length).fill(0),
    };
    for (const n of view.nodes) drawn.entities[Data.type[n]]++;
    for (const r of view.edges) drawn.relations[Data.kind[r]]++;
    const pane = Dom.id("pane-filters");
    const focused = document.activeElement?.id;
    const scroll = pane.scrollTop;
    const open = new Set(Array.from(pane.querySelectorAll("details[open]"), (d) => d.id));
    const first = !pane.childElementCount;
    const section = (id, title, content, extra) =>
      el(
        "details",
        { id, open: first ? id !== "f-documents" : open.has(id) },
        el("summary", {}, title, extra),
        content,
      );
    const present = (list) => list.map((_, k) => k).filter((k) => list[k] > 0);
    const relationKinds = present(total.relations).sort((a, b) => total.relations[b] - total.relations[a] || a - b);
    Dom.replace(
      pane,
      section(
        "f-entities",
        t("entityTypes"),
        present(total.entities).map((k) =>
          check(
            I18n.pick(Data.schema.entities[k]),
            !s.entityOff.includes(k),
            () => State.set({ entityOff: flip(s.entityOff, k) }),
            {
              id: `et-${k}`,
              count: drawn.entities[k],
              total: total.entities[k],
              swatch: Dom.swatch(Style.shape(k), Style.entity(k)),
            },
          ),
        ),
      ),
      section("f-relations", t("relationTypes"), [
        el(
          "div",
          { class: "pair" },
          el(
            "button",
            { type: "button", class: "text", id: "rt-all", onclick: () => State.set({ relationOff: [] }) },
            t("all"),
          ),
          el(
            "button",
            { type: "button", class: "text", id: "rt-none", onclick: () => State.set({ relationOff: relationKinds }) },
            t("none"),
          ),
        ),
        relationKinds.map((k) =>
          check(
            I18n.pick(Data.schema.relations[k]),
            !s.relationOff.includes(k),
            () => State.set({ relationOff: flip(s.relationOff, k) }),
            {
              id: `rt-${k}`,
              count: drawn.relations[k],
              total: total.relations[k],
              swatch: Dom.line(Style.relation(k), 0),
              only: () => State.set({ relationOff: relationKinds.filter((o) => o !== k) }),
            },
          ),
        ),
      ]),
      section("f-kinds", t("statement"), [
        ["asserted", "planned", "denied"].map((key, k) =>
          check(t(key), !s.kindOff.includes(k), () => State.set({ kindOff: flip(s.kindOff, k) }), {
            id: `kd-${k}`,
            count: total.kinds[k],
            swatch: Dom.line(k === 2 ? Style.colors().denied : Style.colors().ink, k),
          }),
        ),
      ]),
      section("f-least", `${t("support")} · ${t("score")}`, [
        range(
          "least-support",
          t("support"),
          s.support,
          1,
          Math.max(2, Math.min(20, total.support)),
          (value) => ({ support: value }),
          (v) => v,
          total.support < 2,
        ),
        range(
          "least-score",
          t("score"),
          s.score,
          0,
          100,
          (value) => ({ score: value }),
          (v) => `${v}%`,
        ),
      ]),
      section(
        "f-documents",
        `${t("documents")} `,
        documents(s),
        el(
          "span",
          { class: "count" },
          s.documents.length
            ? `${s.documents.length}/${I18n.number(Data.documents.id.length)}`
            : I18n.number(Data.documents.id.length),
        ),
      ),
      el(
        "div",
        { class: "switches" },
        check(t("communities"), s.hulls, () => State.set({ hulls: !s.hulls }), { id: "sw-hulls" }),
        check(t("edgeLabels"), s.edgeLabels, () => State.set({ edgeLabels: !s.edgeLabels }), { id: "sw-labels" }),
      ),
      el("p", { class: "muted" }, t("lineKinds")),
      el(
        "button",
        {
          type: "button",
          class: "wide",
          id: "reset",
          disabled: !Filter.isActive(s),
          onclick: () => {
            const { entityOff, relationOff, kindOff, support, score, documents: docs, from, to, undated } = State.empty;
            State.set({ entityOff, relationOff, kindOff, support, score, documents: docs, from, to, undated });
          },
        },
        t("reset"),
      ),
    );
    pane.scrollTop = scroll;
    if (focused && pane.contains(Dom.id(focused))) Dom.id(focused).focus({ preventScroll: true });
  }

  function range(id, label, value, min, max, patch, show, disabled = false) {
    const out = el("output", { for: id }, String(show(value)));
    const input = el("input", {
      type: "range",
      id,
      min,
      max,
      step: 1,
      disabled,
      oninput: () => {
        out.textContent = String(show(Number(input.value)));
      },
      onchange: () => State.set(patch(Number(input.value))),
    });
    input.value = value;
    input.setAttribute("aria-label", label);
    return el("div", { class: "range" }, el("span", {}, label, " ", out), input);
  }

  // Documents are found by title; those picked are listed first. A page may hold thousands.
  function documents(s) {
    const word = Data.fold(docWord);
    const picked = s.documents;
    const rest = [];
    let matching = 0;
    for (let d = 0; d < Data.documents.id.length; d++) {
      if (picked.includes(d) || (word && !Data.fold(Data.documents.title[d]).includes(word))) continue;
      if (++matching <= 30) rest.push(d);
    }
    const input = el("input", {
      type: "search",
      id: "doc-word",
      placeholder: t("docSearch"),
      "aria-label": t("docSearch"),
      value: docWord,
      oninput: () => {
        docWord = input.value;
        Filters.draw();
      },
    });
    return [
      Data.documents.id.length > 8 && input,
      [...picked, ...rest].map((d) =>
        check(
          Dom.name(Data.documents.title[d] || t("untitled")),
          picked.includes(d),
          () => State.set({ documents: flip(picked, d) }),
          { id: `doc-${d}` },
        ),
      ),
      matching > rest.length && el("p", { class: "muted" }, t("moreDocs", I18n.number(matching - rest.length))),
    ];
  }

  return {
    start,
    draw,
    show,
    redraw() {
      Dom.id("pane-filters").replaceChildren();
      draw();
    },
  };
})();
