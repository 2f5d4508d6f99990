// The whole graph as typed arrays. Entities are numbered by falling importance; sentences are unpacked when read.
const Data = (() => {
  const data = {};
  const parts = new Map();

  function bytes(base64) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
    const raw = atob(base64);
    const out = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) out[i] = raw.charCodeAt(i);
    return out;
  }
  async function unpack(id) {
    const stream = new Blob([bytes(Dom.id(id).textContent.trim())])
      .stream()
      .pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  async function load() {
    const core = await unpack("core");
    const { entities, relations, claims } = core;
    Object.assign(data, {
      meta: core.meta,
      schema: core.schema,
      documents: core.documents,
      dates: core.dates,
      starts: core.parts,
      entities,
      count: entities.id.length,
      edges: relations.head.length,
      type: Uint8Array.from(entities.type),
      rank: Uint16Array.from(entities.rank),
      head: Uint32Array.from(relations.head),
      tail: Uint32Array.from(relations.tail),
      kind: Uint8Array.from(relations.type),
      support: Uint32Array.from(relations.support),
      weight: Float32Array.from(relations.weight),
      allClaims: relations.all,
      claimDoc: Int32Array.from(claims.document),
      claimKind: Uint8Array.from(claims.kind),
      claimModality: Uint8Array.from(claims.modality),
      claimDate: Uint32Array.from(claims.date),
      claimScore: Uint8Array.from(claims.score),
      claimSentence: Uint32Array.from(claims.sentence),
    });
    // claims of relation r: from first[r] to first[r + 1]
    data.first = new Uint32Array(data.edges + 1);
    for (let r = 0; r < data.edges; r++) data.first[r + 1] = data.first[r] + relations.claims[r];
    data.adjacency = adjacency();
    data.periods = core.dates.map(period);
    data.simplified = new Map();
    const pairs = Array.from(core.simplified);
    for (let i = 0; i < pairs.length; i += 2) data.simplified.set(pairs[i], pairs[i + 1]);
    return data;
  }

  // Relations at each entity, as one long list with a start per entity.
  function adjacency() {
    const start = new Uint32Array(data.count + 1);
    for (let r = 0; r < data.edges; r++) {
      start[data.head[r] + 1]++;
      if (data.tail[r] !== data.head[r]) start[data.tail[r] + 1]++;
    }
    for (let n = 0; n < data.count; n++) start[n + 1] += start[n];
    const list = new Uint32Array(start[data.count]);
    const next = start.slice();
    for (let r = 0; r < data.edges; r++) {
      list[next[data.head[r]]++] = r;
      if (data.tail[r] !== data.head[r]) list[next[data.tail[r]]++] = r;
    }
    return { start, list };
  }

  // A date of any precision as a period of whole days since 1970: [first, last]; null when there is none.
  function period(date) {
    if (!date) return null;
    const [year, month, day] = date.split("-").map(Number);
    const first = utc(year, (month || 1) - 1, day || 1);
    const last = day ? first : month ? utc(year, month, 1) - 1 : utc(year + 1, 0, 1) - 1;
    return [first, last];
  }
  function utc(year, month, day) {
    const date = new Date(0);
    date.setUTCFullYear(year, month, day);
    return Math.round(date / 86400000);
  }
  const iso = (days) => new Date(days * 86400000).toISOString().slice(0, 10);

  const around = (n) => data.adjacency.list.subarray(data.adjacency.start[n], data.adjacency.start[n + 1]);
  const other = (r, n) => (data.head[r] === n ? data.tail[r] : data.head[r]);

  function loaded() {
    if (document.readyState !== "loading") return Promise.resolve();
    return new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
  }

  // The sentence of a claim: its text, and where the head, the tail, the trigger and the time stand in it.
  async function sentence(claim) {
    const number = data.claimSentence[claim];
    let part = data.starts.length - 1;
    while (part > 0 && data.starts[part] > number) part--;
    if (!parts.has(part)) {
      parts.set(
        part,
        loaded().then(() => unpack(`part-${part}`)),
      );
      if (parts.size > 12) parts.delete(parts.keys().next().value);
    }
    const [text, ...rows] = (await parts.get(part))[number - data.starts[part]];
    const row = rows.find((each) => each[0] === claim) || [];
    const spans = ["head", "tail", "trigger", "time"]
      .map((role, i) => ({ role, start: row[1 + 2 * i], length: row[2 + 2 * i] }))
      .filter((span) => span.start >= 0 && span.length > 0);
    return { text, spans, source: row[9], role: row[10], former: row[11] === 1, extractor: row[12] };
  }

  let numbers = null;
  function byId(id) {
    if (!numbers) numbers = new Map(data.entities.id.map((each, n) => [each, n]));
    return numbers.get(id);
  }
  // The same letter in whatever width, case and script: for matching only.
  function fold(text) {
    let out = "";
    for (const letter of text.normalize("NFKC").toLowerCase()) out += data.simplified.get(letter) || letter;
    return out.replace(/[\s·・'"“”‘’《》「」]/g, "");
  }
  return Object.assign(data, {
    load,
    around,
    other,
    sentence,
    byId,
    fold,
    period,
    iso,
    name: (n) => data.entities.name[n],
  });
})();
