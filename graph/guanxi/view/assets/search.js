// Search by name, alias and pinyin initials; traditional and simplified, any case and width are the same.
const Search = (() => {
  let names = null; // per entity: [folded name, folded aliases…]
  let initials = null;
  let hits = [];
  let active = -1;

  function prepare() {
    if (names) return;
    names = Data.entities.name.map((name, n) => [Data.fold(name), ...Data.entities.aliases[n].map(Data.fold)]);
  }

  // The first letter of a character's pinyin, by its place in the browser's Chinese sort order.
  const bounds = "阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀";
  const letters = "abcdefghjklmnopqrstwxyz";
  const known = new Map();
  const collator = new Intl.Collator("zh-CN-u-co-pinyin");
  function initial(letter) {
    let found = known.get(letter);
    if (found !== undefined) return found;
    found = letter;
    if (letter >= "㐀" && letter <= "鿿") {
      let low = 0;
      for (let i = 0; i < bounds.length; i++) if (collator.compare(letter, bounds[i]) >= 0) low = i;
      found = letters[low];
    }
    known.set(letter, found);
    return found;
  }
  // Sorting letters by pinyin is slow the first time: done ahead in small pieces, or at once when it is asked for.
  function prepareInitials(until = names.length) {
    initials ??= [];
    until = Math.min(until, names.length);
    while (initials.length < until) initials.push(Array.from(names[initials.length][0], initial).join(""));
    return initials.length < names.length;
  }
  function warm(idle) {
    prepare();
    const step = () => {
      if (prepareInitials((initials?.length || 0) + 2000)) idle(step);
    };
    idle(step);
  }

  // The best matches: exact, then beginning, then inside, then aliases, then initials; within each by importance.
  function find(query, limit = 12) {
    prepare();
    const word = Data.fold(query);
    if (!word) return [];
    const latin = /^[a-z]{2,}$/.test(word);
    if (latin) prepareInitials();
    const classes = [[], [], [], [], [], []];
    for (let n = 0; n < names.length; n++) {
      const own = names[n];
      const at = own[0].indexOf(word);
      let rank = -1,
        via = null;
      if (at === 0) rank = own[0] === word ? 0 : 2;
      else if (at > 0) rank = 3;
      for (let i = 1; i < own.length && rank !== 0; i++) {
        if (own[i] === word) {
          rank = 1;
          via = i - 1;
        } else if (rank < 0 && own[i].includes(word)) {
          rank = 4;
          via = i - 1;
        }
      }
      if (rank < 0 && latin && initials[n].includes(word)) rank = 5;
      if (rank >= 0 && classes[rank].length < limit)
        classes[rank].push({ n, alias: via === null ? null : Data.entities.aliases[n][via] });
      if (classes[0].length + classes[1].length >= limit) break;
    }
    return classes.flat().slice(0, limit);
  }

  function start() {
    const input = Dom.id("search");
    const list = Dom.id("hits");
    input.addEventListener("input", show);
    input.addEventListener("focus", () => {
      prepare();
      if (input.value) show();
    });
    input.addEventListener("blur", () => setTimeout(hide, 150));
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return; // the Enter that ends an input method's composition chooses no hit
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (hits.length) move((active + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length);
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (hits.length) choose(hits[Math.max(0, active)].n);
      } else if (event.key === "Escape") {
        event.stopPropagation();
        input.value = "";
        hide();
        Canvas.focus();
      }
    });
    list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) {
        event.preventDefault();
        choose(hits[Number(option.dataset.i)].n);
      }
    });
  }
  function show() {
    const input = Dom.id("search");
    const started = performance.now();
    hits = find(input.value);
    Search.lastTime = performance.now() - started;
    const list = Dom.id("hits");
    if (!input.value.trim()) return hide();
    Dom.replace(
      list,
      hits.length
        ? hits.map(({ n, alias }, i) =>
            el(
              "li",
              { role: "option", id: `hit-${i}`, "data-i": i, "aria-selected": "false" },
              Dom.swatch(Style.shape(Data.type[n]), Style.entity(Data.type[n])),
              el(
                "span",
                { class: "hit-name" },
                Dom.name(Data.name(n)),
                alias && el("span", { class: "hit-alias" }, Dom.name(alias)),
              ),
              el(
                "span",
                { class: "hit-note" },
                `${I18n.number(Data.around(n).length)}${View.now.set.has(n) ? "" : " +"}`,
              ),
            ),
          )
        : el("li", { class: "no-hit", role: "presentation" }, t("noHit", input.value.slice(0, 40))),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    move(hits.length ? 0 : -1);
    Dom.id("live").textContent = hits.length ? t("hits", hits.length) : t("noHit", input.value.slice(0, 40));
  }
  function move(to) {
    active = to;
    const list = Dom.id("hits");
    list
      .querySelectorAll("[role=option]")
      .forEach((option, i) => option.setAttribute("aria-selected", String(i === to)));
    if (to >= 0) Dom.id("search").setAttribute("aria-activedescendant", `hit-${to}`);
    else Dom.id("search").removeAttribute("aria-activedescendant");
    list.children[to]?.scrollIntoView({ block: "nearest" });
  }
  function hide() {
    Dom.id("hits").hidden = true;
    Dom.id("search").setAttribute("aria-expanded", "false");
    Dom.id("search").removeAttribute("aria-activedescendant");
    active = -1;
  }
  function choose(n) {
    hide();
    Dom.id("search").value = "";
    if (State.now.path?.length === 1 && State.now.path[0] !== n) Walk.pathTo(n);
    else Walk.visit(n, true);
    Canvas.cursor = n;
    Canvas.focus();
  }
  return { start, find, lastTime: 0, warm };
})();
