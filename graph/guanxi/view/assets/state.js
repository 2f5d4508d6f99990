// What the reader has done to the view: one plain object, never changed in place, kept in the URL hash, undone by steps.
const State = (() => {
  const empty = Object.freeze({
    selected: null, // {node} or {edge}
    entityOff: [],
    relationOff: [],
    kindOff: [], // type numbers that are filtered out
    support: 1,
    score: 0,
    documents: [],
    from: "",
    to: "",
    undated: true,
    focus: null, // [entity, hops]: the view starts from what is around it, not from the opening
    added: [],
    hidden: [],
    at: {},
    pinned: [],
    path: null, // [a, b], or [a] while the other end is being picked
    hulls: true,
    edgeLabels: true,
  });
  let now = empty;
  const past = [];
  const listeners = [];
  let camera = null;
  let timer = 0;
  const prefs = { language: "", theme: "" };

  function set(patch, { remember = true } = {}) {
    const next = Object.freeze({ ...now, ...patch });
    if (remember) {
      past.push(now);
      if (past.length > 200) past.shift();
    }
    const before = now;
    now = next;
    for (const listener of listeners) listener(now, before);
    save();
  }
  function undo() {
    // Looking at something is no deed: a step back goes to where the picture itself was different.
    let last = past.pop();
    while (last && past.length && same(last, now)) last = past.pop();
    if (!last) return false;
    set({ ...last }, { remember: false });
    return true;
  }
  const same = (a, b) => Object.keys(empty).every((key) => key === "selected" || a[key] === b[key]);

  // Hash: name=value pairs; ids are escaped one by one, so that any id can stand in a list.
  const escape = (id) => encodeURIComponent(id).replace(/[!'()*~]/g, (c) => "%" + c.charCodeAt(0).toString(16));
  const idOf = (n) => escape(Data.entities.id[n]);
  const numberOf = (id) => Data.byId(decodeURIComponent(id));
  const list = (text) => (text ? text.split(",") : []);

  function encode() {
    const out = [];
    const put = (name, value) => {
      if (value !== "" && value !== null && value !== undefined) out.push(`${name}=${value}`);
    };
    const types = Data.schema;
    if (now.selected?.node !== undefined) put("n", idOf(now.selected.node));
    if (now.selected?.edge !== undefined) put("e", edgeId(now.selected.edge));
    put("xt", now.entityOff.map((k) => escape(types.entities[k].id)).join(","));
    put("xr", now.relationOff.map((k) => escape(types.relations[k].id)).join(","));
    put("xk", now.kindOff.join(","));
    if (now.support > 1) put("s", now.support);
    if (now.score > 0) put("c", now.score);
    put("d", now.documents.map((d) => escape(Data.documents.id[d])).join(","));
    put("from", now.from);
    put("to", now.to);
    if (!now.undated) put("ud", 0);
    if (now.focus) put("f", `${idOf(now.focus[0])}~${now.focus[1]}`);
    put("add", now.added.map(idOf).join(","));
    put("hide", now.hidden.map(idOf).join(","));
    put("pin", now.pinned.map(idOf).join(","));
    put(
      "at",
      Object.entries(now.at)
        .slice(0, 400)
        .map(([n, [x, y]]) => `${idOf(n)}~${Math.round(x)}~${Math.round(y)}`)
        .join(","),
    );
    if (now.path) put("p", now.path.map(idOf).join(","));
    if (!now.hulls) put("hull", 0);
    if (!now.edgeLabels) put("el", 0);
    if (camera) put("v", `${Math.round(camera.x)},${Math.round(camera.y)},${camera.scale.toFixed(3)}`);
    put("lang", prefs.language);
    put("theme", prefs.theme);
    return out.join("&");
  }
  const edgeId = (r) =>
    [Data.entities.id[Data.head[r]], Data.schema.relations[Data.kind[r]].id, Data.entities.id[Data.tail[r]]]
      .map(escape)
      .join("~");
  function edgeOf(text) {
    const [head, type, tail] = text.split("~").map(decodeURIComponent);
    const [a, b] = [Data.byId(head), Data.byId(tail)];
    if (a === undefined || b === undefined) return undefined;
    return Array.from(Data.around(a)).find(
      (r) => Data.head[r] === a && Data.tail[r] === b && Data.schema.relations[Data.kind[r]].id === type,
    );
  }

  function decode(hash) {
    const given = {};
    for (const pair of hash.replace(/^#/, "").split("&")) {
      const cut = pair.indexOf("=");
      if (cut > 0) given[pair.slice(0, cut)] = pair.slice(cut + 1);
    }
    const nodes = (text) =>
      list(text)
        .map(numberOf)
        .filter((n) => n !== undefined);
    const typeNumbers = (text, types) =>
      list(text)
        .map((id) => types.findIndex((k) => k.id === decodeURIComponent(id)))
        .filter((k) => k >= 0);
    const state = {
      ...empty,
      entityOff: typeNumbers(given.xt, Data.schema.entities),
      relationOff: typeNumbers(given.xr, Data.schema.relations),
      kindOff: list(given.xk)
        .map(Number)
        .filter((k) => k >= 0 && k < 3),
      support: Math.max(1, Number(given.s) || 1),
      score: Math.min(100, Math.max(0, Number(given.c) || 0)),
      documents: list(given.d)
        .map((id) => Data.documents.id.indexOf(decodeURIComponent(id)))
        .filter((d) => d >= 0),
      from: /^\d{4}-\d\d-\d\d$/.test(given.from) ? given.from : "",
      to: /^\d{4}-\d\d-\d\d$/.test(given.to) ? given.to : "",
      undated: given.ud !== "0",
      added: nodes(given.add),
      hidden: nodes(given.hide),
      pinned: nodes(given.pin),
      hulls: given.hull !== "0",
      edgeLabels: given.el !== "0",
    };
    const selected = given.n && numberOf(given.n);
    const edge = given.e && edgeOf(given.e);
    if (selected !== undefined && given.n) state.selected = { node: selected };
    else if (edge !== undefined && given.e) state.selected = { edge };
    const [focus, hops] = (given.f || "").split("~");
    const centre = focus ? numberOf(focus) : undefined;
    if (centre !== undefined) state.focus = [centre, Math.min(4, Math.max(1, Number(hops) || 1))];
    state.at = {};
    for (const place of list(given.at)) {
      const [id, x, y] = place.split("~");
      const n = numberOf(id);
      if (n !== undefined && Number.isFinite(Number(x)) && Number.isFinite(Number(y)))
        state.at[n] = [Number(x), Number(y)];
    }
    const ends = nodes(given.p).slice(0, 2);
    if (ends.length) state.path = ends;
    const [x, y, scale] = (given.v || "").split(",").map(Number);
    const seen = given.v && [x, y, scale].every(Number.isFinite) && scale > 0 ? { x, y, scale } : null;
    return {
      state,
      camera: seen,
      language: given.lang || "",
      theme: ["dark", "light"].includes(given.theme) ? given.theme : "",
    };
  }
  function safeDecode(hash) {
    try {
      return decode(hash);
    } catch {
      return { state: { ...empty }, camera: null, language: "", theme: "" }; // a mangled link opens the page as new
    }
  }

  // A browser may write a hash back with more or fewer letters escaped than it was given.
  const plain = (hash) => {
    try {
      return decodeURI(hash);
    } catch {
      return hash;
    }
  };
  let written = "";
  function save() {
    clearTimeout(timer);
    timer = setTimeout(flush, 150);
  }
  function flush() {
    clearTimeout(timer);
    written = "#" + encode();
    try {
      history.replaceState(null, "", written === "#" ? location.pathname + location.search : written);
    } catch {
      // Some browsers allow only so many a minute; the next change writes it.
    }
  }
  return {
    get now() {
      return now;
    },
    get canUndo() {
      return past.some((each) => !same(each, now));
    },
    get camera() {
      return camera;
    },
    set camera(value) {
      camera = value;
      save();
    },
    prefs,
    empty,
    set,
    undo,
    encode,
    flush,
    save,
    safeDecode,
    restore(state) {
      now = Object.freeze(state);
    },
    onChange: (listener) => listeners.push(listener),
    changedOutside: () => location.hash !== "" && plain(location.hash) !== plain(written || "#"),
  };
})();
