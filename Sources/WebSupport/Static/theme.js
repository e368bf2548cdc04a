// Light or dark. The server reads the choice from the cookie, so that no page begins in the wrong
// one; the choice that the system would make anyway is not kept.

const cookie = "ch_theme";
const yearSeconds = 31_536_000;
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

function current() {
  return document.documentElement.dataset.theme ?? (systemIsDark.matches ? "dark" : "light");
}

function announce() {
  document.dispatchEvent(new CustomEvent("themechange"));
}

function choose(theme) {
  const isSystems = theme === (systemIsDark.matches ? "dark" : "light");
  if (isSystems) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  const seconds = isSystems ? 0 : yearSeconds;
  document.cookie = `${cookie}=${isSystems ? "" : theme}; Path=/; Max-Age=${seconds}; SameSite=Lax`;
  announce();
}

export function initialiseTheme() {
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-action=theme]")) return;
    choose(current() === "dark" ? "light" : "dark");
  });
  systemIsDark.addEventListener("change", announce);
}
