// The import pages: sending a file with its progress, options that take effect at once, and
// following work that runs on the server. Without scripts the same forms work by reloading.

function show(element, isShown) {
  if (element) element.hidden = !isShown;
}

function size(bytes) {
  const units = ["bytes", "kB", "MB", "GB"];
  let unit = 0;
  while (bytes >= 1000 && unit < units.length - 1) {
    bytes /= 1000;
    unit += 1;
  }
  return `${unit > 1 ? bytes.toFixed(1) : Math.round(bytes)} ${units[unit]}`;
}

function sending(form) {
  const area = form.querySelector(".drop-area");
  const input = form.querySelector("input[type=file]");
  const progress = form.querySelector("[data-upload-progress]");
  const bar = progress.querySelector("progress");
  const text = form.querySelector("[data-upload-text]");
  const error = form.querySelector("[data-upload-error]");
  const cancel = form.querySelector("[data-upload-cancel]");
  let request = null;

  function fail(sentence) {
    show(progress, false);
    show(area, true);
    error.textContent = sentence;
    show(error, true);
    input.value = "";
    request = null;
    input.focus();
  }

  function send(file) {
    if (!file || request) return;
    show(error, false);
    show(area, false);
    show(progress, true);
    form.querySelector("[data-upload-name]").textContent = file.name;
    bar.value = 0;
    text.textContent = "Sending…";
    cancel.focus();
    const body = new FormData();
    body.append("csrf_token", form.elements.csrf_token.value);
    body.append("file", file, file.name);
    request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.value = (100 * event.loaded) / event.total;
      text.textContent = event.loaded < event.total
        ? `${size(event.loaded)} of ${size(event.total)}`
        : "Reading the file…";
    });
    request.addEventListener("load", () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* told below */ }
      if (request.status === 201 && answer.location) {
        location.assign(answer.location);
      } else if (request.status === 401) {
        location.assign("/login?next=%2Fimport%2F");
      } else {
        fail(answer.detail || "The file could not be sent. Please try again.");
      }
    });
    request.addEventListener("error", () => fail("The server cannot be reached. Please try again."));
    request.addEventListener("abort", () => fail("Sending was cancelled."));
    request.send(body);
  }

  input.addEventListener("change", () => send(input.files[0]));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(input.files[0]);
  });
  cancel.addEventListener("click", () => request?.abort());

  let depth = 0;
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    depth += 1;
    area.classList.add("is-over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!hasFiles(event)) return;
    depth = Math.max(0, depth - 1);
    if (depth === 0) area.classList.remove("is-over");
  });
  document.addEventListener("dragover", (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    area.classList.remove("is-over");
    if (event.dataTransfer.files.length > 1) {
      fail("Please drop one file at a time.");
    } else {
      send(event.dataTransfer.files[0]);
    }
  });
  // The browser may show the page as it was when one comes back to it.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    show(progress, false);
    show(area, true);
    input.value = "";
    request = null;
  });
}

function following(job, done) {
  const source = new EventSource(job.dataset.events);
  const bar = job.querySelector("progress");
  const text = job.querySelector("[data-job-text]");
  source.addEventListener("message", (event) => {
    const told = JSON.parse(event.data);
    bar.value = told.percent;
    if (text.textContent !== told.text) text.textContent = told.text;
  });
  source.addEventListener("done", () => {
    source.close();
    done();
  });
  window.addEventListener("pagehide", () => source.close());
}

async function checked(check) {
  const answer = await fetch(check.dataset.check, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector(".check-result");
  if (!fresh) return;
  check.replaceWith(fresh);
  follow(fresh);
}

function follow(root) {
  for (const job of root.querySelectorAll("[data-events]")) {
    const check = job.closest("[data-check]");
    following(job, () => (check ? checked(check) : location.reload()));
  }
}

function options(form) {
  const update = form.querySelector("[data-update]");
  form.addEventListener("change", () => {
    sessionStorage.setItem("import-scroll", String(window.scrollY));
    sessionStorage.setItem("import-focus", document.activeElement?.name ?? "");
    form.requestSubmit(update);
  });
  const [place, name] = ["import-scroll", "import-focus"].map((key) => {
    const value = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return value;
  });
  if (place !== null) window.scrollTo(0, Number(place));
  if (name) form.elements.namedItem(name)?.focus?.({ preventScroll: true });
}

for (const form of document.querySelectorAll("form[data-upload]")) sending(form);
for (const form of document.querySelectorAll("form[data-options]")) options(form);
follow(document);
