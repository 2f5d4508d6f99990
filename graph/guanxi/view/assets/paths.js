// The shortest chains between two entities over everything the filters let through, drawn or not.
const Paths = (() => {
  const LIMIT = 12;
  let found = null;

  // Breadth-first from both ends at once would be faster still; from one end 150,000 relations take some 20 ms.
  function between(a, b, s) {
    Filter.prepare(s);
    const steps = new Int32Array(Data.count).fill(-1);
    const ways = new Float64Array(Data.count);
    steps[a] = 0;
    ways[a] = 1;
    let edge = [a];
    while (edge.length && steps[b] < 0) {
      const next = [];
      for (const n of edge) {
        const counted = new Set();
        for (const r of Data.around(n)) {
          const m = Data.other(r, n);
          if (m === n || counted.has(m) || !Filter.relation(r, s) || (!Filter.entity(m, s) && m !== b)) continue;
          counted.add(m);
          if (steps[m] < 0) {
            steps[m] = steps[n] + 1;
            next.push(m);
          }
          if (steps[m] === steps[n] + 1) ways[m] += ways[n];
        }
      }
      edge = next;
    }
    const result = {
      a,
      b,
      chains: [],
      nodes: new Set(),
      edges: new Set(),
      total: steps[b] < 0 ? 0 : ways[b],
      length: Math.max(0, steps[b]),
    };
    if (steps[b] <= 0) return result;
    const lists = [];
    (function back(n, tail) {
      if (lists.length >= LIMIT) return;
      if (n === a) {
        lists.push([a, ...tail]);
        return;
      }
      const before = new Set();
      for (const r of Data.around(n)) {
        const m = Data.other(r, n);
        if (steps[m] === steps[n] - 1 && Filter.relation(r, s)) before.add(m);
      }
      for (const m of Array.from(before).sort((x, y) => x - y)) back(m, [n, ...tail]);
    })(b, []);
    result.chains = lists.map((list) =>
      list.slice(1).map((to, i) => {
        const from = list[i];
        const edges = Array.from(Data.around(from))
          .filter((r) => Data.other(r, from) === to && Filter.relation(r, s))
          .sort((x, y) => Data.support[y] - Data.support[x] || x - y);
        result.nodes.add(from).add(to);
        for (const r of edges) result.edges.add(r);
        return { from, to, edges };
      }),
    );
    return result;
  }
  function refresh(s) {
    found = s.path?.length === 2 ? between(s.path[0], s.path[1], s) : null;
  }
  return {
    between,
    refresh,
    get found() {
      return found;
    },
  };
})();
