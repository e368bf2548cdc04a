"""What an owner does with a company as a whole, in a real browser."""

import io
import json
import zipfile

import people
import session
from looks import LooksCase
from playwright.sync_api import Browser, Page

PATH = "/admin/company/"


class CompanyTest(LooksCase):
    """An owner of a company of their own, for each test another."""

    browser: Browser

    def setUp(self) -> None:
        super().setUp()
        self.state = people.company(self.browser)

    def own(self, path: str) -> Page:
        return self.open(path, storage_state=self.state)

    def test_looks(self) -> None:
        self.look("company", PATH, storage_state=self.state)

    def test_settings_are_stored_or_say_what_is_wrong(self) -> None:
        page = self.own("/admin/members/")
        page.locator("summary", has_text="Administration").click()
        page.get_by_role("link", name="Company", exact=True).click()
        page.get_by_label("Aging limits").fill("15, 15")
        page.get_by_role("button", name="Store").click()
        self.assertIn("larger than the one before", page.locator(".flash.error").inner_text())
        self.assertEqual(page.get_by_label("Aging limits").input_value(), "15, 15")
        page.get_by_label("Aging limits").fill("15, 45")
        page.get_by_label("Time zone").fill("Europe/Berlin")
        page.get_by_label("The fiscal year begins with").select_option("July")
        page.get_by_role("button", name="Store").click()
        self.assertIn("stored", page.locator(".flash").inner_text())
        self.assertEqual(page.get_by_label("Aging limits").input_value(), "15, 45")
        page.goto(self.url + "/ar/report/")
        self.assertEqual(page.locator("[name=buckets]").input_value(), "15, 45")
        self.assertRegex(
            page.get_by_role("link", name="Year end", exact=True).get_attribute("href"),
            r"as_of=\d{4}-06-30")
        page.goto(self.url + "/admin/audit/")
        self.assertIn("changed the company's settings", page.locator("main").inner_text())

    def test_everything_is_had_as_one_file(self) -> None:
        page = self.open(PATH, storage_state=self.state, accept_downloads=True)
        with page.expect_download() as download:
            page.get_by_role("button", name="Export everything").click()
        archive = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))
        manifest = json.loads(archive.read("manifest.json"))
        self.assertEqual([person["role"] for person in manifest["people"]], ["owner"])
        names = {table["file"] for table in manifest["tables"]}
        records = {table["file"] for table in manifest["records"]}
        self.assertEqual(records, {
            f"{name}.jsonl"
            for name in ("keys", "roles", "audit", "webhooks", "jobs", "invitations")})
        self.assertEqual(names | records, set(archive.namelist()) - {"manifest.json"})
        self.assertLessEqual({"ar_customer.csv", "ar_entry.csv", "journal_line.csv"}, names)

    def test_a_page_of_one_does_nothing_in_another(self) -> None:
        """Whoever works in two companies has a tab of each; the second one decides where they are."""
        first = self.own(PATH)
        name = first.get_by_label("Name", exact=True).input_value()
        other = f"{name}-too"
        session.command("tenant", "create", other)
        session.command(
            "user", "create", f"{name}@example.com", "--tenant", other, "--role", "owner")
        second = self.page(first.context)
        self.go(second, "/tenant")
        second.get_by_role("button", name=other).click()
        self.go(second, PATH)
        self.assertEqual(second.get_by_label("Name", exact=True).input_value(), other)
        first.get_by_label("Aging limits").fill("7, 14")
        with first.expect_navigation() as sent:
            first.get_by_role("button", name="Store").click()
        self.assertEqual(sent.value.status, 409)
        self.settle(first)
        self.assertIn("Nothing was done", first.locator("main").inner_text())
        self.keep(first, "page-of-another-company")
        self.go(second, PATH)
        self.assertNotIn("7", second.get_by_label("Aging limits").input_value())
        # As the page says: choose it again, and repeat what you did.
        first.get_by_role("link", name="Choose a company").click()
        first.get_by_role("button", name=name, exact=True).click()
        self.go(first, PATH)
        first.get_by_label("Aging limits").fill("7, 14")
        first.get_by_role("button", name="Store").click()
        self.assertEqual(first.get_by_label("Aging limits").input_value(), "7, 14")

    def test_it_is_deleted_by_its_name_alone(self) -> None:
        page = self.open(PATH, storage_state=self.state, accept_downloads=True)
        name = page.get_by_label("Name", exact=True).input_value()
        deleted = page.get_by_label("to delete it")
        deleted.fill("another")
        page.get_by_role("button", name="Delete the company").click()
        self.assertIn("not the company's name", page.locator(".flash.error").inner_text())
        page.get_by_label("to delete it").fill(name)
        page.get_by_role("button", name="Delete the company").click()
        page.wait_for_url(lambda address: "/admin/company" not in address)
        self.assertIn("do not belong to any company", page.locator("main").inner_text())
