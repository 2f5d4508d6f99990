// Names over the picture: of constant size on the screen, the important ones first, and none over another.
const Labels = (() => {
  const FONT =
    '"Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","PingFang SC","Hiragino Sans GB","Microsoft YaHei",system-ui,sans-serif';
  const LEADING = 36;
  const widths = new Map();
  let drawn = [];

  function width(ctx, text, font) {
    const key = font + text;
    let found = widths.get(key);
    if (found === undefined) {
      if (widths.size > 20000) widths.clear();
      ctx.font = font;
      widths.set(key, (found = ctx.measureText(text).width));
    }
    return found;
  }
  const short = (text, limit = 12) => {
    const letters = Array.from(text);
    return letters.length > limit ? letters.slice(0, limit).join("") + "…" : text;
  };

  // A coarse grid of taken boxes, so that a test looks only at what is near.
  function board() {
    const cells = new Map();
    const each = (b, f) => {
      for (let i = Math.floor(b[0] / 80); i <= Math.floor(b[2] / 80); i++)
        for (let j = Math.floor(b[1] / 80); j <= Math.floor(b[3] / 80); j++) if (f(i * 65536 + j)) return true;
      return false;
    };
    return {
      free: (b) =>
        !each(b, (cell) =>
          (cells.get(cell) || []).some((o) => b[0] < o[2] && o[0] < b[2] && b[1] < o[3] && o[1] < b[3]),
        ),
      take: (b) =>
        each(b, (cell) => {
          if (!cells.has(cell)) cells.set(cell, []);
          cells.get(cell).push(b);
          return false;
        }),
    };
  }

  // Place labels for nodes and edges given in screen pixels; used by the canvas and by the SVG.
  // nodes: {n, x, y, size, must, faint}; edges: {r, x, y, spots, level, length, text, color, must, faint}, both with the most important first.
  // tips: where arrows end; a name stands elsewhere when it can, so that the direction of a line is seen.
  function arrange(measure, nodes, edges, { wide, high, tips = [] }) {
    const taken = board(); // names and the more important figures: never written over
    const small = board(); // every figure: written over only by the names that matter most
    const arrows = board();
    for (const [x, y] of tips) arrows.take([x - 5, y - 5, x + 5, y + 5]);
    const out = [];
    nodes.forEach((node, i) => {
      const box = [
        node.x - node.size * 0.8,
        node.y - node.size * 0.8,
        node.x + node.size * 0.8,
        node.y + node.size * 0.8,
      ];
      small.take(box);
      if (i < LEADING) taken.take(box);
    });
    for (const [i, node] of nodes.entries()) {
      if (node.x < -100 || node.y < -100 || node.x > wide + 100 || node.y > high + 100) continue;
      if (node.faint && !node.must) continue;
      if (node.size < 2.4 && !node.must) continue;
      const px = node.must ? 14 : node.size > 13 ? 14 : node.size > 8 ? 12.5 : 11.5;
      const font = `${node.must || node.size > 13 ? 600 : 400} ${px}px ${FONT}`;
      const text = node.must ? short(Data.name(node.n), 24) : short(Data.name(node.n));
      const w = measure(text, font) + 4,
        h = px * 1.25,
        gap = node.size + 3;
      const tries = [
        [node.x - w / 2, node.y + gap],
        [node.x - w / 2, node.y - gap - h],
        [node.x + gap, node.y - h / 2],
        [node.x - gap - w, node.y - h / 2],
      ];
      const clear = (boards) => tries.find(([x, y]) => boards.every((board) => board.free([x, y, x + w, y + h])));
      const spot =
        clear([taken, small, arrows]) ||
        clear([taken, small]) ||
        (i < LEADING ? clear([taken]) : null) ||
        (node.must ? tries[0] : null);
      if (!spot) continue;
      const box = [spot[0], spot[1], spot[0] + w, spot[1] + h];
      taken.take(box);
      out.push({ box, text, font, px, x: spot[0] + w / 2, y: spot[1] + h / 2, node: node.n, faint: node.faint });
    }
    for (const node of nodes) {
      if (!node.beyond || node.faint || node.size < 6 || node.x < 0 || node.y < 0 || node.x > wide || node.y > high)
        continue;
      const text = `+${node.beyond}`,
        px = 10,
        font = `600 ${px}px ${FONT}`;
      const w = measure(text, font) + 2,
        h = 11,
        x = node.x + node.size * 0.75,
        y = node.y - node.size * 0.75 - h;
      const box = [x, y, x + w, y + h];
      if (!taken.free(box)) continue;
      taken.take(box);
      out.push({ box, text, font, px, x: x + w / 2, y: y + h / 2, note: true });
    }
    for (const edge of edges) {
      if (edge.x < 0 || edge.y < 0 || edge.x > wide || edge.y > high || (edge.faint && !edge.must)) continue;
      const px = edge.must ? 12 : 10.5;
      const font = `${edge.must ? 600 : 400} ${px}px ${FONT}`;
      const w = measure(edge.text, font) + 4,
        h = px * 1.2;
      // Along a level line a word needs its width, along an upright one only its height.
      if (!edge.must && edge.length < w * edge.level + h * (1 - edge.level) + 14) continue;
      const boxes = edge.spots.map(([x, y]) => [x - w / 2, y - h / 2, x + w / 2, y + h / 2]);
      const box =
        boxes.find((b) => taken.free(b) && small.free(b)) ||
        (edge.must ? boxes.find((b) => taken.free(b)) : null) ||
        (edge.hover ? boxes[0] : null);
      if (!box) continue;
      taken.take(box);
      out.push({
        box,
        text: edge.text,
        font,
        px,
        x: box[0] + w / 2,
        y: box[1] + h / 2,
        edge: edge.r,
        color: edge.color,
      });
    }
    return out;
  }

  function draw(ctx, network, marks) {
    const scale = network.getScale();
    const ratio = ctx.getTransform().a / scale;
    const { clientWidth: wide, clientHeight: high } = network.canvas.frame.canvas;
    const { nodes, edges, tips } = scene(
      network,
      marks,
      (x, y) => {
        const p = network.canvasToDOM({ x, y });
        return [p.x, p.y];
      },
      scale,
    );
    drawn = arrange((text, font) => width(ctx, text, font), nodes, edges, { wide, high, tips });
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    const colors = Style.colors();
    for (const item of drawn) {
      ctx.font = item.font;
      ctx.lineWidth = item.node === undefined ? 4 : 3.5;
      ctx.strokeStyle = colors.halo;
      ctx.globalAlpha = 0.9;
      ctx.strokeText(item.text, item.x, item.y);
      ctx.globalAlpha = item.faint ? 0.4 : 1;
      ctx.fillStyle = item.note ? colors.faint : item.color || colors.ink;
      ctx.fillText(item.text, item.x, item.y);
    }
    ctx.restore();
  }

  // Everything in view that may carry a label, most important first.
  function scene(network, marks, project, scale) {
    const view = View.now;
    const body = network.body;
    const nodes = [];
    for (const n of view.nodes) {
      const at = body.nodes[n];
      if (!at) continue;
      const [x, y] = project(at.x, at.y);
      nodes.push({
        n,
        x,
        y,
        size: Style.size(n) * scale,
        beyond: View.beyond(n),
        must: marks.must.has(n),
        faint: marks.faint && !marks.nodes.has(n),
      });
    }
    nodes.sort((a, b) => b.must - a.must || a.n - b.n);
    const edges = [];
    const tips = view.edges.map((r) => tip(body.edges[r], r, project, scale)).filter(Boolean);
    for (const r of State.now.edgeLabels
      ? view.edges
      : view.edges.filter((r) => marks.edges.has(r) || marks.hover === r)) {
      const edge = body.edges[r];
      if (!edge || !edge.connected) continue;
      const a = edge.from,
        b = edge.to;
      const spots = [0.5, 0.42, 0.58].map((part) => edge.edgeType.getPoint(part)).map((p) => project(p.x, p.y));
      const [[x, y]] = spots;
      const reach = Math.hypot(a.x - b.x, a.y - b.y) || 1;
      const must = marks.hover === r || (marks.edges.has(r) && marks.edges.size <= 12);
      const bits = view.bits.get(r);
      edges.push({
        r,
        x,
        y,
        spots,
        level: Math.abs(a.x - b.x) / reach,
        must,
        hover: marks.hover === r,
        faint: marks.faint && !marks.edges.has(r),
        length: reach * scale - nodesizes(a, b, scale),
        text: Style.edgeText(r, bits),
        color: Style.edgeColor(r, bits),
      });
    }
    edges.sort((a, b) => b.must - a.must || Data.support[b.r] - Data.support[a.r] || a.r - b.r);
    return { nodes, edges, tips };
  }
  // The middle of an arrow's head on the screen, or null for a line without one.
  function tip(edge, r, project, scale) {
    if (!edge?.connected || Data.schema.relations[Data.kind[r]].symmetric || edge.from === edge.to) return null;
    const [x, y] = project(edge.to.x, edge.to.y);
    const near = edge.edgeType.getPoint(0.85);
    const [fromX, fromY] = project(near.x, near.y);
    const reach = Math.hypot(fromX - x, fromY - y) || 1;
    const away = edge.to.options.size * scale * 0.9 + 7;
    return [x + ((fromX - x) / reach) * away, y + ((fromY - y) / reach) * away];
  }
  const nodesizes = (a, b, scale) => (a.options.size + b.options.size) * scale;

  // What label is under a point of the screen.
  const at = (x, y) => drawn.find(({ box }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]);
  return {
    draw,
    scene,
    arrange,
    at,
    width,
    FONT,
    get drawn() {
      return drawn;
    },
  };
})();
