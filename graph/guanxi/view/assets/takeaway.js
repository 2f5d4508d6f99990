// What can be taken away: the view as a picture, the drawn part of the graph as data.
const Takeaway = (() => {
  function save(name, type, content) {
    const url = URL.createObjectURL(
      content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` }),
    );
    const link = el("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 30000);
  }
  const xml = (text) =>
    String(text)
      .replace(/[<>&"']/g, (c) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&apos;" })[c])
      .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
  const stem = () =>
    `guanxi-${
      Data.meta.title
        .replace(/[^\p{L}\p{N}]+/gu, "-")
        .slice(0, 40)
        .replace(/^-|-$/g, "") || "graph"
    }`;

  // The canvas again at twice its size, on the page's ground.
  function png() {
    const { network } = Canvas;
    const source = network.canvas.frame.canvas;
    const copy = document.createElement("canvas");
    copy.width = source.width;
    copy.height = source.height;
    const ctx = copy.getContext("2d");
    ctx.fillStyle = Style.colors().ground;
    ctx.fillRect(0, 0, copy.width, copy.height);
    ctx.drawImage(source, 0, 0);
    return new Promise((done) => copy.toBlob(done, "image/png"));
  }

  // The view as it stands, drawn again as lines and letters.
  function svg() {
    const { network } = Canvas;
    const frame = network.canvas.frame.canvas;
    const [wide, high] = [frame.clientWidth, frame.clientHeight];
    const scale = network.getScale();
    const colors = Style.colors();
    const project = (x, y) => {
      const p = network.canvasToDOM({ x, y });
      return [p.x, p.y];
    };
    const view = View.now;
    const bends = Style.bends(view.edges);
    const f = (v) => v.toFixed(1);
    const out = [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}" font-family="${xml(Labels.FONT)}">`,
      `<title>${xml(Data.meta.title)}</title>`,
      `<rect width="100%" height="100%" fill="${colors.ground}"/>`,
    ];
    for (const [group, members] of Regions.now) {
      const ring = Regions.regionOf(members).map(([x, y]) => project(x, y).map(f).join());
      if (ring.length > 2)
        out.push(
          `<polygon points="${ring.join(" ")}" fill="${colors.hulls[group % colors.hulls.length]}" fill-opacity="${colors.hull}"/>`,
        );
    }
    for (const r of view.edges) {
      const edge = network.body.edges[r];
      if (!edge?.connected) continue;
      const bits = view.bits.get(r);
      const color = Style.edgeColor(r, bits);
      const [a, b] = [edge.from, edge.to];
      const [x1, y1] = project(a.x, a.y),
        [x2, y2] = project(b.x, b.y);
      const via = bends.get(r) && edge.edgeType.getViaNode?.();
      const [vx, vy] = via ? project(via.x, via.y) : [(x1 + x2) / 2, (y1 + y2) / 2];
      const angle = Math.atan2(y2 - vy, x2 - vx),
        reach = (b.options.size + 2) * scale;
      const [ex, ey] = [x2 - reach * Math.cos(angle), y2 - reach * Math.sin(angle)];
      const arrow = Math.max(4, 9 * scale);
      out.push(
        `<path d="M${f(x1)} ${f(y1)}Q${f(vx)} ${f(vy)} ${f(ex)} ${f(ey)}" fill="none" stroke="${color}" stroke-opacity=".8" stroke-width="${f(Math.max(0.6, edge.options.width * scale))}"${Style.kindOf(bits) === 1 ? ` stroke-dasharray="${f(7 * scale)} ${f(5 * scale)}"` : ""}/>`,
      );
      if (!Data.schema.relations[Data.kind[r]].symmetric) {
        const wing = (turn) => `${f(ex - arrow * Math.cos(angle + turn))} ${f(ey - arrow * Math.sin(angle + turn))}`;
        out.push(`<path d="M${f(ex)} ${f(ey)}L${wing(0.4)}L${wing(-0.4)}Z" fill="${color}"/>`);
      }
    }
    for (const n of view.nodes) {
      const at = network.body.nodes[n];
      const [x, y] = project(at.x, at.y);
      out.push(
        figure(Style.shape(Data.type[n]), x, y, Style.size(n) * scale, Style.entity(Data.type[n]), colors.ground),
      );
    }
    const ctx = document.createElement("canvas").getContext("2d");
    const scene = Labels.scene(network, Canvas.marks, project, scale);
    for (const item of Labels.arrange((text, font) => Labels.width(ctx, text, font), scene.nodes, scene.edges, {
      tips: scene.tips,
      wide,
      high,
    })) {
      out.push(
        `<text x="${f(item.x)}" y="${f(item.y)}" font-size="${item.px}"${item.font.startsWith("600") ? ' font-weight="600"' : ""} text-anchor="middle" dominant-baseline="central" fill="${item.note ? colors.faint : item.color || colors.ink}" stroke="${colors.halo}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke">${xml(item.text)}</text>`,
      );
    }
    out.push("</svg>");
    return out.join("\n");
  }
  function figure(shape, x, y, r, fill, stroke) {
    const corners = { diamond: [4, 0], triangle: [3, -90], triangleDown: [3, 90], hexagon: [6, 0] };
    const look = `fill="${fill}" stroke="${stroke}" stroke-width="1.2"`;
    if (shape === "square")
      return `<rect x="${(x - r).toFixed(1)}" y="${(y - r).toFixed(1)}" width="${(2 * r).toFixed(1)}" height="${(2 * r).toFixed(1)}" rx="${Math.min(4, r / 3).toFixed(1)}" ${look}/>`;
    if (shape === "star" || corners[shape]) {
      const [count, turn] = shape === "star" ? [10, -90] : corners[shape];
      const points = Array.from({ length: count }, (_, i) => {
        const angle = ((turn + (360 / count) * i) * Math.PI) / 180,
          reach = shape === "star" && i % 2 ? r * 0.45 : r * 1.1;
        return `${(x + reach * Math.cos(angle)).toFixed(1)},${(y + reach * Math.sin(angle)).toFixed(1)}`;
      });
      return `<polygon points="${points.join(" ")}" ${look}/>`;
    }
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" ${look}/>`;
  }

  // GraphML of what is drawn, with unique edge ids and scalar attributes, as Gephi, yEd and networkx read it.
  async function graphml() {
    const view = View.now;
    const keys = [
      ["node", "label", "string"],
      ["node", "type", "string"],
      ["node", "aliases", "string"],
      ["node", "weight", "double"],
      ["edge", "label", "string"],
      ["edge", "type", "string"],
      ["edge", "weight", "double"],
      ["edge", "support", "int"],
      ["edge", "status", "string"],
      ["edge", "evidence", "string"],
      ["edge", "document", "string"],
      ["edge", "date", "string"],
      ["edge", "url", "string"],
    ];
    const id = (on, name) => `${on[0]}_${name}`;
    const data = (on, values) =>
      Object.entries(values)
        .map(([name, value]) => `<data key="${id(on, name)}">${xml(value)}</data>`)
        .join("");
    const out = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
      ...keys.map(
        ([on, name, type]) => `<key id="${id(on, name)}" for="${on}" attr.name="${name}" attr.type="${type}"/>`,
      ),
      '<graph edgedefault="directed">',
    ];
    for (const n of view.nodes)
      out.push(
        `<node id="${xml(Data.entities.id[n])}">${data("node", { label: Data.name(n), type: Data.schema.entities[Data.type[n]].id, aliases: Data.entities.aliases[n].join("、"), weight: Data.rank[n] / 1000 })}</node>`,
      );
    for (const row of await rows())
      out.push(
        `<edge id="e${row.r}" source="${xml(Data.entities.id[Data.head[row.r]])}" target="${xml(Data.entities.id[Data.tail[row.r]])}">${data("edge", { label: Data.schema.relations[Data.kind[row.r]].zh, type: row.type, weight: Data.weight[row.r].toFixed(2), support: row.support, status: row.status, evidence: row.evidence, document: row.document, date: row.date, url: row.url })}</edge>`,
      );
    out.push("</graph>", "</graphml>", "");
    return out.join("\n");
  }

  async function rows() {
    const out = [];
    for (const r of View.now.edges) {
      const c = Pieces.claimsOf(r)[0];
      const d = Data.claimDoc[c];
      const { text } = await Data.sentence(c);
      out.push({
        r,
        head: Data.name(Data.head[r]),
        type: Data.schema.relations[Data.kind[r]].id,
        relation: Data.schema.relations[Data.kind[r]].zh,
        tail: Data.name(Data.tail[r]),
        status: ["asserted", "planned", "denied"][Style.kindOf(View.now.bits.get(r))],
        support: Data.support[r],
        score: (Data.claimScore[c] / 100).toFixed(2),
        date: Data.dates[Data.claimDate[c]],
        evidence: text,
        document: d >= 0 ? Data.documents.title[d] : "",
        url: d >= 0 ? Data.documents.url[d] : "",
      });
    }
    return out;
  }
  // A spreadsheet must not take a cell of a document for a formula.
  const cell = (value) =>
    `"${String(value)
      .replace(/^([=+\-@\t\r])/, "'$1")
      .replace(/"/g, '""')}"`;
  async function csv() {
    const columns = [
      "head",
      "relation",
      "tail",
      "type",
      "status",
      "support",
      "score",
      "date",
      "evidence",
      "document",
      "url",
    ];
    const lines = [columns.join(","), ...(await rows()).map((row) => columns.map((name) => cell(row[name])).join(","))];
    return `\ufeff${lines.join("\r\n")}\r\n`;
  }

  const actions = {
    png: async () => save(`${stem()}.png`, "image/png", await png()),
    svg: () => save(`${stem()}.svg`, "image/svg+xml", svg()),
    graphml: async () => save(`${stem()}.graphml`, "application/xml", await graphml()),
    csv: async () => save(`${stem()}.csv`, "text/csv", await csv()),
    print: () => window.print(),
    link: async () => {
      State.flush();
      Walk.say(t((await Quote.copy(location.href)) ? "copied" : "notCopied"));
    },
  };
  // Paper is white and has its own measure: the picture goes there as lines, by day's colours, whatever the screen shows.
  function print(picture) {
    const parsed = new DOMParser().parseFromString(picture, "image/svg+xml").documentElement;
    Dom.replace(Dom.id("paper"), document.importNode(parsed, true));
  }
  return { actions, print, png, svg, graphml, csv };
})();
