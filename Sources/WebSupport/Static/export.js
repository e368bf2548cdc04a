// Fetches the file of an export as soon as it is ready, once, for whoever waits on its page.
document.addEventListener("htmx:afterSettle", () => {
  const link = document.querySelector("a[data-ready]");
  if (!link) return;
  delete link.dataset.ready;
  link.click();
});
