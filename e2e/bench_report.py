"""How long the aging report takes in Chromium: a new profile each time, on a server that is warm.

    .venv/bin/python e2e/bench_report.py --invoices 1000000
    COUNTINGHOUSE_URL=… COUNTINGHOUSE_LOGIN_LINK=… .venv/bin/python e2e/bench_report.py

The first makes an installation of its own with the release build, the second measures a server that
runs already. Prints JSON: the time until the last row in view is painted (median, and each run), the bytes that
came over the wire for that without the charts, and what moved while it loaded. Ends with 1 when
one of them is over its limit.
"""

import argparse
import json
import os
import random
import re
import statistics
import sys
import urllib.parse
from datetime import date, timedelta
from pathlib import Path

import people
import session
from browsing import CHROMIUM, CHROMIUM_ARGS, HEIGHT, SETTLED_SCRIPT, SHIFT_SCRIPT
from installation import Installation
from playwright.sync_api import Playwright, sync_playwright

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


def write_invoices(path: Path, count: int, customers: int) -> None:
    """The same list each time, with two years of invoices up to today."""
    chance = random.Random(20260930)
    today = date.today()
    with path.open("w", encoding="utf-8") as file:
        file.write("Customer,Invoice No,Invoice Date,Due Date,Amount\n")
        for number in range(count):
            customer = chance.randrange(customers)
            day = today - timedelta(days=chance.randrange(730))
            due = day + timedelta(days=chance.choice((14, 30, 45, 60)))
            cents = chance.randrange(100, 5_000_000)
            file.write(
                f"Customer {customer:05} of the Benchmark,I-{number:07},{day},{due},"
                f"{cents // 100}.{cents % 100:02}\n"
            )


def own_installation(invoices: int, customers: int) -> tuple[Installation, str]:
    """A server over so many invoices, and the link of its owner."""
    os.environ.setdefault(
        "COUNTINGHOUSE_BINARY",
        str(Path(__file__).parent.parent / ".build" / "release" / "countinghouse"),
    )
    installation = Installation()
    try:
        file = Path(installation.folder.name) / "invoices.csv"
        write_invoices(file, invoices, customers)
        installation.run("tenant", "create", "bench")
        installation.run("import", str(file), "--tenant", "bench", seconds=3_600)
        printed = installation.run(
            "user", "create", "bench@example.com", "--tenant", "bench", "--role", "viewer"
        )
        installation.serve()
    except BaseException:
        installation.close()
        raise
    return installation, re.search(r"http://\S+/login/link/\S+", printed)[0]


def logged_in(playwright: Playwright, link: str | None) -> dict:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
    try:
        if link is None:
            return session.state(browser)
        page = browser.new_page()
        people.set_password(page, link)
        return page.context.storage_state()
    finally:
        browser.close()


def measure(url: str, link: str | None, path: str, count: int) -> dict:
    with sync_playwright() as playwright:
        state = logged_in(playwright, link)
        run(playwright, state, url + path)  # warms the server
        runs = [run(playwright, state, url + path) for _ in range(count)]
    median = statistics.median(visit["painted_ms"] for visit in runs)
    wire_bytes = max(visit["bytes"] for visit in runs)
    shift = max(visit["layout_shift"] for visit in runs)
    return {
        "page": path,
        "painted_ms": median,
        "painted_ms_max": PAINTED_MS_MAX,
        "bytes": wire_bytes,
        "bytes_max": BYTES_MAX,
        "layout_shift": shift,
        "met": median <= PAINTED_MS_MAX and wire_bytes <= BYTES_MAX and shift == 0,
        "runs": runs,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="Measures the aging report in Chromium.")
    parser.add_argument("--path", default="/ar/report/", help="the page, by default the report")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--invoices", type=int, help="make an installation with so many")
    parser.add_argument("--customers", type=int, default=10_000)
    options = parser.parse_args()
    if options.invoices is None:
        result = measure(session.url(), None, options.path, options.runs)
    else:
        installation, link = own_installation(options.invoices, options.customers)
        try:
            result = measure(installation.url, link, options.path, options.runs)
        finally:
            installation.close()
    print(json.dumps(result, indent=2))
    return 0 if result["met"] else 1


if __name__ == "__main__":
    sys.exit(main())
