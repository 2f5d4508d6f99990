// Small parts that the panels share: a name that leads on, how a relation is said, a sentence in short.
const Pieces = (() => {
  function entityButton(n, props = {}) {
    return el(
      "button",
      { type: "button", class: "name", onclick: () => Walk.visit(n), ...props },
      Dom.swatch(Style.shape(Data.type[n]), Style.entity(Data.type[n])),
      Dom.name(Data.name(n)),
    );
  }
  const typeName = (r) => I18n.pick(Data.schema.relations[Data.kind[r]]);
  const symmetric = (r) => Data.schema.relations[Data.kind[r]].symmetric;

  function chip(kind) {
    return el(
      "span",
      { class: `chip ${["asserted", "planned", "denied"][kind]}` },
      t(["asserted", "planned", "denied"][kind]),
    );
  }

  // The claims of a relation that pass the filters, best first; one for each document before a second of any.
  function claimsOf(r) {
    const s = State.now;
    const out = [];
    for (let c = Data.first[r]; c < Data.first[r + 1]; c++) if (Filter.claim(c, s)) out.push(c);
    return out;
  }

  const said = (r) => Style.edgeText(r, bitsOf(r));
  function bitsOf(r) {
    let bits = 0;
    for (let c = Data.first[r]; c < Data.first[r + 1]; c++) bits |= 1 << Data.claimKind[c];
    return bits || 1;
  }

  const support = (r) => (Data.support[r] ? t("supportOf", Data.support[r]) : t("unsupported"));

  // A line or three of a claim's sentence, which leads to the whole evidence of its relation.
  function glimpse(c, r) {
    const quote = el(
      "button",
      { type: "button", class: "quote", dir: "auto", title: t("evidence"), onclick: () => Walk.show(r) },
      t("loading"),
    );
    Data.sentence(c)
      .then((found) => Dom.replace(quote, found.text ? Quote.glimpse(found) : t("noSentence")))
      .catch((error) => Dom.replace(quote, t("broken", error.message)));
    return quote;
  }
  return { entityButton, typeName, symmetric, chip, said, bitsOf, claimsOf, support, glimpse };
})();
