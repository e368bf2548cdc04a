"""Who the browser tests are logged in as.

COUNTINGHOUSE_URL is the address of a running server and COUNTINGHOUSE_LOGIN_LINK the one-time link
that `countinghouse serve --demo` prints. The link is used once, for all tests of the process; with
COUNTINGHOUSE_SESSION_FILE the session is kept there, so that the next process needs no new link.

    context = browser.new_context(storage_state=session.state(browser))
    rows = session.json("/api/v1/reports/aging", limit="100")["rows"]
"""

import json as json_format
import os
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser

COOKIE = "countinghouse_session"
TIMEOUT_MS = 60_000

_state: dict | None = None


def setting(name: str, what: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        sys.exit(f"Set {name} to {what}.")
    return value


def url() -> str:
    return setting("COUNTINGHOUSE_URL", "the address of a running server").rstrip("/")


def state(browser: Browser) -> dict:
    """The storage state of a browser that is logged in; logs in the first time."""
    global _state
    if _state is None:
        _state = _kept() or _log_in(browser)
    return _state


def cookie(browser: Browser) -> str:
    """The header with which a program asks as the same person."""
    values = [item["value"] for item in state(browser)["cookies"] if item["name"] == COOKIE]
    return f"{COOKIE}={values[0]}"


def fetch(browser: Browser, path: str, **query: str) -> bytes:
    """The body of an address of the server, asked for as a program."""
    return fetch_as(cookie(browser), path, **query)


def fetch_as(cookie: str, path: str, **query: str) -> bytes:
    """The same with a cookie that is at hand, from any thread."""
    address = url() + path + ("?" + urllib.parse.urlencode(query) if query else "")
    request = urllib.request.Request(address, headers={"Cookie": cookie})
    with urllib.request.urlopen(request, timeout=TIMEOUT_MS / 1000) as answer:
        return answer.read()


def json(browser: Browser, path: str, **query: str) -> dict:
    return json_format.loads(fetch(browser, path, **query))


def command(*arguments: str) -> str:
    """Runs `countinghouse` on the server's data, which must succeed; returns what it prints."""
    binary = setting("COUNTINGHOUSE_BINARY", "the program")
    setting("COUNTINGHOUSE_DATA_DIR", "the data directory of the server")
    result = subprocess.run(
        [binary, *arguments], capture_output=True, text=True, timeout=120, check=False
    )
    if result.returncode != 0:
        raise RuntimeError(f"{' '.join(arguments)}: {result.stderr}")
    return result.stdout


def _log_in(browser: Browser) -> dict:
    link = setting("COUNTINGHOUSE_LOGIN_LINK", "the one-time link that serve --demo printed")
    context = browser.new_context()
    try:
        page = context.new_page()
        page.set_default_timeout(TIMEOUT_MS)
        page.goto(link)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url(lambda address: "/login" not in address)
        found = context.storage_state()
    finally:
        context.close()
    file = os.environ.get("COUNTINGHOUSE_SESSION_FILE")
    if file:
        Path(file).touch(mode=0o600)
        Path(file).write_text(json_format.dumps(found))
    return found


def _kept() -> dict | None:
    file = os.environ.get("COUNTINGHOUSE_SESSION_FILE")
    if not file or not Path(file).is_file():
        return None
    found = json_format.loads(Path(file).read_text())
    header = "; ".join(f"{item['name']}={item['value']}" for item in found["cookies"])
    request = urllib.request.Request(url() + "/ar/api/summary-stats/", headers={"Cookie": header})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_MS / 1000):
            return found
    except urllib.error.HTTPError:
        return None
