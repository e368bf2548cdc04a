// The report page: fields that follow links which change the report.

/** Who went to another page of the table goes on in it, not below it. */
document.addEventListener("htmx:afterSettle", (event) => {
  if (!event.detail?.requestConfig?.elt.closest("nav.pager")) return;
  document.querySelector("#result .table-wrap")?.focus({ preventScroll: true });
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
