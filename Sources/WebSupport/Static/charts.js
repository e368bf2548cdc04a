// Draws the charts of a page: each `figure[data-chart]` with the figures of its `data-src`.
// Nothing waits for it: the same figures stand on the page as text.

import { describe, options } from "./chart-options.js";

const drawn = new Map();
let library;

/** The chart library, fetched once, when the first chart needs it. */
function loadLibrary() {
  const address = document.querySelector("meta[name=echarts]").content;
  library ??= import(address).then((module) => module.echarts);
  return library;
}

function note(figure, text) {
  const paragraph = document.createElement("p");
  paragraph.className = "chart-note";
  paragraph.textContent = text;
  figure.querySelector(".chart-canvas, .chart-note")?.remove();
  figure.append(paragraph);
}

function canvas(figure, label) {
  figure.querySelector(".chart-canvas, .chart-note")?.remove();
  const place = document.createElement("div");
  place.className = "chart-canvas";
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", label);
  figure.append(place);
  return place;
}

function render({ chart, figure, data }) {
  chart.setOption(options(figure.dataset.chart, data, chart.getWidth()), { notMerge: true });
}

async function drawOne(figure) {
  const [echarts, answer] = await Promise.all([
    loadLibrary(),
    fetch(figure.dataset.src, { headers: { Accept: "application/json" } }),
  ]);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const data = await answer.json();
  const text = describe(figure.dataset.chart, data);
  if (text === null) return note(figure, "There is nothing to draw yet.");
  const name = figure.getAttribute("aria-label") ?? figure.querySelector("figcaption")?.textContent;
  const place = canvas(figure, name ? `${name.trim()}: ${text}` : text);
  const entry = { figure, data, chart: echarts.init(place, null, { renderer: "canvas" }) };
  drawn.set(figure, entry);
  render(entry);
  new ResizeObserver(() => {
    entry.chart.resize();
    render(entry);
  }).observe(place);
}

/** Draws what is not drawn yet, and forgets what has left the page. */
export function draw(root) {
  for (const [figure, { chart }] of drawn) {
    if (figure.isConnected) continue;
    chart.dispose();
    drawn.delete(figure);
  }
  for (const figure of root.querySelectorAll("[data-chart][data-src]:not([data-drawn])")) {
    figure.dataset.drawn = "";
    drawOne(figure).catch(() => {
      note(figure, "The chart could not be loaded. The figures are in the table.");
    });
  }
}

document.addEventListener("themechange", () => drawn.forEach(render));

// Paper is light, whatever the page is.
let shownTheme;

function renderAtOnce(entry) {
  render(entry);
  entry.chart.getZr().flush();
}

window.addEventListener("beforeprint", () => {
  const root = document.documentElement;
  shownTheme = root.dataset.theme;
  root.dataset.theme = "light";
  drawn.forEach(renderAtOnce);
});

window.addEventListener("afterprint", () => {
  const root = document.documentElement;
  if (shownTheme === undefined) delete root.dataset.theme;
  else root.dataset.theme = shownTheme;
  drawn.forEach(renderAtOnce);
});
