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
    resize(false); // a panel that has just opened narrows the frame the entity is to be in the middle of
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
    const ids = Array.from(list || View.now.nodes).filter((n) => network.body.nodes[n]);
    if (!ids.length) return;
    resize(false);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const n of ids) {
      const { x, y } = network.body.nodes[n],
        size = Style.size(n);
      box[0] = Math.min(box[0], x - size);
      box[1] = Math.min(box[1], y - size);
      box[2] = Math.max(box[2], x + size);
      box[3] = Math.max(box[3], y + size);
    }
    // In pixels: names stand below and beside the figures, the buttons on the right.
    const [left, top, right, bottom] = [36, 28, 64, 36 + covered()];
    const [wide, high] = [host().clientWidth - left - right, host().clientHeight - top - bottom];
    const most = Math.min(wide / (box[2] - box[0] || 1), high / (box[3] - box[1] || 1), 1.6);
    const scale = Math.max(0.03, most);
    const position = {
      x: (box[0] + box[2]) / 2 + (right - left) / 2 / scale,
      y: (box[1] + box[3]) / 2 + (bottom - top) / 2 / scale,
    };
    network.moveTo({ position, scale, animation: animate ? animation() : false });
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
