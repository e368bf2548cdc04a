// The report page: printing, and fields that follow links which change the report.

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-action=print]")) window.print();
});

/** The fields say what the report shows, also when a link has changed it. */
document.addEventListener("htmx:afterSwap", () => {
  const result = document.getElementById("result");
  if (!result) return;
  for (const [id, value] of [["as-of", result.dataset.asOf], ["compare", result.dataset.compare]]) {
    const field = document.getElementById(id);
    if (field && field !== document.activeElement) field.value = value;
  }
});
