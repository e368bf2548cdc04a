// What every page does in a browser: menus, the folded navigation, messages, copying, printing. Pages
// work without.

import { initialiseHits } from "./hits.js";
import { initialiseKeys, showHelp } from "./keys.js";
import { initialiseTheme } from "./theme.js";

const messageMilliseconds = 10_000;

function toggleNavigation(button) {
  const isOpen = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(isOpen));
}

/** Puts what an element says into the clipboard, and says so on the button. */
async function copyText(button) {
  const source = document.getElementById(button.dataset.copies);
  try {
    await navigator.clipboard.writeText(source.innerText.trim());
  } catch {
    // Only encrypted pages may; what is marked can be copied by hand.
    getSelection().selectAllChildren(source);
    if (!document.execCommand("copy")) return;
  }
  button.textContent = button.dataset.done;
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!except || !menu.contains(except)) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-action]");
  if (button?.dataset.action === "nav") toggleNavigation(button);
  if (button?.dataset.action === "help") showHelp();
  if (button?.dataset.action === "print") window.print();
  if (button?.dataset.action === "copy") copyText(button);
  closeMenus(button?.dataset.action === "help" ? null : event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details.menu[open]");
  closeMenus();
  menu?.querySelector("summary").focus();
});

// A menu that loses the focus to another part of the page closes.
document.addEventListener("focusin", (event) => closeMenus(event.target));

/** Shows a message above the page for a while. */
function showMessage(text) {
  const message = document.createElement("p");
  message.className = "flash error";
  message.textContent = text;
  document.getElementById("messages")?.replaceChildren(message);
  setTimeout(() => message.remove(), messageMilliseconds);
}

function explanation(answer) {
  try {
    return JSON.parse(answer.responseText).detail;
  } catch {
    return undefined;
  }
}

document.addEventListener("htmx:responseError", (event) => {
  showMessage(explanation(event.detail.xhr) ?? "This did not work. Load the page again and repeat it.");
});
document.addEventListener("htmx:sendError", () => {
  showMessage("The server does not answer. Try again in a moment.");
});

/** Fetches what draws charts once the page is there and the browser has nothing else to do. */
function drawCharts(root) {
  if (!root.querySelector("[data-chart]")) return;
  const whenIdle = window.requestIdleCallback ?? ((task) => setTimeout(task, 50));
  const afterPaint = () => requestAnimationFrame(() => whenIdle(async () => {
    const charts = await import("./charts.js");
    charts.draw(root);
  }, { timeout: 2_000 }));
  if (document.readyState === "complete") afterPaint();
  else window.addEventListener("load", afterPaint, { once: true });
}

/** Where a row of tabs is wider than the window, the current one is in view. */
function showCurrentTabs() {
  for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
    const beyond = tab.getBoundingClientRect().right - tab.parentElement.getBoundingClientRect().right;
    if (beyond > 0) tab.parentElement.scrollLeft += beyond;
  }
}

initialiseTheme();
showCurrentTabs();
initialiseKeys();
initialiseHits();
drawCharts(document);
document.addEventListener("htmx:afterSettle", (event) => drawCharts(event.target.parentElement ?? document));
