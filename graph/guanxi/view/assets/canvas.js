// The picture itself: vis-network draws what the view says; clicks and keys become actions.
const Canvas = (() => {
  let network, nodes, edges, host;
  const marks = { must: new Set(), nodes: new Set(), edges: new Set(), faint: false, hover: null };
  let cursor = null; // the entity the keyboard stands on

  function start() {
    host = Dom.id("graph");
    const given = JSON.parse(Dom.id("vis").textContent);
    nodes = new vis.DataSet();
    edges = new vis.DataSet();
    network = new vis.Network(host, { nodes, edges }, given.options);
    Camera.start(network);
    network.on("beforeDrawing", (ctx) => Regions.draw(ctx, network, marks.faint));
    network.on("afterDrawing", (ctx) => {
      Labels.draw(ctx, network, marks);
      Canvas.frames++;
    });
    network.on("click", click);
    network.on("doubleClick", ({ pointer }) => {
      const hit = under(pointer.DOM);
      if (hit?.node !== undefined) Walk.expand(hit.node);
    });
    network.on("hoverNode", ({ node, event }) => hover({ node }, event));
    network.on("hoverEdge", ({ edge, event }) => hover({ edge }, event));
    for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(event, unhover);
    network.on("dragEnd", dragged);
    network.on("zoom", Camera.keep);
    network.on("animationFinished", Camera.keep);
    network.on("dragEnd", Camera.keep);
    const canvas = host.querySelector("canvas");
    canvas.setAttribute("aria-hidden", "true");
    host.addEventListener("keydown", key);
    host.addEventListener("focus", () => {
      if (cursor === null) cursor = State.now.selected?.node ?? View.now.nodes[0] ?? null;
    });
  }

  // vis-network puts its own tabindex on inner frames; the host is the one stop for the keyboard.
  function oneStop() {
    for (const inner of host.querySelectorAll("[tabindex]")) inner.setAttribute("tabindex", "-1");
  }

  function sync() {
    const s = State.now;
    const view = View.now;
    Place.ensure(view.nodes, view.edges, s);
    mark(s, view);
    const bends = Style.bends(view.edges);
    const nextNodes = view.nodes.map((n) =>
      Style.node(n, {
        position: Place.of(n, s),
        faint: marks.faint && !marks.nodes.has(n),
        pinned: s.pinned.includes(n),
        marked: s.selected?.node === n || Boolean(s.path?.includes(n)),
      }),
    );
    const nextEdges = view.edges.map((r) =>
      Style.edge(r, view.bits.get(r), {
        faint: marks.faint && !marks.edges.has(r),
        marked: s.selected?.edge === r || (marks.path && marks.edges.has(r)),
        bend: bends.get(r) || 0,
      }),
    );
    const gone = (set, next) => {
      const kept = new Set(next.map((item) => item.id));
      return set.getIds().filter((id) => !kept.has(id));
    };
    edges.remove(gone(edges, nextEdges));
    nodes.remove(gone(nodes, nextNodes));
    nodes.update(nextNodes);
    edges.update(nextEdges);
    Regions.find(view, network);
    network.redraw();
    Dom.id("empty").hidden = view.nodes.length > 0;
    oneStop();
  }

  // What is lit: the chains of a path, else the selection and its surroundings, else everything.
  function mark(s, view) {
    marks.must = new Set();
    marks.nodes = new Set();
    marks.edges = new Set();
    marks.path = false;
    const chains = s.path?.length === 2 ? Paths.found : null;
    if (chains && chains.nodes.size) {
      marks.path = true;
      for (const n of chains.nodes) {
        marks.nodes.add(n);
        marks.must.add(n);
      }
      for (const r of view.edges) if (chains.edges.has(r)) marks.edges.add(r);
    }
    if (s.selected?.edge !== undefined) {
      const r = s.selected.edge;
      marks.edges.add(r);
      for (const n of [Data.head[r], Data.tail[r]]) {
        marks.nodes.add(n);
        marks.must.add(n);
      }
    } else if (s.selected?.node !== undefined && !marks.path) {
      const n = s.selected.node;
      marks.nodes.add(n);
      marks.must.add(n);
      for (const r of view.edges)
        if (Data.head[r] === n || Data.tail[r] === n) {
          marks.edges.add(r);
          marks.nodes.add(Data.other(r, n));
        }
      if (marks.edges.size <= 14) for (const m of marks.nodes) marks.must.add(m);
    } else if (s.selected?.node !== undefined) marks.must.add(s.selected.node);
    if (s.path?.length === 1) marks.must.add(s.path[0]);
    marks.faint = marks.nodes.size > 0;
  }

  function under(point) {
    const node = network.getNodeAt(point);
    if (node !== undefined) return { node };
    const label = Labels.at(point.x, point.y);
    if (label?.node !== undefined) return { node: label.node };
    if (label?.edge !== undefined) return { edge: label.edge };
    const edge = network.getEdgeAt(point);
    return edge === undefined ? null : { edge };
  }
  function click({ pointer }) {
    network.unselectAll();
    const hit = under(pointer.DOM);
    unhover();
    if (!hit) {
      if (State.now.selected) Walk.select(null);
      return;
    }
    if (hit.node !== undefined) {
      cursor = hit.node;
      if (State.now.path?.length === 1 && State.now.path[0] !== hit.node) return Walk.pathTo(hit.node);
    }
    Walk.select(hit);
  }
  function dragged({ nodes: ids }) {
    network.unselectAll();
    if (!ids.length) return;
    const at = { ...State.now.at };
    for (const [n, { x, y }] of Object.entries(network.getPositions(ids))) at[n] = [Math.round(x), Math.round(y)];
    State.set({ at });
  }

  function hover(hit, event) {
    marks.hover = hit.edge ?? null;
    const tip = Dom.id("tip");
    const s = State.now;
    if (hit.node !== undefined) {
      const n = hit.node;
      const total = Data.around(n).length;
      Dom.replace(
        tip,
        Dom.name(Data.name(n), { class: "tip-name" }),
        el(
          "span",
          { class: "tip-note" },
          `${I18n.pick(Data.schema.entities[Data.type[n]])} · ${t("relationsOf", I18n.number(total))}`,
        ),
        View.beyond(n) > 0 && el("span", { class: "tip-note" }, t("moreAround", I18n.number(View.beyond(n)))),
      );
    } else {
      const r = hit.edge;
      const bits = View.now.bits.get(r) || 1;
      Dom.replace(
        tip,
        Dom.name(Data.name(Data.head[r])),
        el(
          "span",
          { class: "tip-type" },
          ` ${Style.edgeText(r, bits)} ${Data.schema.relations[Data.kind[r]].symmetric ? "—" : "→"} `,
        ),
        Dom.name(Data.name(Data.tail[r])),
        el("span", { class: "tip-note" }, Pieces.support(r)),
      );
    }
    const frame = host.getBoundingClientRect();
    const x = (event?.clientX ?? 0) - frame.left,
      y = (event?.clientY ?? 0) - frame.top;
    tip.hidden = s.dragging || matchMedia("(hover: none)").matches;
    tip.style.left = `${Math.min(x + 14, frame.width - 260)}px`;
    tip.style.top = `${Math.min(y + 16, frame.height - 70)}px`;
    host.style.cursor = "pointer";
    network.redraw();
  }
  function unhover() {
    const had = marks.hover !== null;
    marks.hover = null;
    Dom.id("tip").hidden = true;
    host.style.cursor = "";
    if (had) network.redraw();
  }

  // Arrow keys walk to the nearest entity in that direction.
  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const sides = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const side = sides[event.key];
    if (side) {
      event.preventDefault();
      const next =
        State.now.selected?.node === undefined && cursor !== null && View.now.set.has(cursor)
          ? cursor
          : nearest(cursor, side);
      if (next !== null) {
        cursor = next;
        Walk.select({ node: next }, { panel: true });
        Camera.bringIntoView(next);
      }
    } else if (event.key === "Enter" && cursor !== null) {
      event.preventDefault();
      if (State.now.selected?.node !== cursor) Walk.select({ node: cursor });
      Dom.id("panel").focus();
    }
  }
  function nearest(from, [sx, sy]) {
    const all = network.getPositions(View.now.nodes);
    if (from === null || !all[from]) return View.now.nodes[0] ?? null;
    let best = null,
      least = Infinity;
    for (const n of View.now.nodes) {
      if (n === from) continue;
      const dx = all[n].x - all[from].x,
        dy = all[n].y - all[from].y;
      const along = dx * sx + dy * sy,
        aside = Math.abs(dx * sy) + Math.abs(dy * sx);
      if (along <= 0) continue;
      const cost = along + 2.2 * aside;
      if (cost < least) {
        least = cost;
        best = n;
      }
    }
    return best;
  }

  return {
    start,
    sync,
    marks,
    frames: 0,
    get network() {
      return network;
    },
    set cursor(n) {
      cursor = n;
    },
    focus: () => host.focus({ preventScroll: true }),
  };
})();
