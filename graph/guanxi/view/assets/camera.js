// What part of the picture is seen: flying, fitting, zooming, and standing still when a panel opens.
const Camera = (() => {
  const host = () => Dom.id("graph");
  let network = null;
  const start = (net) => {
    network = net;
  };

  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const animation = () => (calm() ? false : { duration: 420, easingFunction: "easeInOutQuad" });
  // On a phone the panel lies over the lower part of the picture: the middle of what is free lies higher.
  function covered() {
    const panel = Dom.id("panel");
    if (panel.hidden || getComputedStyle(panel).position !== "absolute") return 0;
    return Math.max(0, host().getBoundingClientRect().bottom - panel.getBoundingClientRect().top);
  }
  function flyTo(n) {
    network.focus(n, {
      scale: Math.max(network.getScale(), 0.95),
      animation: animation(),
      offset: { x: 0, y: -covered() / 2 },
    });
    if (calm()) keep();
  }
  function bringIntoView(n) {
    if (!network.body.nodes[n]) return;
    const p = network.canvasToDOM(network.getPositions([n])[n]);
    if (p.x < 40 || p.y < 40 || p.x > host().clientWidth - 40 || p.y > host().clientHeight - covered() - 40) slide(p);
  }
  // Move the picture just as far as it takes to see a point.
  function slide(p) {
    const into = (at, size) => (at < 60 ? at - 60 : at > size - 60 ? at - size + 60 : 0);
    const [dx, dy] = [into(p.x, host().clientWidth), into(p.y, host().clientHeight - covered())];
    const { x, y } = network.getViewPosition(),
      scale = network.getScale();
    network.moveTo({ position: { x: x + dx / scale, y: y + dy / scale }, scale, animation: animation() });
    if (calm()) keep();
  }
  function fit(list = null, animate = true) {
    const ids = list || View.now.nodes;
    if (!ids.length) return;
    network.fit({ nodes: Array.from(ids), animation: animate ? animation() : false, maxZoomLevel: 1.6 });
    if (!animate || calm()) keep();
  }
  function zoom(factor) {
    network.moveTo({ scale: Math.min(6, Math.max(0.03, network.getScale() * factor)), animation: animation() });
    if (calm()) keep();
  }
  function keep() {
    const { x, y } = network.getViewPosition();
    State.camera = { x, y, scale: network.getScale() };
  }
  // When a panel opens or closes, what is drawn stays where it is on the screen; only what is chosen comes into view.
  let frame = null;
  function resize(bring = true) {
    const next = host().getBoundingClientRect();
    const before = frame || next;
    if (frame && ["left", "top", "width", "height"].every((side) => frame[side] === next[side])) return;
    frame = next;
    // The middle is read in the new frame by the old measure: a frame that grew to the right or down needs no more.
    const { x, y } = network.getViewPosition(),
      scale = network.getScale();
    network.setSize("100%", "100%");
    const position = { x: x + (next.left - before.left) / scale, y: y + (next.top - before.top) / scale };
    network.moveTo({ position, scale, animation: false });
    const { selected } = State.now;
    if (bring && selected?.node !== undefined) bringIntoView(selected.node);
    else if (bring && selected?.edge !== undefined)
      [Data.head[selected.edge], Data.tail[selected.edge]].forEach(bringIntoView);
    keep();
  }
  function look(camera) {
    resize(false);
    network.moveTo({ position: { x: camera.x, y: camera.y }, scale: camera.scale, animation: false });
    State.camera = camera;
  }
  return { start, fit, resize, flyTo, bringIntoView, zoom, look, keep };
})();
