// The panel beside the picture: an entity with its relations, or a relation with every sentence that states it.
const Evidence = (() => {
  let ticket = 0; // sentences arrive later; only those of the newest drawing are put in
  const FIRST = 8;

  function entityButton(n, props = {}) {
    return el("button", { type: "button", class: "name", onclick: () => Walk.visit(n), ...props },
      Dom.swatch(Style.shape(Data.type[n]), Style.entity(Data.type[n])), Dom.name(Data.name(n)));
  }
  const typeName = (r) => I18n.pick(Data.schema.relations[Data.kind[r]]);
  const symmetric = (r) => Data.schema.relations[Data.kind[r]].symmetric;

  function chip(kind) {
    return el("span", { class: `chip ${["asserted", "planned", "denied"][kind]}` }, t(["asserted", "planned", "denied"][kind]));
  }

  // A sentence with its words marked; overlapping marks are cut at their borders.
  function marked({ text, spans }) {
    const cuts = new Set([0, text.length]);
    for (const { start, length } of spans) cuts.add(Math.min(start, text.length)).add(Math.min(start + length, text.length));
    const places = Array.from(cuts).sort((a, b) => a - b);
    const order = ["head", "tail", "trigger", "time"];
    const out = [];
    for (let i = 0; i + 1 < places.length; i++) {
      const piece = text.slice(places[i], places[i + 1]);
      const span = spans.filter((s) => s.start <= places[i] && s.start + s.length >= places[i + 1]).sort((a, b) => a.length - b.length || order.indexOf(a.role) - order.indexOf(b.role))[0];
      out.push(span ? el("mark", { class: span.role }, piece) : piece);
    }
    return out;
  }

  // The same for a line or three: begun near the first marked word when that stands far in.
  function glimpse(found) {
    const starts = found.spans.map((s) => s.start), ends = found.spans.map((s) => s.start + s.length);
    const first = Math.min(...starts), last = Math.max(...ends);
    if (!starts.length || last < 60 || first < 16) return marked(found);
    const cut = first - 12;
    return ["…", ...marked({ text: found.text.slice(cut), spans: found.spans.map((s) => ({ ...s, start: s.start - cut })) })];
  }

  // One claim: its sentence, who says so, how surely, and the document it stands in.
  function claimItem(c, r, mine) {
    const d = Data.claimDoc[c];
    const quote = el("blockquote", { class: "quote", dir: "auto" }, t("loading"));
    const notes = el("p", { class: "notes" }, chip(Data.claimKind[c]));
    const title = d >= 0 ? Data.documents.title[d] || t("untitled") : t("untitled");
    const url = d >= 0 ? Data.documents.url[d] : "";
    const date = d >= 0 ? Data.documents.date[d] : "";
    const author = d >= 0 ? Data.documents.author[d] : "";
    const source = el("p", { class: "source" },
      url ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: t("open") }, Dom.name(title)) : Dom.name(title),
      el("span", { class: "when" }, [author, date || t("noDate")].filter(Boolean).join(" · ")));
    const item = el("li", { class: "claim", "data-claim": c }, quote, notes, source);
    Data.sentence(c).then((found) => {
      if (mine !== ticket) return;
      Dom.replace(quote, found.text ? marked(found) : t("noSentence"));
      const who = typeof found.source === "number" && found.source >= 0 ? Data.name(found.source) : typeof found.source === "string" ? found.source : "";
      const modality = ["fact", "plan", "rumour", "opinion"][Data.claimModality[c]];
      notes.append(...[
        modality !== "fact" && modality !== "plan" && el("span", { class: "chip" }, t(modality)),
        who && el("span", { class: "says" }, ...around(t("says", "\u0000"), typeof found.source === "number" ? entityButton(found.source, { class: "name small" }) : Dom.name(who))),
        found.role && el("span", {}, Dom.name(found.role), found.former ? `（${t("former")}）` : ""),
        Data.dates[Data.claimDate[c]] && Data.dates[Data.claimDate[c]] !== date && el("span", {}, Data.dates[Data.claimDate[c]]),
        el("span", { class: "sure" }, t("score2", Data.claimScore[c])),
        el("button", { type: "button", class: "text", onclick: (event) => cite(event.currentTarget, found.text, { title, author, date, url }) }, t("cite")),
      ].filter(Boolean));
    }).catch((error) => { if (mine === ticket) quote.textContent = t("broken", error.message); });
    return item;
  }
  function around(text, node) {
    const [before, after] = text.split("\u0000");
    return [before, node, after];
  }

  // 作者：《标题》，日期，网址：“句子” — the form Chinese readers expect; the English one is alike.
  function citation(text, { title, author, date, url }) {
    if (I18n.chinese) return `“${text}”——${[author, `《${title}》`, date, url].filter(Boolean).join("，")}`;
    return `“${text}” — ${[author, title, date, url].filter(Boolean).join(", ")}`;
  }
  async function cite(button, text, source) {
    const done = await copy(citation(text, source));
    Dom.id("live").textContent = t(done ? "copied" : "notCopied");
    const before = button.textContent;
    button.textContent = t(done ? "copied" : "notCopied");
    setTimeout(() => { button.textContent = before; }, 1500);
  }
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { // a page opened from a file has no clipboard in some browsers
      const area = el("textarea", { value: text, class: "offscreen", "aria-hidden": "true" });
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  // The claims of a relation that pass the filters, best first; one for each document before a second of any.
  function claimsOf(r) {
    const s = State.now;
    const out = [];
    for (let c = Data.first[r]; c < Data.first[r + 1]; c++) if (Filter.claim(c, s)) out.push(c);
    return out;
  }

  function relation(r, mine) {
    const [h, m] = [Data.head[r], Data.tail[r]];
    const claims = claimsOf(r);
    const total = Data.allClaims[r];
    const docs = new Set(claims.map((c) => Data.claimDoc[c]));
    const bits = claims.reduce((sum, c) => sum | (1 << Data.claimKind[c]), 0);
    const list = el("ol", { class: "claims" }, claims.slice(0, FIRST).map((c) => claimItem(c, r, mine)));
    const parallel = Array.from(Data.around(h)).filter((o) => o !== r && Data.other(o, h) === m);
    return [
      el("h2", { class: "statement" }, entityButton(h), el("span", { class: "verb", style: { "--c": Style.edgeColor(r, bits || 1) } }, Style.edgeText(r, bits || 1), symmetric(r) ? " — " : " → "), entityButton(m)),
      el("p", { class: "facts" }, [0, 1, 2].filter((k) => bits & (1 << k)).map(chip), ` ${t("supportOf", Data.support[r])} · ${total > claims.length ? t("claimsShown", claims.length, total) : t("claims", total)}`),
      el("h3", {}, t("evidence")),
      list,
      claims.length > FIRST && el("button", { type: "button", class: "wide more", onclick: (event) => {
        list.append(...claims.slice(FIRST).map((c) => claimItem(c, r, mine)));
        event.currentTarget.remove();
      } }, docs.size > 1 ? t("allDocs", docs.size) : t("allEvidence", claims.length)),
      parallel.length > 0 && el("div", { class: "parallel" }, parallel.map((o) => relationButton(o, h))),
    ];
  }

  function relationButton(r, n) {
    const out = Data.head[r] === n;
    const m = Data.other(r, n);
    const bits = View.now.bits.get(r) ?? bitsOf(r);
    return el("button", { type: "button", class: "relation", onclick: () => Walk.show(r) },
      el("span", { class: "verb", style: { "--c": Style.edgeColor(r, bits) } }, symmetric(r) ? "— " : out ? "→ " : "← ", Style.edgeText(r, bits)),
      el("span", { class: "other" }, Dom.name(Data.name(m))), el("span", { class: "count" }, Data.support[r] > 1 ? String(Data.support[r]) : ""));
  }
  const said = (r) => Style.edgeText(r, bitsOf(r));
  function bitsOf(r) {
    let bits = 0;
    for (let c = Data.first[r]; c < Data.first[r + 1]; c++) bits |= 1 << Data.claimKind[c];
    return bits || 1;
  }

  // The relations of an entity, grouped by type and direction, each with its best sentence.
  function groups(n) {
    const s = State.now;
    const out = new Map();
    let hidden = 0;
    for (const r of Data.around(n)) {
      if (!Filter.relation(r, s)) { hidden++; continue; }
      const key = `${Data.kind[r]}.${symmetric(r) ? 2 : Data.head[r] === n ? 0 : 1}`;
      if (!out.has(key)) out.set(key, []);
      out.get(key).push(r);
    }
    for (const list of out.values()) list.sort((a, b) => Data.support[b] - Data.support[a] || Data.other(a, n) - Data.other(b, n));
    return { groups: Array.from(out.values()).sort((a, b) => b.length - a.length || Data.kind[a[0]] - Data.kind[b[0]]), hidden };
  }

  function neighbour(r, n, mine) {
    const m = Data.other(r, n);
    const best = claimsOf(r)[0];
    const quote = el("button", { type: "button", class: "quote", dir: "auto", onclick: () => Walk.show(r), title: t("evidence") }, t("loading"));
    Data.sentence(best).then((found) => { if (mine === ticket) Dom.replace(quote, found.text ? glimpse(found) : t("noSentence")); }).catch(() => {});
    return el("li", {}, el("div", { class: "row" }, entityButton(m), [1, 2].includes(Data.claimKind[best]) && chip(Data.claimKind[best]),
      Data.allClaims[r] > 1 && el("button", { type: "button", class: "text", onclick: () => Walk.show(r) }, t("allEvidence", I18n.number(Data.allClaims[r])))), quote);
  }

  function entity(n, mine) {
    const { groups: found, hidden } = groups(n);
    const s = State.now;
    const pinned = s.pinned.includes(n);
    const tool = (key, icon, action, pressed) => el("button", { type: "button", class: "tool", onclick: action, "aria-pressed": pressed === undefined ? undefined : String(pressed) }, Dom.icon(icon), el("span", {}, t(key)));
    return [
      el("h2", { class: "entity" }, Dom.swatch(Style.shape(Data.type[n]), Style.entity(Data.type[n])), Dom.name(Data.name(n))),
      el("p", { class: "facts" }, `${I18n.pick(Data.schema.entities[Data.type[n]])} · ${t("mentions", I18n.number(Data.entities.mentions[n]), I18n.number(Data.entities.documents[n]))}`),
      Data.entities.aliases[n].length > 0 && el("p", { class: "aliases" }, el("span", { class: "muted" }, `${t("aliases")} `), Data.entities.aliases[n].map((a) => Dom.name(a, { class: "alias" }))),
      el("div", { class: "tools", role: "group" },
        tool("expand", "expand", () => Walk.expand(n)), tool("focus", "focus", () => Walk.focus(n)),
        tool(pinned ? "unpin" : "pin", "pin", () => Walk.pin(n), pinned), tool("hide", "hide", () => Walk.hide(n)),
        s.focus && [1, 2, 3].map((hops) => el("button", { type: "button", class: "tool", "aria-pressed": String(s.focus[0] === n && s.focus[1] === hops), onclick: () => Walk.focus(n, hops) }, t("hops", hops))),
        s.focus && el("button", { type: "button", class: "tool", onclick: Walk.unfocus }, t("unfocus")),
        s.path?.length === 1 && s.path[0] !== n ? tool("pathTo", "path", () => Walk.pathTo(n)) : tool("pathFrom", "path", () => Walk.pathFrom(n))),
      found.map((list) => {
        const r = list[0];
        const items = el("ul", { class: "neighbours" }, list.slice(0, FIRST).map((each) => neighbour(each, n, mine)));
        return el("section", { class: "group" },
          el("h3", {}, el("span", { class: "verb", style: { "--c": Style.relation(Data.kind[r]) } }, symmetric(r) ? "— " : Data.head[r] === n ? "→ " : "← ", typeName(r)), el("span", { class: "count" }, I18n.number(list.length))),
          items,
          list.length > FIRST && more(list, FIRST, items, n, mine));
      }),
      hidden > 0 && el("p", { class: "muted" }, t("hiddenHere", I18n.number(hidden))),
    ];
  }
  function more(list, from, items, n, mine) {
    const button = el("button", { type: "button", class: "wide more", onclick: () => {
      items.append(...list.slice(from, from + 40).map((each) => neighbour(each, n, mine)));
      from += 40;
      if (from >= list.length) button.remove();
      else button.textContent = t("moreNeighbours", list.length - from);
    } }, t("moreNeighbours", list.length - from));
    return button;
  }

  // The chains between two entities, each step with its best sentence.
  function chains(mine) {
    const s = State.now;
    const [a, b] = s.path;
    const head = el("h2", { class: "statement" }, entityButton(a), el("span", { class: "verb" }, " ⋯ "), b === undefined ? "？" : entityButton(b));
    const clear = el("button", { type: "button", class: "wide", onclick: () => Walk.clearPath() }, t(b === undefined ? "cancel" : "clearPath"));
    if (b === undefined) return [head, el("p", {}, t("pathPick", Data.name(a))), clear];
    const found = Paths.found;
    if (!found || !found.chains.length) return [head, el("p", {}, t("pathNone", Data.name(a), Data.name(b))), clear];
    return [
      head,
      el("p", { class: "facts" }, t("pathFound", Data.name(a), Data.name(b), I18n.number(found.total), found.length), found.total > found.chains.length ? t("pathMore", found.chains.length) : ""),
      el("ol", { class: "chains" }, found.chains.map((chain) => el("li", {}, chain.map(({ from, to, edges }) => el("div", { class: "step" },
        edges.slice(0, 3).map((r) => {
          const best = claimsOf(r)[0] ?? Data.first[r];
          const quote = el("button", { type: "button", class: "quote", dir: "auto", onclick: () => Walk.show(r) }, t("loading"));
          Data.sentence(best).then((f) => { if (mine === ticket) Dom.replace(quote, f.text ? glimpse(f) : t("noSentence")); }).catch(() => {});
          return [el("p", { class: "link" }, entityButton(from), el("span", { class: "verb", style: { "--c": Style.edgeColor(r, bitsOf(r)) } },
            symmetric(r) ? ` —${said(r)}— ` : Data.head[r] === from ? ` —${said(r)}→ ` : ` ←${said(r)}— `), entityButton(to)), quote];
        })))))),
      clear,
    ];
  }

  function draw() {
    const panel = Dom.id("panel");
    const body = Dom.id("panel-body");
    const s = State.now;
    const mine = ++ticket;
    let content = null;
    if (s.selected?.edge !== undefined) content = relation(s.selected.edge, mine);
    else if (s.path && (s.selected?.node === undefined || s.path.includes(s.selected.node))) content = chains(mine);
    else if (s.selected?.node !== undefined) content = entity(s.selected.node, mine);
    panel.hidden = content === null;
    document.body.classList.toggle("with-panel", content !== null);
    if (content) {
      Dom.replace(body, content);
      body.scrollTop = 0;
    } else body.replaceChildren();
  }
  return { draw, marked, copy, citation, claimsOf, bitsOf };
})();
