// The keyboard: "/" searches, "?" helps, "g" and a letter goes somewhere, arrows walk through the
// rows of tables. Who writes by voice or uses these letters otherwise can switch them off.

const offSetting = "countinghouse.keys-off";
const places = { h: "/ar/", r: "/ar/report/", c: "/ar/customers/", i: "/import/" };
const goMilliseconds = 1_200;
let goUntil = 0;

/** Whether a key belongs to a field or a dialog; one that was just closed may keep the focus. */
function isTyping(element) {
  const place = element?.closest("input, select, textarea, [contenteditable], dialog");
  return place != null && place.checkVisibility();
}

function areKeysOn() {
  try {
    return localStorage.getItem(offSetting) === null;
  } catch {
    return true;
  }
}

function setKeys(areOn) {
  try {
    if (areOn) localStorage.removeItem(offSetting);
    else localStorage.setItem(offSetting, "1");
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

export function showHelp() {
  const help = document.getElementById("help");
  const box = help?.querySelector("[data-action=keys]");
  if (!help || help.open) return;
  box.checked = areKeysOn();
  help.showModal();
}

function focusSearch() {
  const field = document.getElementById("site-search");
  if (!field) return false;
  if (field.offsetParent === null) document.querySelector("[data-action=nav]")?.click();
  field.focus();
  field.select();
  return true;
}

function handleSign(event) {
  if (!areKeysOn() || isTyping(event.target)) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isGoing = event.timeStamp < goUntil;
  goUntil = 0;
  if (isGoing && places[event.key]) {
    event.preventDefault();
    const link = document.querySelector(`.site-nav a[href="${places[event.key]}"]`);
    if (link) location.href = link.href;
  } else if (event.key === "g") {
    goUntil = event.timeStamp + goMilliseconds;
  } else if (event.key === "/" && focusSearch()) {
    event.preventDefault();
  } else if (event.key === "?") {
    event.preventDefault();
    showHelp();
  }
}

/** The row to go to; undefined for a key that means nothing here. */
function target(rows, at, key) {
  if (key === "ArrowDown") return rows[Math.min(at + 1, rows.length - 1)];
  if (key === "ArrowUp") return rows[Math.max(at - 1, 0)];
  if (key === "Home") return rows[0];
  if (key === "End") return rows[rows.length - 1];
  return undefined;
}

function handleRow(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const row = event.target.closest("table[data-keys] tbody tr");
  if (!row || event.target.closest("input, select, textarea, details, dialog")) return;
  if (event.key === "Enter" && event.target === row) {
    row.querySelector("a[href]")?.click();
    return;
  }
  const rows = [...row.closest("table").querySelectorAll("tbody tr")];
  const next = target(rows, rows.indexOf(row), event.key);
  if (!next) return;
  event.preventDefault();
  const link = next.querySelector("a[href]");
  if (!link) next.tabIndex = -1;
  (link ?? next).focus();
}

/** Rows without a link can be reached as well: the first of them with Tab. */
function handleTable(table) {
  const first = table.querySelector("tbody tr");
  if (first && !table.querySelector("tbody a[href]")) first.tabIndex = 0;
}

export function initialiseKeys() {
  document.addEventListener("keydown", handleSign);
  document.addEventListener("keydown", handleRow);
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-action=keys]")) setKeys(event.target.checked);
  });
  document.querySelectorAll("table[data-keys]").forEach(handleTable);
  document.addEventListener("htmx:afterSettle", () => {
    document.querySelectorAll("table[data-keys]").forEach(handleTable);
  });
}
