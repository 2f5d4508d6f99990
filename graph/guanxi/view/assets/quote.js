// Sentences out of documents: shown with their words marked, and copied as citations.
const Quote = (() => {
  // A sentence with its words marked; overlapping marks are cut at their borders.
  function marked({ text, spans }) {
    const cuts = new Set([0, text.length]);
    for (const { start, length } of spans)
      cuts.add(Math.min(start, text.length)).add(Math.min(start + length, text.length));
    const places = Array.from(cuts).sort((a, b) => a - b);
    const order = ["head", "tail", "trigger", "time"];
    const out = [];
    for (let i = 0; i + 1 < places.length; i++) {
      const piece = text.slice(places[i], places[i + 1]);
      const span = spans
        .filter((s) => s.start <= places[i] && s.start + s.length >= places[i + 1])
        .sort((a, b) => a.length - b.length || order.indexOf(a.role) - order.indexOf(b.role))[0];
      out.push(span ? el("mark", { class: span.role }, piece) : piece);
    }
    return out;
  }

  // The same for a line or three: begun near the first marked word when that stands far in.
  function glimpse(found) {
    const starts = found.spans.map((s) => s.start),
      ends = found.spans.map((s) => s.start + s.length);
    const first = Math.min(...starts),
      last = Math.max(...ends);
    if (!starts.length || last < 60 || first < 16) return marked(found);
    const cut = first - 12;
    return [
      "…",
      ...marked({ text: found.text.slice(cut), spans: found.spans.map((s) => ({ ...s, start: s.start - cut })) }),
    ];
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
    setTimeout(() => {
      button.textContent = before;
    }, 1500);
  }
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // a page opened from a file has no clipboard in some browsers
      const area = el("textarea", { value: text, class: "offscreen", "aria-hidden": "true" });
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }
  return { marked, glimpse, cite, copy };
})();
