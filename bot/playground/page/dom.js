/** Builds one element. `on…` attributes are listeners; null, undefined and false leave an attribute out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** A line icon, drawn in the colour of the text around it and silent to screen readers. */
export function icon(path) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" })) {
    svg.setAttribute(name, value);
  }
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const ICONS = {
  attach: "M20 11.5 12.3 19a5 5 0 0 1-7-7l8-7.8a3.3 3.3 0 0 1 4.7 4.7l-8 7.8a1.7 1.7 0 0 1-2.4-2.4L14.7 7",
  close: "M6 6l12 12M18 6 6 18",
  commands: "M4 7h16M4 12h16M4 17h16",
  down: "M6 10l6 6 6-6",
  file: "M7 3h7l5 5v13H7zM14 3v5h5",
  keyboard: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M7 14h10M19 10h.01",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  send: "M4 12 20 4l-5 16-3.5-6.5zM11.5 13.5 20 4",
};
