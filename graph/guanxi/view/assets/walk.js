// What a reader can do with entities: look, go on, expand, focus, unfocus, hide, pin, ask for the way between two.
const Walk = (() => {
  const BATCH = 24;
  const say = (text) => {
    Dom.id("live").textContent = text;
    toast(text);
  };
  let timer = 0;
  function toast(text) {
    const box = Dom.id("toast");
    box.textContent = text;
    box.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => {
      box.hidden = true;
    }, 2600);
  }

  function select(hit) {
    const same = JSON.stringify(hit) === JSON.stringify(State.now.selected);
    if (!same) State.set({ selected: hit });
  }
  // Bring an entity into the view, with its most important neighbours when it was not drawn, and look at it.
  function visit(n, fly = false) {
    const s = State.now;
    const patch = { selected: { node: n }, hidden: s.hidden.filter((each) => each !== n) };
    if (s.entityOff.includes(Data.type[n])) patch.entityOff = s.entityOff.filter((k) => k !== Data.type[n]);
    const drawn = View.now.set.has(n);
    if (!drawn) patch.added = unique([...s.added, n, ...neighbours(n, 8)]);
    if (s.path?.length === 2 && !s.path.includes(n)) patch.path = null;
    State.set(patch);
    if (drawn && !fly) Camera.bringIntoView(n);
    else Camera.flyTo(n);
    Canvas.cursor = n;
  }
  // Show a relation, whether it is drawn or not.
  function show(r) {
    const ends = [Data.head[r], Data.tail[r]];
    const patch = { selected: { edge: r } };
    const missing = ends.filter((n) => !View.now.set.has(n));
    if (missing.length) {
      patch.added = unique([...State.now.added, ...missing]);
      patch.hidden = State.now.hidden.filter((n) => !missing.includes(n));
    }
    State.set(patch);
    if (missing.length) Camera.flyTo(missing[0]);
  }
  const unique = (list) => Array.from(new Set(list));

  function neighbours(n, limit, all = null) {
    const s = State.now;
    Filter.prepare(s);
    const out = new Set();
    for (const r of Data.around(n)) {
      const m = Data.other(r, n);
      if (m !== n && !View.now.set.has(m) && Filter.relation(r, s) && Filter.entity(m, s)) out.add(m);
    }
    if (all) all.count = out.size;
    return Array.from(out)
      .sort((a, b) => a - b)
      .slice(0, limit);
  }
  function expand(n) {
    const all = {};
    const found = neighbours(n, BATCH, all);
    if (!found.length) return say(t("allShown"));
    State.set({
      selected: { node: n },
      added: unique([...State.now.added, n, ...found]),
      hidden: State.now.hidden.filter((m) => m !== n && !found.includes(m)),
    });
    say(t("expanded", found.length, I18n.number(all.count - found.length)));
    Camera.fit([
      n,
      ...found,
      ...View.now.nodes.filter((m) => Array.from(Data.around(n)).some((r) => Data.other(r, n) === m)),
    ]);
  }
  // Without a number of hops: one, and one more each time it is asked for again.
  function focus(n, hops = 0) {
    const s = State.now;
    const more = hops || (s.focus?.[0] === n ? (s.focus[1] % 3) + 1 : 1);
    State.set({ focus: [n, more], added: [], hidden: [], at: {}, selected: { node: n } });
    say(`${Data.name(n)}：${t("hops", more)}`);
    Camera.fit(null, false);
  }
  function unfocus() {
    State.set({ focus: null, at: {} });
    Camera.fit();
  }
  function hide(n) {
    const s = State.now;
    State.set({
      hidden: unique([...s.hidden, n]),
      added: s.added.filter((m) => m !== n),
      selected: null,
      path: null,
      focus: s.focus?.[0] === n ? null : s.focus,
      pinned: s.pinned.filter((m) => m !== n),
    });
    say(t("hidden", Data.name(n)));
  }
  function pin(n) {
    const s = State.now;
    const pinned = s.pinned.includes(n);
    const at = { ...s.at };
    if (!pinned) at[n] = Place.of(n, s).map(Math.round);
    State.set({ pinned: pinned ? s.pinned.filter((m) => m !== n) : [...s.pinned, n], at });
  }
  function pathFrom(n) {
    State.set({ path: [n], selected: null });
    say(t("pathPick", Data.name(n)));
  }
  function pathTo(n) {
    const from = State.now.path[0];
    const found = Paths.between(from, n, State.now);
    State.set({
      path: [from, n],
      selected: null,
      added: unique([...State.now.added, from, n, ...found.nodes]),
      hidden: State.now.hidden.filter((m) => !found.nodes.has(m) && m !== from && m !== n),
    });
    say(
      found.chains.length
        ? t("pathFound", Data.name(from), Data.name(n), I18n.number(found.total), found.length)
        : t("pathNone", Data.name(from), Data.name(n)),
    );
    if (found.nodes.size) Camera.fit(found.nodes);
  }
  const clearPath = () => State.set({ path: null, selected: null });
  function tidy() {
    const view = View.now;
    State.set({ at: { ...State.now.at, ...Place.tidy(view.nodes, view.edges, State.now) } });
    Camera.fit();
  }
  function undo() {
    if (State.undo()) say(t("undone"));
  }
  function restart() {
    State.set({ ...State.empty, hulls: State.now.hulls, edgeLabels: State.now.edgeLabels });
    Camera.fit();
  }
  return {
    select,
    visit,
    show,
    expand,
    focus,
    unfocus,
    hide,
    pin,
    pathFrom,
    pathTo,
    clearPath,
    tidy,
    undo,
    restart,
    say,
    toast,
  };
})();
