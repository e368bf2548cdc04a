// What the search in the header finds while somebody types: arrows walk through it, Escape closes.

function links(form) {
  return [...form.querySelectorAll(".site-hits a[href]")];
}

function handleKey(event) {
  const form = event.target.closest?.(".site-search");
  if (!form || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    form.querySelector(".site-hits").replaceChildren();
    form.querySelector("input").focus();
    return;
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const stops = [form.querySelector("input"), ...links(form)];
  const at = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  if (stops.length < 2 || at < 0 || at >= stops.length) return;
  event.preventDefault();
  stops[at].focus();
}

export function initialiseHits() {
  document.addEventListener("keydown", handleKey);
}
