// Which relations and entities the filters let through. A relation shows when at least one of its claims does.
const Filter = (() => {
  let passed = null; // per relation: 255 unknown, else bits 1 asserted, 2 planned, 4 denied
  let key = "";
  let days = null;

  function claimLevel(s) {
    return s.kindOff.length || s.score > 0 || s.documents.length || s.from || s.to || !s.undated;
  }
  const isActive = (s) => Boolean(claimLevel(s) || s.support > 1 || s.relationOff.length || s.entityOff.length);

  function prepare(s) {
    const next = JSON.stringify([s.relationOff, s.kindOff, s.support, s.score, s.documents, s.from, s.to, s.undated]);
    if (next === key && passed) return;
    key = next;
    passed = new Uint8Array(Data.edges).fill(255);
    const from = s.from ? Data.period(s.from)[0] : -Infinity;
    const to = s.to ? Data.period(s.to)[1] : Infinity;
    const limited = Boolean(s.from || s.to);
    days = Data.periods.map((p) => (p ? !limited || (p[1] >= from && p[0] <= to) : s.undated));
  }

  function claim(c, s, ignoreTime = false) {
    return (
      !s.kindOff.includes(Data.claimKind[c]) &&
      Data.claimScore[c] >= s.score &&
      (!s.documents.length || s.documents.includes(Data.claimDoc[c])) &&
      (ignoreTime || days[Data.claimDate[c]])
    );
  }

  // What is only denied has no support at all: it shows until support is asked for.
  const supported = (r, s) => s.support < 2 || Data.support[r] >= s.support;

  // The bits of the claims that pass; 0 when the relation does not show.
  function relation(r, s) {
    if (passed[r] !== 255) return passed[r];
    let bits = 0;
    if (!s.relationOff.includes(Data.kind[r]) && supported(r, s)) {
      const seen = s.support > 1 && claimLevel(s) ? new Set() : null;
      for (let c = Data.first[r]; c < Data.first[r + 1]; c++) {
        if (!claim(c, s)) continue;
        bits |= 1 << Data.claimKind[c];
        if (seen) seen.add(Data.claimDoc[c]);
      }
      if (seen && seen.size < s.support) bits = 0;
    }
    passed[r] = bits;
    return bits;
  }
  const entity = (n, s) => !s.entityOff.includes(Data.type[n]);
  return { prepare, supported, relation, entity, claim, isActive, claimLevel };
})();

// The picture that follows from the state: which entities and relations are drawn.
const View = (() => {
  let view = { nodes: [], edges: [], bits: new Map(), set: new Set() };

  function neighbourhood(centre, hops, limit, s) {
    let seen = new Set([centre]);
    let edge = [centre];
    for (let hop = 0; hop < hops && edge.length; hop++) {
      const next = new Set();
      for (const n of edge)
        for (const r of Data.around(n)) {
          const m = Data.other(r, n);
          if (!seen.has(m) && Filter.relation(r, s) && Filter.entity(m, s)) next.add(m);
        }
      edge = Array.from(next)
        .sort((a, b) => a - b)
        .slice(0, Math.max(0, limit - seen.size));
      for (const n of edge) seen.add(n);
    }
    return seen;
  }

  function compute(s) {
    Filter.prepare(s);
    const base = s.focus ? neighbourhood(s.focus[0], s.focus[1], 240, s) : new Set(Data.meta.opening);
    for (const n of s.added) base.add(n);
    for (const n of s.hidden) base.delete(n);
    const kept = new Set();
    for (const n of base) if (Filter.entity(n, s)) kept.add(n);
    const edges = [];
    const bits = new Map();
    const linked = new Set();
    const had = new Set();
    for (const n of kept)
      for (const r of Data.around(n)) {
        const m = Data.other(r, n);
        if (Data.head[r] !== n && m !== n && kept.has(m)) continue; // seen from its head
        if (!kept.has(m)) continue;
        had.add(n).add(m);
        const passed = Filter.relation(r, s);
        if (!passed) continue;
        edges.push(r);
        bits.set(r, passed);
        linked.add(n).add(m);
      }
    // Filters narrow the graph: an entity whose relations are all filtered out goes with them.
    const narrow = Filter.claimLevel(s) || s.support > 1 || s.relationOff.length > 0 || s.entityOff.length > 0;
    const keepers = new Set([...s.pinned, s.selected?.node, s.focus?.[0], ...(s.path || [])]);
    const nodes = Array.from(kept).filter(
      (n) =>
        linked.has(n) ||
        keepers.has(n) ||
        !narrow ||
        (!had.has(n) && !Filter.claimLevel(s) && s.support < 2 && !s.relationOff.length),
    );
    nodes.sort((a, b) => a - b);
    edges.sort((a, b) => a - b);
    view = { nodes, edges, bits, set: new Set(nodes) };
    return view;
  }
  // How many neighbours of a drawn entity are not drawn; what expanding it would bring.
  function beyond(n) {
    if (view.set.size === Data.count) return 0;
    view.beyond ??= new Map();
    if (!view.beyond.has(n)) {
      const out = new Set();
      for (const r of Data.around(n)) {
        const m = Data.other(r, n);
        if (!view.set.has(m) && Filter.relation(r, State.now) && Filter.entity(m, State.now)) out.add(m);
      }
      view.beyond.set(n, out.size);
    }
    return view.beyond.get(n);
  }
  return {
    compute,
    neighbourhood,
    beyond,
    get now() {
      return view;
    },
  };
})();
