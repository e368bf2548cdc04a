"""Customers, documents and the search: states of their pages that only they have, and what they do."""

import re
from urllib.parse import quote

from browsing import amount
from looks import LooksCase


class AccountLooksTest(LooksCase):
    def customer(self) -> str:
        page = self.open("/ar/customers/")
        return page.locator("table.data tbody a").first.get_attribute("href")

    def test_a_customer_on_another_day(self) -> None:
        self.look("customer-past", f"{self.customer()}?as_of=2020-01-01")

    def test_a_statement_that_ends_before_it_begins(self) -> None:
        query = "view=statement&from=2026-02-01&to=2026-01-01"
        self.look("customer-dates-wrong", f"{self.customer()}?{query}")

    def test_movements_as_they_were_recorded(self) -> None:
        page = self.open(self.customer())
        path = page.locator("table.data tbody a").first.get_attribute("href")
        self.look("document-recorded", f"{path}?order=recorded")

    def test_what_nobody_has(self) -> None:
        self.look("customer-unknown", "/ar/customers/999999999/", status=404)
        self.look("document-unknown", "/ar/documents/999999999/", status=404)


class AccountStoryTest(LooksCase):
    def test_figures_agree_from_page_to_page(self) -> None:
        page = self.open("/")
        total = amount(page.locator(".figure dd a").first.inner_text())
        overdue = amount(page.locator(".figure dd a").nth(1).inner_text())
        closing = page.locator("table.sum tfoot td").inner_text()
        self.assertEqual(amount(closing), total)
        self.go(page, "/ar/customers/")
        foot = page.locator("table.data tfoot td.num")
        self.assertEqual(amount(foot.nth(0).inner_text()), overdue)
        self.assertEqual(amount(foot.nth(1).inner_text()), total)
        balance = page.locator("table.data tbody tr").first.locator("td.num").nth(1).inner_text()
        page.locator("table.data tbody a").first.click()
        self.settle(page)
        self.assertEqual(
            amount(page.locator(".figure dd a").first.inner_text()), amount(balance)
        )
        self.assertEqual(
            amount(page.locator("table.data tfoot td.num").last.inner_text()), amount(balance)
        )
        self.assert_quiet()

    def test_a_figure_leads_to_what_it_adds_up(self) -> None:
        page = self.open("/")
        overdue = page.locator(".figure dd a").nth(1)
        shown = amount(overdue.inner_text())
        overdue.click()
        self.settle(page)
        foot = page.locator("table.data tfoot td.num")
        self.assertEqual(amount(foot.nth(0).inner_text()), shown)
        self.go(page, "/")
        buckets = page.locator("table.data.compact").first.locator("tbody td a")
        for index in range(buckets.count()):
            shown = amount(buckets.nth(index).inner_text())
            buckets.nth(index).click()
            self.settle(page)
            cell = page.locator("tr.totals td").nth(index).inner_text()
            self.assertEqual(amount(cell), shown, f"bucket {index}")
            self.go(page, "/")
        self.assert_quiet()

    def test_search_finds_while_somebody_types(self) -> None:
        page = self.open("/ar/customers/")
        name = page.locator("table.data tbody a").first.inner_text()
        page.keyboard.press("/")
        page.keyboard.type(name[:6])
        page.locator("#site-hits a").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/ar/(customers|documents)/\d+/"))
        page.keyboard.press("/")
        page.keyboard.type("zzzzzz")
        page.get_by_text("Nothing was found.").wait_for()
        page.keyboard.press("Escape")
        self.assertEqual(page.locator("#site-hits > *").count(), 0)
        self.assert_quiet()

    def test_a_note_is_stored_as_it_was_written(self) -> None:
        page = self.open("/ar/customers/")
        page.locator("table.data tbody a").first.click()
        text = "Promised <b>Friday</b> & \"more\"\nsecond line"
        page.locator("#note").fill(text)
        page.get_by_role("button", name="Add note").click()
        page.locator(".flash.success").wait_for()
        self.assertEqual(page.locator(".note-text").first.inner_text(), text)
        page.locator("#note").fill("   ")
        page.get_by_role("button", name="Add note").click()
        page.locator("#note-error").wait_for()
        self.assert_quiet()

    def test_a_refused_note_can_be_loaded_again(self) -> None:
        page = self.open("/ar/customers/")
        page.locator("table.data tbody a").first.click()
        self.settle(page)
        customer = page.url
        page.locator("#note").fill("   ")
        page.get_by_role("button", name="Add note").click()
        page.locator("#note-error").wait_for()
        page.goto(page.url)
        self.settle(page)
        self.assertEqual(page.url.removesuffix("#notes"), customer)
        self.assert_quiet()

    def test_a_name_is_found_in_large_and_small_letters(self) -> None:
        page = self.open(f"/ar/customers/?q={quote('BRÜCKENTHAL')}")
        self.assertEqual(page.locator("table.data tbody tr").count(), 1)
        self.assertIn("Brückenthal", page.locator("table.data tbody a").inner_text())
        self.go(page, f"/ar/report/?q={quote('ÜCKENT')}")
        self.assertEqual(page.locator("table.aging tbody tr").count(), 1)
        self.assert_quiet()
