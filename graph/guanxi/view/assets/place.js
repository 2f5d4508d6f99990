// Where entities stand that were not part of the opening: near what they belong to, nothing else moves.
const Place = (() => {
  const LENGTH = 120;
  const GOLDEN = Math.PI * (3 - Math.sqrt(5));
  const places = new Map(); // of entities that were added
  let ringed = new Map(); // of what is in focus now
  let opening = null;

  function start() {
    opening = new Map(Data.meta.opening.map((n, i) => [n, [Data.meta.x[i], Data.meta.y[i]]]));
  }
  // Where an entity is drawn: where the reader put it, else where the focus or the opening has it, else where it was added.
  const of = (n, s) => s.at[n] || (s.focus ? ringed : opening).get(n) || places.get(n);

  function box(n) {
    let letters = 0;
    for (const c of Data.name(n).slice(0, 14)) letters += c > "⺀" ? 1 : 0.58;
    return [Math.max(2 * Style.size(n), letters * 13) + 10, 2 * Style.size(n) + 26];
  }

  // Give every entity in `nodes` a place. Entities linked to placed ones go near them; others beside the picture.
  function ensure(nodes, edges, s) {
    if (s.focus) return around(nodes, edges, s);
    const missing = nodes.filter((n) => !of(n, s));
    if (!missing.length) return;
    const links = new Map(missing.map((n) => [n, []]));
    for (const r of edges)
      for (const [n, m] of [
        [Data.head[r], Data.tail[r]],
        [Data.tail[r], Data.head[r]],
      ]) {
        if (links.has(n)) links.get(n).push(m);
      }
    const fixed = nodes.filter((n) => of(n, s));
    const all = new Map(fixed.map((n) => [n, of(n, s)]));
    let edge = 0;
    for (const [x] of all.values()) edge = Math.max(edge, x);
    const waiting = new Set(missing);
    while (waiting.size) {
      let moved = false;
      for (const n of Array.from(waiting)) {
        const near = links.get(n).filter((m) => all.has(m));
        if (!near.length) continue;
        all.set(
          n,
          free(
            near.map((m) => all.get(m)),
            all,
            n,
          ),
        );
        waiting.delete(n);
        moved = true;
      }
      if (!moved) {
        const [n] = waiting;
        all.set(n, free([[all.size ? edge + 200 : 0, 0]], all, n));
        waiting.delete(n);
      }
    }
    relax(all, new Set(missing), edges, 60);
    for (const n of missing) places.set(n, all.get(n));
  }

  // The free place nearest to the middle of `anchors`, on a spiral that starts away from the crowd.
  function free(anchors, all, n) {
    const [ax, ay] = [0, 1].map((i) => anchors.reduce((sum, a) => sum + a[i], 0) / anchors.length);
    let [cx, cy] = [0, 0];
    let close = 0;
    for (const [x, y] of all.values())
      if (Math.hypot(x - ax, y - ay) < 320) {
        cx += x;
        cy += y;
        close++;
      }
    const away = close > 1 ? Math.atan2(ay - cy / close, ax - cx / close) : 0;
    const [w, h] = box(n);
    for (let i = 0; i < 400; i++) {
      const radius = LENGTH * (anchors.length > 1 && i === 0 ? 0 : 0.85 + 0.09 * Math.floor(i / 7));
      const angle = away + ((i + 1) >> 1) * 0.45 * (i % 2 ? 1 : -1) + Math.floor(i / 14) * GOLDEN;
      const [x, y] = [ax + radius * Math.cos(angle), ay + radius * Math.sin(angle)];
      let clear = true;
      for (const [m, [px, py]] of all) {
        const [mw, mh] = box(m);
        if (Math.abs(px - x) < (w + mw) / 2 && Math.abs(py - y) < (h + mh) / 2) {
          clear = false;
          break;
        }
      }
      if (clear) return [x, y];
    }
    return [ax + LENGTH * 2 * Math.cos(n * GOLDEN), ay + LENGTH * 2 * Math.sin(n * GOLDEN)];
  }

  // A few rounds of springs and pushes; only `loose` entities move. At the end overlapping boxes are pushed apart.
  function relax(all, loose, edges, rounds) {
    const ids = Array.from(all.keys());
    const index = new Map(ids.map((n, i) => [n, i]));
    const x = Float64Array.from(ids, (n) => all.get(n)[0]);
    const y = Float64Array.from(ids, (n) => all.get(n)[1]);
    const free = ids.map((n) => loose.has(n));
    const movers = ids.map((_, i) => i).filter((i) => free[i]);
    const links = [];
    for (const r of edges) {
      const [a, b] = [index.get(Data.head[r]), index.get(Data.tail[r])];
      if (a !== undefined && b !== undefined && a !== b && (free[a] || free[b])) links.push([a, b]);
    }
    const degree = new Float64Array(ids.length).fill(1);
    for (const [a, b] of links) {
      degree[a]++;
      degree[b]++;
    }
    const [fx, fy] = [new Float64Array(ids.length), new Float64Array(ids.length)];
    for (let round = 0; round < rounds; round++) {
      fx.fill(0);
      fy.fill(0);
      for (const i of movers)
        for (let j = 0; j < ids.length; j++) {
          if (i === j) continue;
          const dx = x[i] - x[j] || (i - j) * 0.01,
            dy = y[i] - y[j] || 0.01;
          const d2 = dx * dx + dy * dy;
          if (d2 > 250000) continue;
          const push = (LENGTH * LENGTH * 0.55) / Math.max(d2, 400);
          fx[i] += dx * push;
          fy[i] += dy * push;
        }
      for (const [a, b] of links) {
        const dx = x[b] - x[a],
          dy = y[b] - y[a];
        const d = Math.hypot(dx, dy) || 1;
        const want = LENGTH * (0.8 + 0.18 * Math.sqrt(Math.min(degree[a], degree[b])));
        const pull = ((d - want) / d) * 0.5;
        if (free[a]) {
          fx[a] += (dx * pull) / Math.sqrt(degree[a]);
          fy[a] += (dy * pull) / Math.sqrt(degree[a]);
        }
        if (free[b]) {
          fx[b] -= (dx * pull) / Math.sqrt(degree[b]);
          fy[b] -= (dy * pull) / Math.sqrt(degree[b]);
        }
      }
      const heat = 40 * (1 - round / rounds) + 1;
      for (const i of movers) {
        const f = Math.hypot(fx[i], fy[i]) || 1;
        x[i] += (fx[i] / f) * Math.min(f, heat);
        y[i] += (fy[i] / f) * Math.min(f, heat);
      }
    }
    const boxes = ids.map(box);
    for (let round = 0; round < 60; round++) {
      let hit = false;
      for (const i of movers)
        for (let j = 0; j < ids.length; j++) {
          if (i === j || (free[j] && j < i)) continue;
          const ox = (boxes[i][0] + boxes[j][0]) / 2 - Math.abs(x[i] - x[j]);
          const oy = (boxes[i][1] + boxes[j][1]) / 2 - Math.abs(y[i] - y[j]);
          if (ox <= 0 || oy <= 0) continue;
          hit = true;
          const part = free[j] ? 0.5 : 1;
          if (ox < oy) {
            const sign = x[i] < x[j] ? -1 : 1;
            x[i] += sign * ox * part;
            if (free[j]) x[j] -= sign * ox * part;
          } else {
            const sign = y[i] < y[j] ? -1 : 1;
            y[i] += sign * oy * part;
            if (free[j]) y[j] -= sign * oy * part;
          }
        }
      if (!hit) break;
    }
    ids.forEach((n, i) => {
      if (free[i]) all.set(n, [x[i], y[i]]);
    });
  }

  // A focus stands in the middle, what is one step away in a ring about it, and so on.
  let focused = "";
  function around(nodes, edges, s) {
    const key = s.focus.join();
    const missing = nodes.filter((n) => !s.at[n] && !ringed.has(n));
    if (key === focused && !missing.length) return;
    focused = key;
    const steps = new Map([[s.focus[0], 0]]);
    const links = new Map(nodes.map((n) => [n, []]));
    for (const r of edges) {
      links.get(Data.head[r])?.push(Data.tail[r]);
      links.get(Data.tail[r])?.push(Data.head[r]);
    }
    const queue = [s.focus[0]];
    const order = [];
    for (let i = 0; i < queue.length; i++) {
      order.push(queue[i]);
      for (const m of links.get(queue[i]) || [])
        if (!steps.has(m)) {
          steps.set(m, steps.get(queue[i]) + 1);
          queue.push(m);
        }
    }
    for (const n of nodes)
      if (!steps.has(n)) {
        steps.set(n, s.focus[1] + 1);
        order.push(n);
      }
    const rings = new Map();
    for (const n of order) rings.set(steps.get(n), [...(rings.get(steps.get(n)) || []), n]);
    const all = new Map();
    let radius = 0;
    for (const [step, ring] of Array.from(rings).sort((a, b) => a[0] - b[0])) {
      radius = step ? Math.max(radius + 130, (ring.length * 62) / (2 * Math.PI)) : 0;
      ring.forEach((n, i) =>
        all.set(n, [
          1.25 * radius * Math.cos((2 * Math.PI * i) / ring.length - Math.PI / 2),
          radius * Math.sin((2 * Math.PI * i) / ring.length - Math.PI / 2),
        ]),
      );
    }
    relax(all, new Set(nodes.filter((n) => n !== s.focus[0] && !s.pinned.includes(n))), edges, 80);
    ringed = all;
  }

  // Lay out the present view anew around what is pinned.
  function tidy(nodes, edges, s) {
    const all = new Map(nodes.map((n) => [n, [...of(n, s)]]));
    relax(all, new Set(nodes.filter((n) => !s.pinned.includes(n))), edges, 160);
    return Object.fromEntries(Array.from(all, ([n, [x, y]]) => [n, [Math.round(x), Math.round(y)]]));
  }
  return { start, of, ensure, tidy };
})();
