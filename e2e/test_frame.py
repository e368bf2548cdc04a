"""The frame of every page: themes, keys, menus, tables and charts as scripts make them."""

import json

from browsing import TWO_FRAMES_SCRIPT, BrowserCase
from playwright.sync_api import Page

PATH = "/ar/report/"
DARK = "rgb(15, 20, 19)"
LIGHT = "rgb(248, 249, 249)"

TABLE = """<div class="table-wrap"><table class="data" data-keys id="tried"><tbody>
<tr><th scope="row"><a href="#one">One</a></th></tr>
<tr><th scope="row"><a href="#two">Two</a></th></tr>
<tr><th scope="row">Three</th></tr></tbody></table></div>"""

CHARTS = {
    "aging": {
        "currency": "EUR",
        "buckets": [
            {"label": "Current", "amount": "1200.50", "share": "80.0"},
            {"label": "1–30", "amount": "-300.00", "share": "20.0"},
        ],
    },
    "trend": {
        "currency": "EUR",
        "points": [
            {"date": "2026-09-01", "total": "10.00", "overdue": "5.00"},
            {"date": "2026-09-08", "total": "12.00", "overdue": "4.00"},
        ],
    },
    "waterfall": {
        "currency": "EUR",
        "steps": [
            {"label": "Opening", "amount": "10.00", "kind": "opening"},
            {"label": "Collected", "amount": "-4.00", "kind": "change"},
            {"label": "Closing", "amount": "6.00", "kind": "closing"},
        ],
    },
}


def ground(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")


def is_open(page: Page, selector: str) -> bool:
    return page.evaluate("selector => document.querySelector(selector).open", selector)


class FrameTest(BrowserCase):
    def test_the_theme_is_the_systems_until_another_is_chosen(self) -> None:
        for system, first, other in (("light", LIGHT, DARK), ("dark", DARK, LIGHT)):
            with self.subTest(system=system):
                page = self.open(PATH, theme=system)
                self.assertEqual(ground(page), first)
                page.click("[data-action=theme]")
                self.assertEqual(ground(page), other)
                self.go(page, PATH)
                self.assertEqual(ground(page), other)
                page.click("[data-action=theme]")
                self.go(page, PATH)
                self.assertEqual(ground(page), first)
                self.assertIsNone(page.get_attribute("html", "data-theme"))
        self.assert_quiet()

    def test_keys_search_help_and_go(self) -> None:
        page = self.open(PATH)
        page.keyboard.press("/")
        self.assertEqual(focused(page), "site-search")
        page.keyboard.type("/?gr")
        self.assertEqual(page.input_value("#site-search"), "/?gr")
        self.assertFalse(is_open(page, "#help"))
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("?")
        self.assertTrue(is_open(page, "#help"))
        page.keyboard.press("Escape")
        self.assertFalse(is_open(page, "#help"))
        page.keyboard.press("g")
        with page.expect_navigation(url="**/ar/report/"):
            page.keyboard.press("r")

    def test_letters_and_signs_can_be_switched_off(self) -> None:
        page = self.open(PATH)
        page.keyboard.press("?")
        page.uncheck("#help [data-action=keys]")
        page.click("#help button")
        self.go(page, PATH)
        page.keyboard.press("?")
        page.keyboard.press("/")
        self.assertFalse(is_open(page, "#help"))
        self.assertNotEqual(focused(page), "site-search")
        page.click("details.account summary")
        page.click("details.account [data-action=help]")
        self.assertFalse(page.is_checked("#help [data-action=keys]"))

    def test_the_navigation_folds_on_a_phone(self) -> None:
        page = self.open(PATH, width=360)
        self.assertFalse(page.is_visible(".site-nav"))
        page.click("[data-action=nav]")
        self.assertTrue(page.is_visible(".site-nav"))
        self.assertEqual(page.get_attribute("[data-action=nav]", "aria-expanded"), "true")
        page.click("[data-action=nav]")
        page.keyboard.press("/")
        self.assertEqual(focused(page), "site-search")

    def test_everything_is_reached_without_scripts(self) -> None:
        page = self.page(self.context(width=360, java_script_enabled=False))
        page.goto(self.url + PATH)
        self.assertTrue(page.is_visible(".site-nav"))
        self.assertTrue(page.is_visible("#site-search"))
        self.assertFalse(page.is_visible("[data-action=nav]"))
        self.assertFalse(page.is_visible("[data-action=theme]"))

    def test_a_menu_closes_by_key_by_click_and_by_leaving_it(self) -> None:
        page = self.open(PATH)
        summary = page.locator("details.account summary")
        summary.click()
        page.keyboard.press("Escape")
        self.assertFalse(is_open(page, "details.account"))
        self.assertTrue(summary.evaluate("element => element === document.activeElement"))
        summary.click()
        page.locator("h1").click()
        self.assertFalse(is_open(page, "details.account"))
        summary.click()
        page.focus("main table a")
        self.assertFalse(is_open(page, "details.account"))

    def test_arrows_walk_through_the_rows_of_a_table(self) -> None:
        page = self.open(PATH)
        page.evaluate(
            "html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", TABLE
        )
        page.focus("#tried a")
        reached = []
        for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "End", "Home", "ArrowUp"):
            page.keyboard.press(key)
            reached.append(focused(page))
        self.assertEqual(reached, ["Two", "Three", "Three", "Two", "Three", "One", "One"])
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        self.assertTrue(page.url.endswith("#two"))

    def chart_page(self, kind: str, **answer) -> Page:
        page = self.page(self.context())
        page.route("**/tried.json", lambda route: route.fulfill(**answer))
        self.go(page, PATH)
        page.evaluate(
            """kind => {
                document.querySelector("main").insertAdjacentHTML("afterbegin", `<figure
                    class="chart" id="tried" data-chart="${kind}" data-src="/tried.json"
                    ><figcaption>Tried</figcaption></figure>`);
                document.getElementById("tried").dispatchEvent(
                    new CustomEvent("htmx:afterSettle", { bubbles: true }));
            }""",
            kind,
        )
        page.locator("#tried :is(.chart-canvas canvas, .chart-note)").wait_for()
        return page

    def test_charts_are_drawn_in_the_theme_and_said_in_words(self) -> None:
        for kind, data in CHARTS.items():
            with self.subTest(kind=kind):
                page = self.chart_page(kind, json=data)
                figure = page.locator("#tried")
                self.assertEqual(figure.bounding_box()["height"], 17 * 16)
                words = page.get_attribute("#tried .chart-canvas", "aria-label")
                self.assertTrue(words.startswith("Tried: "), words)
                self.assertIn("€", words)
                light = figure.screenshot()
                page.click("[data-action=theme]")
                self.assertNotEqual(figure.screenshot(), light)
                page.set_viewport_size({"width": 360, "height": 900})
                page.locator("#tried canvas[width='328']").wait_for()
                self.assert_quiet()

    def test_charts_are_light_on_paper(self) -> None:
        page = self.chart_page("trend", json=CHARTS["trend"])
        canvas = "document.querySelector('#tried canvas').toDataURL()"
        light = page.evaluate(canvas)
        page.click("[data-action=theme]")
        page.evaluate(TWO_FRAMES_SCRIPT)
        self.assertNotEqual(page.evaluate(canvas), light)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        self.assertEqual(page.evaluate(canvas), light)
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        self.assertEqual(page.get_attribute("html", "data-theme"), "dark")
        self.assertNotEqual(page.evaluate(canvas), light)

    def test_a_chart_without_figures_says_so(self) -> None:
        nothing = {"currency": "EUR", "buckets": [{"label": "Current", "amount": "0.00"}]}
        page = self.chart_page("aging", json=nothing)
        self.assertEqual(page.inner_text("#tried .chart-note"), "There is nothing to draw yet.")
        page = self.chart_page("aging", status=500, body="")
        self.assertIn("could not be loaded", page.inner_text("#tried .chart-note"))

    def test_a_failed_part_of_a_page_is_told(self) -> None:
        page = self.page(self.context())
        problem = json.dumps({"detail": "The list is locked."})
        page.route("**/tried", lambda route: route.fulfill(status=409, body=problem))
        self.go(page, PATH)
        page.evaluate("() => { htmx.ajax('GET', '/tried', { target: 'main', swap: 'none' }); }")
        message = page.locator("#messages .flash.error")
        message.wait_for()
        self.assertEqual(message.inner_text(), "The list is locked.")
