// A relation with every sentence that states it.
const RelationPanel = (() => {
  const FIRST = 8;
  // One claim: its sentence, who says so, how surely, and the document it stands in.
  function claimItem(c) {
    const d = Data.claimDoc[c];
    const quote = el("blockquote", { class: "quote", dir: "auto" }, t("loading"));
    const notes = el("p", { class: "notes" }, Pieces.chip(Data.claimKind[c]));
    const title = d >= 0 ? Data.documents.title[d] || t("untitled") : t("untitled");
    const url = d >= 0 ? Data.documents.url[d] : "";
    const date = d >= 0 ? Data.documents.date[d] : "";
    const author = d >= 0 ? Data.documents.author[d] : "";
    const source = el(
      "p",
      { class: "source" },
      url
        ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: t("open") }, Dom.name(title))
        : Dom.name(title),
      el("span", { class: "when" }, [author, date || t("noDate")].filter(Boolean).join(" · ")),
    );
    const item = el("li", { class: "claim", "data-claim": c }, quote, notes, source);
    Data.sentence(c)
      .then((found) => {
        Dom.replace(quote, found.text ? Quote.marked(found) : t("noSentence"));
        const who =
          typeof found.source === "number" && found.source >= 0
            ? Data.name(found.source)
            : typeof found.source === "string"
              ? found.source
              : "";
        const modality = ["fact", "plan", "rumour", "opinion"][Data.claimModality[c]];
        notes.append(
          ...[
            modality !== "fact" && modality !== "plan" && el("span", { class: "chip" }, t(modality)),
            who &&
              el(
                "span",
                { class: "says" },
                ...around(
                  t("says", "\u0000"),
                  typeof found.source === "number"
                    ? Pieces.entityButton(found.source, { class: "name small" })
                    : Dom.name(who),
                ),
              ),
            found.role && el("span", {}, Dom.name(found.role), found.former ? `（${t("former")}）` : ""),
            Data.dates[Data.claimDate[c]] &&
              Data.dates[Data.claimDate[c]] !== date &&
              el("span", {}, Data.dates[Data.claimDate[c]]),
            el("span", { class: "sure" }, t("score2", Data.claimScore[c])),
            el(
              "button",
              {
                type: "button",
                class: "text",
                onclick: (event) => Quote.cite(event.currentTarget, found.text, { title, author, date, url }),
              },
              t("cite"),
            ),
          ].filter(Boolean),
        );
      })
      .catch((error) => {
        quote.textContent = t("broken", error.message);
      });
    return item;
  }
  function around(text, node) {
    const [before, after] = text.split("\u0000");
    return [before, node, after];
  }

  function relation(r) {
    const [h, m] = [Data.head[r], Data.tail[r]];
    const claims = Pieces.claimsOf(r);
    const total = Data.allClaims[r];
    const docs = new Set(claims.map((c) => Data.claimDoc[c]));
    const bits = claims.reduce((sum, c) => sum | (1 << Data.claimKind[c]), 0);
    const list = el(
      "ol",
      { class: "claims" },
      claims.slice(0, FIRST).map((c) => claimItem(c)),
    );
    const parallel = Array.from(Data.around(h)).filter((o) => o !== r && Data.other(o, h) === m);
    return [
      el(
        "h2",
        { class: "statement" },
        Pieces.entityButton(h),
        el(
          "span",
          { class: "verb", style: { "--c": Style.edgeColor(r, bits || 1) } },
          Style.edgeText(r, bits || 1),
          Pieces.symmetric(r) ? " — " : " → ",
        ),
        Pieces.entityButton(m),
      ),
      el(
        "p",
        { class: "facts" },
        [0, 1, 2].filter((k) => bits & (1 << k)).map(Pieces.chip),
        ` ${Pieces.support(r)} · ${total > claims.length ? t("claimsShown", claims.length, total) : t("claims", total)}`,
      ),
      el("h3", {}, t("evidence")),
      list,
      claims.length > FIRST &&
        el(
          "button",
          {
            type: "button",
            class: "wide more",
            onclick: (event) => {
              list.append(...claims.slice(FIRST).map((c) => claimItem(c)));
              event.currentTarget.remove();
            },
          },
          docs.size > 1 ? t("allDocs", docs.size) : t("allEvidence", claims.length),
        ),
      parallel.length > 0 &&
        el(
          "div",
          { class: "parallel" },
          parallel.map((o) => relationButton(o, h)),
        ),
    ];
  }

  function relationButton(r, n) {
    const out = Data.head[r] === n;
    const m = Data.other(r, n);
    const bits = View.now.bits.get(r) ?? Pieces.bitsOf(r);
    return el(
      "button",
      { type: "button", class: "relation", onclick: () => Walk.show(r) },
      el(
        "span",
        { class: "verb", style: { "--c": Style.edgeColor(r, bits) } },
        Pieces.symmetric(r) ? "— " : out ? "→ " : "← ",
        Style.edgeText(r, bits),
      ),
      el("span", { class: "other" }, Dom.name(Data.name(m))),
      el("span", { class: "count" }, Data.support[r] > 1 ? String(Data.support[r]) : ""),
    );
  }
  return { draw: relation };
})();
