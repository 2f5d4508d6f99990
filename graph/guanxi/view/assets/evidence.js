// The panel beside the picture: what is chosen decides what it shows.
const Evidence = (() => {
  function draw() {
    const panel = Dom.id("panel");
    const body = Dom.id("panel-body");
    const s = State.now;
    let content = null;
    if (s.selected?.edge !== undefined) content = RelationPanel.draw(s.selected.edge);
    else if (s.path && (s.selected?.node === undefined || s.path.includes(s.selected.node))) content = PathPanel.draw();
    else if (s.selected?.node !== undefined) content = EntityPanel.draw(s.selected.node);
    panel.hidden = content === null;
    document.body.classList.toggle("with-panel", content !== null);
    if (content) {
      Dom.replace(body, content);
      body.scrollTop = 0;
    } else body.replaceChildren();
  }
  return { draw };
})();
