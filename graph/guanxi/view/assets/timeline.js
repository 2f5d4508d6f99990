// The period: a histogram of the claims by date and two handles that narrow the graph to what lies between them.
const Timeline = (() => {
  let bins = []; // {from, to} in whole days
  let unit = "";
  let handles = null;

  const starts = {
    day: (d) => d,
    month: (d) => d.slice(0, 7) + "-01",
    quarter: (d) =>
      `${d.slice(0, 5)}${String(Math.floor((Number(d.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, "0")}-01`,
    year: (d) => d.slice(0, 4) + "-01-01",
  };
  const label = (bin) => {
    const date = Data.iso(bin.from);
    return unit === "year"
      ? date.slice(0, 4)
      : unit === "day"
        ? date
        : unit === "month"
          ? date.slice(0, 7)
          : `${date.slice(0, 4)} Q${Math.floor((Number(date.slice(5, 7)) - 1) / 3) + 1}`;
  };

  // Days, months, quarters or years: the finest that makes at most sixty bars. One stray date does not set the scale.
  function start() {
    const dated = [];
    for (let c = 0; c < Data.claimDate.length; c++) {
      const p = Data.periods[Data.claimDate[c]];
      if (p) dated.push(p[0], p[1]);
    }
    if (!dated.length) return;
    dated.sort((a, b) => a - b);
    const trim = dated.length > 400 ? 0.002 : 0;
    const low = dated[Math.floor(trim * (dated.length - 1))],
      high = dated[Math.ceil((1 - trim) * (dated.length - 1))];
    for (unit of ["day", "month", "quarter", "year"]) {
      bins = cut(low, high);
      if (bins.length <= 60) break;
    }
    while (bins.length > 80)
      bins = bins
        .filter((_, i) => i % 2 === 0)
        .map((bin, i, all) => ({ from: bin.from, to: (all[i + 1]?.from ?? bins.at(-1).to + 1) - 1 }));
    bins[0].from = dated[0] < bins[0].from ? dated[0] : bins[0].from;
    bins.at(-1).to = Math.max(bins.at(-1).to, dated.at(-1));
    Dom.id("timeline").hidden = bins.length < 2;
    build();
  }
  function cut(low, high) {
    const out = [];
    let day = Data.period(starts[unit](Data.iso(low)))[0];
    while (day <= high && out.length < 2000) {
      const date = new Date(day * 86400000);
      if (unit === "day") date.setUTCDate(date.getUTCDate() + 1);
      else if (unit === "year") date.setUTCFullYear(date.getUTCFullYear() + 1);
      else date.setUTCMonth(date.getUTCMonth() + (unit === "month" ? 1 : 3));
      const next = Math.round(date / 86400000);
      out.push({ from: day, to: next - 1 });
      day = next;
    }
    return out;
  }

  function build() {
    const range = (which) => {
      const input = el("input", {
        type: "range",
        id: `time-${which}`,
        min: 0,
        max: bins.length - 1,
        step: 1,
        class: `handle ${which}`,
        oninput: preview,
        onchange: commit,
      });
      return input;
    };
    handles = { from: range("from"), to: range("to") };
    Dom.replace(
      Dom.id("time-track"),
      Dom.svg("svg", {
        id: "bars",
        viewBox: `0 0 ${bins.length} 1`,
        preserveAspectRatio: "none",
        "aria-hidden": "true",
      }),
      handles.from,
      handles.to,
    );
    Dom.id("bars").addEventListener("click", (event) => {
      const frame = event.currentTarget.getBoundingClientRect();
      const i = Math.min(bins.length - 1, Math.floor(((event.clientX - frame.left) / frame.width) * bins.length));
      apply(i, i);
    });
    Dom.id("time-clear").addEventListener("click", () => State.set({ from: "", to: "" }));
    Dom.id("time-undated").addEventListener("change", (event) => State.set({ undated: event.currentTarget.checked }));
  }

  // Bars count the claims the other filters let through; a claim dated by a year is shared out over the year.
  let counts = [];
  let key = "";
  let without = 0;
  function tally(s) {
    const next = JSON.stringify([s.relationOff, s.kindOff, s.score, s.documents, s.support]);
    if (next === key) return;
    key = next;
    const add = new Float64Array(bins.length);
    without = 0;
    const per = new Map(); // equal dates are common: count them first, share them out once
    for (let r = 0; r < Data.edges; r++) {
      if (s.relationOff.includes(Data.kind[r]) || !Filter.supported(r, s)) continue;
      for (let c = Data.first[r]; c < Data.first[r + 1]; c++) {
        if (!Filter.claim(c, s, true)) continue;
        if (!Data.periods[Data.claimDate[c]]) without++;
        else per.set(Data.claimDate[c], (per.get(Data.claimDate[c]) || 0) + 1);
      }
    }
    for (const [date, n] of per) {
      const [a, b] = Data.periods[date];
      bins.forEach((bin, i) => {
        const common = Math.min(b, bin.to) - Math.max(a, bin.from) + 1;
        if (common > 0) add[i] += (n * common) / (b - a + 1);
      });
    }
    counts = Array.from(add);
  }

  function place(s) {
    const index = (date, fallback, end) => {
      if (!date) return fallback;
      const day = Data.period(date)[end];
      let found = bins.findIndex((bin) => day <= bin.to);
      return found < 0 ? bins.length - 1 : found;
    };
    return [index(s.from, 0, 0), index(s.to, bins.length - 1, 1)];
  }
  function draw() {
    if (bins.length < 2) return;
    const s = State.now;
    Filter.prepare(s);
    tally(s);
    const [a, b] = place(s);
    handles.from.value = a;
    handles.to.value = b;
    paint(a, b);
    Dom.id("time-clear").hidden = !s.from && !s.to;
    const box = Dom.id("time-undated");
    box.checked = s.undated;
    Dom.id("time-undated-label").textContent = t("undated", I18n.number(without));
    Dom.id("time-undated").closest("label").hidden = without === 0 && s.undated;
  }
  function paint(a, b) {
    const most = Math.max(...counts, 1e-9);
    Dom.replace(
      Dom.id("bars"),
      counts.map((n, i) => {
        const high = n ? Math.max(0.05, Math.sqrt(n / most)) : 0;
        return Dom.svg(
          "rect",
          { x: i + 0.08, y: 1 - high, width: 0.84, height: high, class: i >= a && i <= b ? "in" : "out" },
          Dom.svg("title", {}, t("claimsIn", label(bins[i]), I18n.number(Math.round(n * 10) / 10))),
        );
      }),
    );
    const text =
      a === 0 && b === bins.length - 1
        ? `${label(bins[0])} – ${label(bins.at(-1))}`
        : a === b
          ? label(bins[a])
          : `${label(bins[a])} – ${label(bins[b])}`;
    Dom.id("time-text").textContent = text;
    for (const [which, i] of [
      ["from", a],
      ["to", b],
    ]) {
      handles[which].setAttribute("aria-label", `${t("period")} ${t(which)}`);
      handles[which].setAttribute("aria-valuetext", label(bins[i]));
    }
    // Whichever handle stands nearer its end must be above, or two at one place could not be parted.
    handles.from.style.zIndex = a > (bins.length - 1) / 2 ? 3 : 2;
  }
  function preview() {
    let [a, b] = [Number(handles.from.value), Number(handles.to.value)];
    if (a > b) {
      if (document.activeElement === handles.from) handles.from.value = a = b;
      else handles.to.value = b = a;
    }
    paint(a, b);
  }
  function commit() {
    preview();
    apply(Number(handles.from.value), Number(handles.to.value));
  }
  function apply(a, b) {
    State.set({ from: a === 0 ? "" : Data.iso(bins[a].from), to: b === bins.length - 1 ? "" : Data.iso(bins[b].to) });
  }
  return {
    start,
    draw,
    get bins() {
      return bins;
    },
  };
})();
