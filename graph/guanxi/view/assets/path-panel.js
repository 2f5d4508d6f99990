// The chains between two entities.
const PathPanel = (() => {
  // The chains between two entities, each step with its best sentence.
  function chains() {
    const s = State.now;
    const [a, b] = s.path;
    const head = el(
      "h2",
      { class: "statement" },
      Pieces.entityButton(a),
      el("span", { class: "verb" }, " ⋯ "),
      b === undefined ? "？" : Pieces.entityButton(b),
    );
    const clear = el(
      "button",
      { type: "button", class: "wide", onclick: () => Walk.clearPath() },
      t(b === undefined ? "cancel" : "clearPath"),
    );
    if (b === undefined) return [head, el("p", {}, t("pathPick", Data.name(a))), clear];
    const found = Paths.found;
    if (!found || !found.chains.length) return [head, el("p", {}, t("pathNone", Data.name(a), Data.name(b))), clear];
    return [
      head,
      el(
        "p",
        { class: "facts" },
        t("pathFound", Data.name(a), Data.name(b), I18n.number(found.total), found.length),
        found.total > found.chains.length ? t("pathMore", found.chains.length) : "",
      ),
      el(
        "ol",
        { class: "chains" },
        found.chains.map((chain) =>
          el(
            "li",
            {},
            chain.map(({ from, to, edges }) =>
              el(
                "div",
                { class: "step" },
                edges.slice(0, 3).map((r) => {
                  return [
                    el(
                      "p",
                      { class: "link" },
                      Pieces.entityButton(from),
                      el(
                        "span",
                        { class: "verb", style: { "--c": Style.edgeColor(r, Pieces.bitsOf(r)) } },
                        Pieces.symmetric(r)
                          ? ` —${Pieces.said(r)}— `
                          : Data.head[r] === from
                            ? ` —${Pieces.said(r)}→ `
                            : ` ←${Pieces.said(r)}— `,
                      ),
                      Pieces.entityButton(to),
                    ),
                    Pieces.glimpse(Pieces.claimsOf(r)[0] ?? Data.first[r], r),
                  ];
                }),
              ),
            ),
          ),
        ),
      ),
      clear,
    ];
  }
  return { draw: chains };
})();
