"""The report page in a real browser against a running server.

The module `session` says where the server is and logs in; it must have at least one open item.
Pictures of every page looked at are kept when COUNTINGHOUSE_SCREENSHOTS names a folder.
"""

import os
import re
import unittest
from decimal import Decimal
from pathlib import Path

import session
from browsing import browser
from playwright.sync_api import Page

WIDTHS = (360, 768, 1440)
TIMEOUT_MS = 60_000


def amount(text: str) -> Decimal:
    """A figure of the page, in a locale that has a point before the decimals."""
    return Decimal(re.sub(r"[^0-9.\-]", "", text.replace("\u2212", "-")))


class ReportPageTest(unittest.TestCase):
    """A fresh context for each test."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.url = session.url()
        cls.browser = browser()

    def open(self, path: str = "/ar/report/", width: int = 1440, scheme: str = "light") -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            storage_state=session.state(self.browser),
        )
        self.addCleanup(context.close)
        page = context.new_page()
        page.set_default_timeout(TIMEOUT_MS)
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: self.complaints.append(message.text)
            if message.type in ("error", "warning")
            else None,
        )
        page.on(
            "request",
            lambda request: self.complaints.append(f"asked another host: {request.url}")
            if not request.url.startswith((self.url, "data:"))
            else None,
        )
        page.goto(self.url + path)
        return page

    def keep(self, page: Page, name: str) -> None:
        folder = os.environ.get("COUNTINGHOUSE_SCREENSHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(Path(folder) / f"{name}.png"))

    def api(self, **question: str) -> dict:
        return session.json(
            self.browser, "/api/v1/reports/aging", **{"limit": "50000", **question}
        )

    def shown_totals(self, page: Page) -> list[Decimal]:
        return [amount(cell) for cell in page.locator("tr.totals td").all_inner_texts()]

    def test_totals_are_those_of_the_api(self) -> None:
        page = self.open()
        totals = self.api()["totals"]
        expected = [Decimal(text) for text in totals["amounts"] + [totals["total"]]]
        self.assertEqual(self.shown_totals(page), expected)
        self.assertIn("add up to the control account", page.inner_text(".reconciled"))
        self.assertEqual(page.locator(".notice.alarm").count(), 0)
        self.assertEqual(self.complaints, [])

    def test_every_row_is_the_apis(self) -> None:
        page = self.open()
        rows = self.api(limit="100")["rows"]
        names = page.locator("tbody th[scope=row] bdi").all_inner_texts()
        self.assertEqual(
            [" ".join(name.split()) for name in names],
            [" ".join(row["customer"].split()) for row in rows],
        )
        last_cells = page.locator("tbody tr td:last-child").all_inner_texts()
        self.assertEqual(
            [amount(text) for text in last_cells], [Decimal(row["total"]) for row in rows]
        )

    def shown(self, page: Page, sign: str) -> None:
        """Waits until the address has a sign of what was asked and the report is there."""
        page.wait_for_url(f"**{sign}**")
        page.wait_for_selector("#report:not(.htmx-request)")

    def test_the_form_changes_the_report(self) -> None:
        page = self.open()
        page.click("#report-options")
        page.fill("#buckets", "15, 45")
        page.select_option("#unapplied", "separate")
        page.select_option("#basis", "invoice")
        self.shown(page, "basis=invoice")
        report = self.api(buckets="15,45", unapplied="separate", basis="invoice")
        totals = report["totals"]
        expected = [*totals["amounts"], totals["unapplied"], totals["total"]]
        self.assertEqual(self.shown_totals(page), [Decimal(text) for text in expected])
        headers = [" ".join(text.split()) for text in page.locator("thead th").all_inner_texts()]
        self.assertEqual(headers[1:4], ["Current", "1–15 days", "16–45 days"])
        self.assertEqual(page.input_value("#buckets"), "15, 45")
        page.reload()
        self.assertEqual(page.input_value("#buckets"), "15, 45")
        self.assertEqual(page.input_value("#basis"), "invoice")
        self.assertEqual(self.shown_totals(page), [Decimal(text) for text in expected])
        self.assertEqual(self.complaints, [])

    def test_without_scripts_it_is_a_form_with_links(self) -> None:
        context = self.browser.new_context(
            java_script_enabled=False, storage_state=session.state(self.browser)
        )
        self.addCleanup(context.close)
        page = context.new_page()
        page.goto(self.url + "/ar/report/")
        page.fill("#q", "a")
        page.click("#report-form button[type=submit]")
        self.assertIn("q=a", page.url)
        page.click("#sort-USD-bucket-1")
        self.assertIn("sort=-bucket-1", page.url)
        self.assertIn("q=a", page.url)
        self.assertEqual(page.locator("[aria-sort=descending] a").inner_text(), "1–30")

    def test_an_earlier_day_and_documents(self) -> None:
        page = self.open()
        day = f"{int(self.api()['as_of'][:4]) - 1}-06-30"
        page.fill("#as-of", day)
        page.select_option("#by", "invoice")
        self.shown(page, "by=invoice")
        report = self.api(as_of=day, by="invoice")
        if report["rows"]:
            self.assertEqual(self.shown_totals(page)[-1], Decimal(report["totals"]["total"]))
            shown = page.locator("tbody td.document bdi").first.inner_text()
            self.assertEqual(shown, report["rows"][0]["document"])
        else:
            self.assertIn("Nothing is open", page.inner_text(".empty"))

    def test_a_customer_leads_to_its_documents(self) -> None:
        page = self.open()
        name = page.locator("tbody th bdi").first.inner_text()
        total = page.locator("tbody tr").first.locator("td").last.inner_text()
        self.assertRegex(
            page.locator("tbody th a").first.get_attribute("href"), r"^/ar/customers/\d+/"
        )
        page.locator("tbody a.drill").first.click()
        page.wait_for_url("**customer=**")
        self.assertEqual(set(page.locator("tbody th[scope=row] bdi").all_inner_texts()), {name})
        self.assertEqual(self.shown_totals(page)[-1], amount(total))
        self.assertRegex(
            page.locator("td.document a").first.get_attribute("href"), r"^/ar/documents/\d+/"
        )
        page.click("text=All customers")
        self.assertGreater(page.locator("tbody a.drill").count(), 0)

    def test_columns_sort_and_the_way_back_works(self) -> None:
        page = self.open()
        usual = page.locator("tbody th bdi").all_inner_texts()
        page.click("#sort-USD-bucket-5")
        self.shown(page, "sort=-bucket-5")
        oldest = [amount(text) for text in page.locator("tbody td:nth-child(7)").all_inner_texts()]
        self.assertEqual(oldest, sorted(oldest, reverse=True))
        self.assertEqual(page.evaluate("document.activeElement.id"), "sort-USD-bucket-5")
        page.click("#sort-USD-customer")
        self.shown(page, "sort=customer")
        self.assertEqual(page.locator("th[aria-sort]").get_attribute("aria-sort"), "ascending")
        page.go_back()
        self.shown(page, "sort=-bucket-5")
        page.go_back()
        page.wait_for_url(lambda address: "sort" not in address)
        page.wait_for_function(
            "name => document.querySelector('tbody th bdi').innerText === name", arg=usual[0]
        )
        self.assertEqual(page.locator("tbody th bdi").all_inner_texts(), usual)
        self.assertEqual(self.complaints, [])

    def test_the_next_page_begins_at_its_first_row(self) -> None:
        page = self.open("/ar/report/?by=invoice")
        page.click("nav.pager a[rel=next]")
        self.shown(page, "page=2")
        page.wait_for_function(
            """() => {
                const top = document.querySelector("#result").getBoundingClientRect().top;
                return top > -50 && top < innerHeight / 2
                    && document.activeElement.matches("#result .table-wrap");
            }"""
        )
        self.assertEqual(self.complaints, [])

    def test_a_search_finds_as_it_is_typed(self) -> None:
        page = self.open()
        name = page.locator("tbody th bdi").nth(2).inner_text()
        whole = self.shown_totals(page)
        page.locator("#q").press_sequentially(name[:5])
        self.shown(page, "q=")
        page.wait_for_selector("tr.found")
        self.assertEqual(page.input_value("#q"), name[:5])
        self.assertEqual(page.evaluate("document.activeElement.id"), "q")
        names = page.locator("tbody th bdi").all_inner_texts()
        self.assertIn(name, names)
        shown = [amount(text) for text in page.locator("tbody td:last-child").all_inner_texts()]
        found = page.locator("tr.found td").last.inner_text()
        self.assertEqual(sum(shown), amount(found))
        self.assertEqual(self.shown_totals(page), whole)
        page.fill("#q", "nobody is called this")
        page.wait_for_selector("td.none")
        self.assertEqual(self.shown_totals(page), whole)
        page.click("text=Show all customers")
        page.wait_for_selector("tbody a.drill")

    def test_a_comparison_leads_from_one_day_to_the_other(self) -> None:
        page = self.open()
        page.click("text=Month end before")
        self.shown(page, "compare=")
        day = page.input_value("#compare")
        table = page.locator("table.roll")
        rows = [
            [amount(text) for text in row.locator("td").all_inner_texts()]
            for row in table.locator("tbody tr, tfoot tr").all()
        ]
        for column in range(len(rows[0])):
            self.assertEqual(sum(row[column] for row in rows[:-1]), rows[-1][column])
        then, now = self.api(as_of=day)["totals"], self.api()["totals"]
        for row, totals in ((rows[0], then), (rows[-1], now)):
            expected = [Decimal(text) for text in [*totals["amounts"], totals["total"]]]
            self.assertEqual(row, expected)
        shown = self.shown_totals(page)
        self.assertEqual(shown[-2], Decimal(then["total"]))
        self.assertEqual(shown[-1], Decimal(now["total"]) - Decimal(then["total"]))
        page.wait_for_selector("figure[data-chart=waterfall] canvas")
        page.click("#sort-USD-change")
        self.shown(page, "sort=-change")
        changes = [amount(text) for text in page.locator(
            "table.aging tbody td:last-child").all_inner_texts()]
        self.assertEqual(changes, sorted(changes, reverse=True))
        self.keep(page, "comparison")
        self.assertEqual(self.complaints, [])

    def test_quick_days_and_the_date_field_agree(self) -> None:
        page = self.open()
        page.click("text=Year end >> nth=0")
        self.shown(page, "as_of=")
        self.assertRegex(page.input_value("#as-of"), r"^\d{4}-12-31$")
        self.assertIn(page.input_value("#as-of"), page.url)

    def test_a_wrong_limit_is_explained_where_it_stands(self) -> None:
        page = self.open("/ar/report/?buckets=60,30")
        self.assertEqual(page.get_attribute("#buckets", "aria-invalid"), "true")
        described = page.get_attribute("#buckets", "aria-describedby")
        self.assertIn("increase from left to right", page.inner_text(f"#{described}"))
        self.assertEqual(page.input_value("#buckets"), "60,30")

    def test_an_empty_report_says_what_to_do(self) -> None:
        page = self.open("/ar/report/?as_of=1900-01-01")
        self.keep(page, "empty")
        self.assertIn("countinghouse import", page.inner_text(".empty"))

    def test_nothing_is_wider_than_the_window(self) -> None:
        paths = {
            "customers": "/ar/report/",
            "documents": "/ar/report/?by=invoice",
            "limits": "/ar/report/?buckets=7,14,30,60,90,120,180,360&unapplied=separate",
            "currencies": "/ar/report/?currency=all",
            "compared": "/ar/report/?compare=2026-01-31",
            "found": "/ar/report/?q=a&sort=customer",
            "missing": "/nothing-here",
        }
        for scheme in ("light", "dark"):
            for name, path in paths.items():
                page = self.open(path, WIDTHS[0], scheme)
                for width in WIDTHS:
                    with self.subTest(width=width, scheme=scheme, page=name):
                        page.set_viewport_size({"width": width, "height": 900})
                        self.keep(page, f"{name}-{width}-{scheme}")
                        wider = page.evaluate(
                            "document.documentElement.scrollWidth - window.innerWidth"
                        )
                        self.assertLessEqual(wider, 0)

    def test_a_wide_screen_shows_every_column(self) -> None:
        for query in ("by=invoice", "compare=2026-01-01", "unapplied=separate"):
            with self.subTest(query=query):
                page = self.open(f"/ar/report/?{query}")
                hidden = page.evaluate(
                    "() => { const wrap = document.querySelector('#result .table-wrap');"
                    " return wrap.scrollWidth - wrap.clientWidth; }"
                )
                self.assertLessEqual(hidden, 0)

    def test_no_amount_is_cut_off_beside_the_names(self) -> None:
        page = self.open("/ar/report/", 360)
        region = page.locator(".table-wrap").first
        region.evaluate("region => region.scrollBy(100, 0)")
        page.wait_for_function(
            """() => {
                const region = document.querySelector(".table-wrap");
                const edge = region.querySelector("tbody th").getBoundingClientRect().right;
                const cells = [...region.querySelectorAll("tbody tr:first-child td")];
                return cells.every((cell) => {
                    const box = cell.getBoundingClientRect();
                    return box.right <= edge + 1 || box.left >= edge - 2;
                });
            }"""
        )

    def test_light_and_dark_are_readable(self) -> None:
        script = """() => {
            const parse = (text) => text.match(/[\\d.]+/g).map(Number);
            const light = ([r, g, b]) => {
                const part = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
                return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
            };
            const ground = (element) => {
                for (let at = element; at; at = at.parentElement) {
                    const colour = parse(getComputedStyle(at).backgroundColor);
                    if (colour.length < 4 || colour[3] > 0) return colour;
                }
                return [255, 255, 255];
            };
            const poor = [];
            for (const element of document.querySelectorAll("main *, header *")) {
                const hasText = [...element.childNodes].some(
                    (node) => node.nodeType === 3 && node.data.trim());
                if (!hasText || element.closest("svg, option, datalist")) continue;
                const ink = light(parse(getComputedStyle(element).color));
                const paper = light(ground(element));
                const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
                if (ratio < 4.5) poor.push(`${element.className || element.tagName} ${ratio}`);
            }
            return [...new Set(poor)];
        }"""
        grounds = set()
        for scheme in ("light", "dark"):
            page = self.open("/ar/report/?unapplied=separate", scheme=scheme)
            self.assertEqual(page.evaluate(script), [], scheme)
            grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        self.assertEqual(len(grounds), 2)

    def test_names_are_shown_as_text(self) -> None:
        page = self.open()
        self.assertEqual(page.locator("main script, main img, main iframe").count(), 0)
        for row in self.api(limit="100")["rows"]:
            if re.search(r"[<>&\"']", row["customer"]):
                self.assertIn(row["customer"], page.inner_text("tbody"))
        self.assertEqual(self.complaints, [])

    def test_everything_is_reached_by_keyboard_and_seen_when_it_is(self) -> None:
        page = self.open()
        page.keyboard.press("Tab")
        self.assertEqual(page.evaluate("document.activeElement.textContent"), "Skip to content")
        box = page.locator(".skip").bounding_box()
        self.assertGreaterEqual(box["y"], 0)
        page.keyboard.press("Enter")
        self.assertEqual(page.evaluate("document.activeElement.id"), "main")
        reached = []
        for _ in range(60):
            page.keyboard.press("Tab")
            reached.append(
                page.evaluate(
                    """() => {
                        const at = document.activeElement;
                        // A part of a date field that has the focus draws its own outline.
                        const outline = at.matches(":focus")
                            ? getComputedStyle(at).outlineStyle : "auto";
                        return [at.id || at.className || at.tagName, outline];
                    }"""
                )
            )
            if reached[-1][0] == "report-options":
                page.keyboard.press("Enter")
            if reached[-1][0] == "table-wrap":
                break
        names = [name for name, _ in reached]
        fields = ("as-of", "compare", "q", "by", "basis", "buckets", "unapplied", "currency")
        for field in (*fields, "table-wrap"):
            self.assertIn(field, names)
        self.assertEqual({outline for _, outline in reached} - {"solid", "auto"}, set())

    def test_every_field_and_column_has_a_name(self) -> None:
        page = self.open("/ar/report/?by=invoice")
        unnamed = page.evaluate(
            """() => [...document.querySelectorAll("input:not([type=hidden]), select")]
                .filter((field) => field.labels.length === 0).map((field) => field.id)"""
        )
        self.assertEqual(unnamed, [])
        self.assertEqual(page.locator("table caption").count(), page.locator("table").count())
        self.assertEqual(page.locator("thead th:not([scope=col])").count(), 0)
        self.assertEqual(page.locator("tbody th:not([scope=row])").count(), 0)
        self.assertEqual(page.locator("h1").count(), 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
