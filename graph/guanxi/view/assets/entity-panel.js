// An entity with its relations, grouped by type and direction, each with its best sentence.
const EntityPanel = (() => {
  const FIRST = 8;
  // The relations of an entity, grouped by type and direction, each with its best sentence.
  function groups(n) {
    const s = State.now;
    const out = new Map();
    let hidden = 0;
    for (const r of Data.around(n)) {
      if (!Filter.relation(r, s)) {
        hidden++;
        continue;
      }
      const key = `${Data.kind[r]}.${Pieces.symmetric(r) ? 2 : Data.head[r] === n ? 0 : 1}`;
      if (!out.has(key)) out.set(key, []);
      out.get(key).push(r);
    }
    for (const list of out.values())
      list.sort((a, b) => Data.support[b] - Data.support[a] || Data.other(a, n) - Data.other(b, n));
    return {
      groups: Array.from(out.values()).sort((a, b) => b.length - a.length || Data.kind[a[0]] - Data.kind[b[0]]),
      hidden,
    };
  }

  function neighbour(r, n) {
    const m = Data.other(r, n);
    const best = Pieces.claimsOf(r)[0];
    return el(
      "li",
      {},
      el(
        "div",
        { class: "row" },
        Pieces.entityButton(m),
        [1, 2].includes(Data.claimKind[best]) && Pieces.chip(Data.claimKind[best]),
        Data.allClaims[r] > 1 &&
          el(
            "button",
            { type: "button", class: "text", onclick: () => Walk.show(r) },
            t("allEvidence", I18n.number(Data.allClaims[r])),
          ),
      ),
      Pieces.glimpse(best, r),
    );
  }

  function entity(n) {
    const { groups: found, hidden } = groups(n);
    const s = State.now;
    const pinned = s.pinned.includes(n);
    const tool = (key, icon, action, pressed) =>
      el(
        "button",
        {
          type: "button",
          class: "tool",
          onclick: action,
          "aria-pressed": pressed === undefined ? undefined : String(pressed),
        },
        Dom.icon(icon),
        el("span", {}, t(key)),
      );
    return [
      el(
        "h2",
        { class: "entity" },
        Dom.swatch(Style.shape(Data.type[n]), Style.entity(Data.type[n])),
        Dom.name(Data.name(n)),
      ),
      el(
        "p",
        { class: "facts" },
        `${I18n.pick(Data.schema.entities[Data.type[n]])} · ${t("mentions", I18n.number(Data.entities.mentions[n]), I18n.number(Data.entities.documents[n]))}`,
      ),
      Data.entities.aliases[n].length > 0 &&
        el(
          "p",
          { class: "aliases" },
          el("span", { class: "muted" }, `${t("aliases")} `),
          Data.entities.aliases[n].map((a) => Dom.name(a, { class: "alias" })),
        ),
      el(
        "div",
        { class: "tools", role: "group", "aria-label": t("tools") },
        tool("expand", "expand", () => Walk.expand(n)),
        tool("focus", "focus", () => Walk.focus(n)),
        tool(pinned ? "unpin" : "pin", "pin", () => Walk.pin(n), pinned),
        tool("hide", "hide", () => Walk.hide(n)),
        s.focus &&
          [1, 2, 3].map((hops) =>
            el(
              "button",
              {
                type: "button",
                class: "tool",
                "aria-pressed": String(s.focus[0] === n && s.focus[1] === hops),
                onclick: () => Walk.focus(n, hops),
              },
              t("hops", hops),
            ),
          ),
        s.focus && el("button", { type: "button", class: "tool", onclick: Walk.unfocus }, t("unfocus")),
        s.path?.length === 1 && s.path[0] !== n
          ? tool("pathTo", "path", () => Walk.pathTo(n))
          : tool("pathFrom", "path", () => Walk.pathFrom(n)),
      ),
      found.map((list) => {
        const r = list[0];
        const items = el(
          "ul",
          { class: "neighbours" },
          list.slice(0, FIRST).map((each) => neighbour(each, n)),
        );
        return el(
          "section",
          { class: "group" },
          el(
            "h3",
            {},
            el(
              "span",
              { class: "verb", style: { "--c": Style.relation(Data.kind[r]) } },
              Pieces.symmetric(r) ? "— " : Data.head[r] === n ? "→ " : "← ",
              Pieces.typeName(r),
            ),
            el("span", { class: "count" }, I18n.number(list.length)),
          ),
          items,
          list.length > FIRST && more(list, FIRST, items, n),
        );
      }),
      hidden > 0 && el("p", { class: "muted" }, t("hiddenHere", I18n.number(hidden))),
    ];
  }
  function more(list, from, items, n) {
    const button = el(
      "button",
      {
        type: "button",
        class: "wide more",
        onclick: () => {
          items.append(...list.slice(from, from + 40).map((each) => neighbour(each, n)));
          from += 40;
          if (from >= list.length) button.remove();
          else button.textContent = t("moreNeighbours", list.length - from);
        },
      },
      t("moreNeighbours", list.length - from),
    );
    return button;
  }
  return { draw: entity };
})();
