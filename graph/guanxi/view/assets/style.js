// Colours, shapes and lines, out of the palette that the still pictures use too.
const Style = (() => {
  let dark = false;
  const colors = () => Data.meta.palette[dark ? "dark" : "light"];
  const shape = (type) => Data.meta.palette.shapes[type % Data.meta.palette.shapes.length];
  const entity = (type) => colors().entities[type % colors().entities.length];
  const relation = (kind) => colors().relations[kind % colors().relations.length];
  const size = (n) => Math.round((7 + 17 * Math.sqrt(Data.rank[n] / 1000)) * 10) / 10;

  // What a line says at a glance: 0 asserted, 1 only planned, 2 only denied.
  const kindOf = (bits) => (bits & 1 ? 0 : bits & 2 ? 1 : 2);
  const edgeColor = (r, bits) => (kindOf(bits) === 2 ? colors().denied : relation(Data.kind[r]));
  function edgeText(r, bits) {
    const label = I18n.pick(Data.schema.relations[Data.kind[r]]);
    if (kindOf(bits) === 2) return `✕ ${label}`;
    if (kindOf(bits) === 1) return I18n.chinese ? `拟${label}` : `${label} (plan)`;
    return bits & 4 ? `${label} ±` : label;
  }

  function node(n, { faint, marked, pinned, position }) {
    const color = entity(Data.type[n]);
    const ground = colors().ground;
    const border = marked ? colors().ink : pinned ? colors().ink : ground;
    return {
      id: n,
      x: position[0],
      y: position[1],
      size: size(n),
      shape: shape(Data.type[n]),
      label: undefined,
      color: {
        background: color,
        border,
        highlight: { background: color, border: colors().ink },
        hover: { background: color, border: colors().ink },
      },
      borderWidth: marked ? 3 : pinned ? 2.5 : 1.5,
      opacity: faint ? (dark ? 0.26 : 0.2) : 1,
      shapeProperties: { borderRadius: 4, borderDashes: pinned && !marked ? [3, 2] : false },
    };
  }

  function edge(r, bits, { faint, marked, bend }) {
    const color = edgeColor(r, bits);
    const width = Math.min(6, 1.1 + 0.75 * Math.sqrt(Math.max(0, Data.support[r] - 1)));
    return {
      id: r,
      from: Data.head[r],
      to: Data.tail[r],
      width: marked ? width + 1.8 : width,
      dashes: kindOf(bits) === 1 ? [7, 5] : false,
      color: {
        color,
        highlight: color,
        hover: color,
        opacity: faint ? (dark ? 0.18 : 0.13) : marked ? 1 : 0.72,
        inherit: false,
      },
      arrows: { to: { enabled: !Data.schema.relations[Data.kind[r]].symmetric, scaleFactor: 0.55 } },
      smooth: bend
        ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) }
        : { enabled: false },
      hidden: false,
      selfReference: { size: 16, angle: Math.PI / 4 },
    };
  }

  // How far each of several lines between the same two entities bends away, so that none covers another.
  function bends(edges) {
    const groups = new Map();
    for (const r of edges) {
      const [a, b] = [Math.min(Data.head[r], Data.tail[r]), Math.max(Data.head[r], Data.tail[r])];
      const key = a * Data.count + b;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(r);
    }
    const out = new Map();
    for (const group of groups.values()) {
      if (group.length === 1) continue;
      const step = Math.min(0.26, 0.9 / group.length);
      group.forEach((r, i) => {
        const offset = (i - (group.length - 1) / 2) * step;
        out.set(r, Data.head[r] < Data.tail[r] ? offset : -offset);
      });
    }
    return out;
  }
  return {
    node,
    edge,
    bends,
    shape,
    entity,
    relation,
    size,
    edgeText,
    edgeColor,
    kindOf,
    colors,
    get dark() {
      return dark;
    },
    set(value) {
      dark = value;
      document.documentElement.dataset.theme = dark ? "dark" : "light";
    },
  };
})();
