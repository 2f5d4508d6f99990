// Communities: who belongs together, and the soft regions drawn behind them.
const Regions = (() => {
  let groups = []; // [community, members] of those that are drawn
  let network = null;

  function find(view, net) {
    network = net;
    groups = communities(view);
  }
  function communities(view) {
    if (!State.now.hulls || State.now.focus) return [];
    const of = new Map(Data.meta.opening.map((n, i) => [n, Data.meta.community[i]]));
    const found = new Map();
    for (const n of view.nodes) {
      const group = of.get(n) ?? -1;
      if (group >= 0) found.set(group, [...(found.get(group) || []), n]);
    }
    return Array.from(found).filter(([group, members]) => members.length > 2 && apart(group, members, of, view.nodes));
  }
  // A region that strangers crowd into says nothing: it is drawn only where a community keeps to itself.
  function apart(group, members, of, all) {
    const ring = regionOf(members);
    let strangers = 0;
    for (const n of all) {
      if ((of.get(n) ?? -1) === group) continue;
      const { x, y } = network.body.nodes[n];
      let inside = ring.length > 2;
      for (let i = 0; i < ring.length && inside; i++) {
        const [ax, ay] = ring[i],
          [bx, by] = ring[(i + 1) % ring.length];
        inside = (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0;
      }
      if (inside) strangers++;
    }
    return strangers <= members.length * 0.34;
  }

  // Soft regions behind the communities: the convex hull of circles around the members.
  function draw(ctx, net, faint) {
    network = net;
    const colors = Style.colors();
    for (const [group, members] of groups) {
      const ring = regionOf(members);
      if (ring.length < 3) continue;
      ctx.save();
      ctx.beginPath();
      ring.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
      ctx.closePath();
      ctx.globalAlpha = faint ? colors.hull / 2 : colors.hull;
      ctx.fillStyle = colors.hulls[group % colors.hulls.length];
      ctx.fill();
      ctx.restore();
    }
  }
  function regionOf(members) {
    const points = [];
    for (const n of members) {
      const node = network.body.nodes[n];
      if (!node) continue;
      const reach = Style.size(n) + 26;
      for (let i = 0; i < 24; i++)
        points.push({
          x: node.x + reach * Math.cos((i * Math.PI) / 12),
          y: node.y + 5 + reach * Math.sin((i * Math.PI) / 12),
        });
    }
    return hullOf(points);
  }
  function hullOf(points) {
    const sorted = points.map(({ x, y }) => [x, y]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    if (sorted.length < 3) return sorted;
    const turn = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
    const half = (list) => {
      const out = [];
      for (const p of list) {
        while (out.length > 1 && turn(out.at(-2), out.at(-1), p) <= 0) out.pop();
        out.push(p);
      }
      return out.slice(0, -1);
    };
    return [...half(sorted), ...half(sorted.reverse())];
  }
  return {
    find,
    draw,
    regionOf,
    get now() {
      return groups;
    },
  };
})();
