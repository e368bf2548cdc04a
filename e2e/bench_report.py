"""How long the aging report takes in Chromium: a new profile each time, on a server that is warm.

    COUNTINGHOUSE_URL=… COUNTINGHOUSE_LOGIN_LINK=… .venv/bin/python e2e/bench_report.py

Prints JSON: the time until the last row in view is painted (median, and each run), the bytes that
came over the wire for that without the charts, and what moved while it loaded. Ends with 1 when
one of them is over its limit.
"""

import argparse
import json
import statistics
import sys
import urllib.parse

import session
from browsing import CHROMIUM, CHROMIUM_ARGS, HEIGHT, SETTLED_SCRIPT, SHIFT_SCRIPT
from playwright.sync_api import Browser, Playwright, sync_playwright

RUNS = 5
PAINTED_MS_MAX = 1_000
BYTES_MAX = 200_000

# Looks at every frame: the rows in view are there when one reaches below the window, or when
# nothing follows. What a frame finds is on the screen when the next one begins, and not before
# the browser says that it has painted anything.
PAINT_SCRIPT = """
window.painted = null;
(function look() {
  requestAnimationFrame(() => {
    const rows = [...document.querySelectorAll("table.data tbody tr")];
    const reachesBelow = rows.some((row) => row.getBoundingClientRect().bottom >= innerHeight);
    if (!reachesBelow && !(rows.length && document.readyState !== "loading")) return look();
    requestAnimationFrame((next) => { window.painted = next; });
  });
})();
"""
RESULT_SCRIPT = """() => {
    const first = performance.getEntriesByName("first-contentful-paint")[0];
    return first && window.painted !== null
        ? { painted: Math.max(window.painted, first.startTime), first: first.startTime,
            answered: performance.getEntriesByType("navigation")[0].responseEnd }
        : null;
}"""


def is_of_charts(address: str) -> bool:
    path = urllib.parse.urlsplit(address).path
    return "chart" in path.rsplit("/", 1)[-1] or "chart" in path


def run(playwright: Playwright, state: dict, address: str) -> dict:
    """One visit by a browser that has never been there."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
    try:
        context = browser.new_context(
            viewport={"width": 1440, "height": HEIGHT}, storage_state=state
        )
        context.add_init_script(SHIFT_SCRIPT)
        context.add_init_script(PAINT_SCRIPT)
        page = context.new_page()
        page.set_default_timeout(session.TIMEOUT_MS)
        wire = context.new_cdp_session(page)
        addresses: dict[str, str] = {}
        sizes: dict[str, int] = {}
        wire.on(
            "Network.requestWillBeSent",
            lambda event: addresses.update({event["requestId"]: event["request"]["url"]}),
        )
        wire.on(
            "Network.loadingFinished",
            lambda event: sizes.update({event["requestId"]: int(event["encodedDataLength"])}),
        )
        wire.send("Network.enable")
        page.goto(address)
        page.wait_for_function(SETTLED_SCRIPT)
        times = page.wait_for_function(RESULT_SCRIPT).json_value()
        shift = page.evaluate("window.layoutShifts.reduce((sum, { value }) => sum + value, 0)")
        counted = {
            urllib.parse.urlsplit(addresses[request]).path: size
            for request, size in sizes.items()
            if size and not is_of_charts(addresses[request])
        }
        rows = page.locator("table.data tbody tr").count()
    finally:
        browser.close()
    return {
        "painted_ms": round(times["painted"], 1),
        "first_paint_ms": round(times["first"], 1),
        "answered_ms": round(times["answered"], 1),
        "bytes": sum(counted.values()),
        "files": counted,
        "layout_shift": shift,
        "rows": rows,
    }


def logged_in(playwright: Playwright) -> dict:
    browser: Browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
    try:
        return session.state(browser)
    finally:
        browser.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--path", default="/ar/report/", help="the page, by default the report")
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args()
    address = session.url() + options.path
    with sync_playwright() as playwright:
        state = logged_in(playwright)
        run(playwright, state, address)  # warms the server
        runs = [run(playwright, state, address) for _ in range(options.runs)]
    median = statistics.median(visit["painted_ms"] for visit in runs)
    wire_bytes = max(visit["bytes"] for visit in runs)
    shift = max(visit["layout_shift"] for visit in runs)
    met = median <= PAINTED_MS_MAX and wire_bytes <= BYTES_MAX and shift == 0
    result = {
        "page": options.path,
        "painted_ms": median,
        "painted_ms_max": PAINTED_MS_MAX,
        "bytes": wire_bytes,
        "bytes_max": BYTES_MAX,
        "layout_shift": shift,
        "met": met,
        "runs": runs,
    }
    print(json.dumps(result, indent=2))
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
