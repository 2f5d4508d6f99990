// Builds elements. Text goes in as text nodes only: nothing in this page ever sets innerHTML.
const Dom = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  function fill(element, props, children) {
    for (const [name, value] of Object.entries(props || {})) {
      if (value === undefined || value === null || value === false) continue;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name === "style") for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
      else if (["value", "checked", "disabled", "hidden", "indeterminate"].includes(name)) element[name] = value;
      else element.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of children.flat(3)) {
      if (child !== null && child !== undefined && child !== false) element.append(child);
    }
    return element;
  }
  const el = (tag, props, ...children) => fill(document.createElement(tag), props, children);
  const svg = (tag, props, ...children) => fill(document.createElementNS(SVG, tag), props, children);
  return {
    el,
    svg,
    id: (name) => document.getElementById(name),
    icon: (name) => svg("svg", { class: "icon", "aria-hidden": "true" }, svg("use", { href: `#i-${name}` })),
    // A name out of a document: isolated, so that right-to-left letters do not turn what stands around it.
    name: (text, props) => el("bdi", props, text),
    replace: (element, ...children) => element.replaceChildren(...children.flat(3).filter((child) => child)),
    // A tiny picture of an entity type's shape, for legend and lists.
    swatch(shape, color) {
      const shapes = {
        square: "M2 2H12V12H2Z",
        diamond: "M7 .5L13.5 7 7 13.5 .5 7Z",
        dot: "M7 1.5A5.5 5.5 0 1 0 7 12.5 5.5 5.5 0 1 0 7 1.5Z",
        triangle: "M7 1L13.5 12.5H.5Z",
        triangleDown: "M.5 1.5H13.5L7 13Z",
        hexagon: "M3.7 1.3H10.3L13.6 7 10.3 12.7H3.7L.4 7Z",
        star: "M7 .5L8.8 5H13.5L9.8 8 11.2 13 7 10.1 2.8 13 4.2 8 .5 5H5.2Z",
      };
      return svg(
        "svg",
        { class: "swatch", viewBox: "0 0 14 14", "aria-hidden": "true" },
        svg("path", { d: shapes[shape] || shapes.dot, fill: color }),
      );
    },
    line(color, kind) {
      return svg(
        "svg",
        { class: "swatch line", viewBox: "0 0 26 14", "aria-hidden": "true" },
        svg("path", {
          d: "M1 7H20",
          stroke: color,
          "stroke-width": 2.4,
          "stroke-dasharray": kind === 1 ? "4 3" : undefined,
          fill: "none",
        }),
        svg("path", { d: "M18 3L25 7 18 11Z", fill: color }),
        kind === 2 && svg("path", { d: "M6 3L14 11M14 3L6 11", stroke: color, "stroke-width": 1.8 }),
      );
    },
  };
})();
const { el } = Dom;
