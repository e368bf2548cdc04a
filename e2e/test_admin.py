"""Who belongs to a company, its programs' keys and a person's sessions, in a real browser."""

import uuid

import people
from looks import LooksCase
from playwright.sync_api import Browser, Page


class AdminTest(LooksCase):
    """The pages of an owner of a company of their own."""

    state: dict
    browser: Browser

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.state = people.company(cls.browser)

    def own(self, path: str) -> Page:
        return self.open(path, storage_state=self.state)

    def take_in(self, page: Page, role: str) -> tuple[str, str]:
        """Takes somebody in; their address and the path of their link."""
        email = f"{uuid.uuid4().hex[:12]}@example.com"
        page.fill("#member-email", email)
        page.select_option("#member-role", role)
        page.get_by_role("button", name="Take in").click()
        link = page.locator(".secret-link").inner_text()
        self.assertIn("/login/link/", link)
        return email, "/login/link/" + link.rsplit("/", 1)[1]

    def test_looks(self) -> None:
        for name, path in (
            ("members", "/admin/members/"),
            ("roles", "/admin/roles/"),
            ("keys", "/admin/keys/"),
            ("account", "/account/"),
            ("audit", "/admin/audit/"),
            ("audit-none", "/admin/audit/?actor=nobody-at-all"),
        ):
            self.look(name, path, storage_state=self.state)

    def test_looks_with_what_is_shown_once(self) -> None:
        def taken_in(page: Page) -> None:
            self.take_in(page, "viewer")

        def made(page: Page) -> None:
            page.fill("#key-name", "night import")
            page.get_by_label("Import data into this company").check()
            page.get_by_role("button", name="Make the key").click()
            page.locator(".secret-link").wait_for()

        self.look("members-link", "/admin/members/", taken_in, storage_state=self.state)
        self.look("keys-made", "/admin/keys/", made, storage_state=self.state)

    def test_taking_somebody_in_and_changing_what_they_may(self) -> None:
        page = self.own("/admin/members/")
        email, link = self.take_in(page, "viewer")
        other = self.page(self.context(as_nobody=True))
        people.set_password(other, self.url + link)
        other.goto(self.url + "/ar/customers/")
        self.assertEqual(other.get_by_role("link", name="People").count(), 0)
        page.goto(self.url + "/admin/members/")
        page.get_by_label(f"Role of {email}", exact=True).select_option("accountant")
        page.get_by_role("button", name=f"Change the role of {email}").click()
        self.assertIn("accountant now", page.locator(".flash").inner_text())
        other.goto(self.url + "/admin/members/")
        self.assertIn(email, other.locator("table.members").inner_text())
        page.get_by_role("button", name=f"Remove {email}").click()
        page.locator(".flash.success").wait_for()
        self.assertNotIn(email, page.locator("table.members").inner_text())
        answer = other.goto(self.url + "/ar/customers/")
        self.assertEqual(answer.status, 403)

    def test_what_was_done_stands_in_the_records(self) -> None:
        page = self.own("/admin/members/")
        email, _ = self.take_in(page, "viewer")
        page.goto(self.url + "/admin/members/")
        page.get_by_label(f"Role of {email}", exact=True).select_option("accountant")
        page.get_by_role("button", name=f"Change the role of {email}").click()
        page.locator(".flash").wait_for()
        page.locator(".page-head details.menu > summary").click()
        page.get_by_role("link", name="Audit").click()
        page.locator("#audit-action").select_option("member.role_changed")
        page.fill("#audit-id", email)
        page.get_by_role("button", name="Show").click()
        rows = page.locator("table.audit tbody tr")
        self.assertEqual(rows.count(), 1)
        self.assertEqual(rows.locator("del").inner_text(), "viewer")
        self.assertEqual(rows.locator("ins").inner_text(), "accountant")
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV").click()
        self.assertIn("member.role_changed", download.value.path().read_text(encoding="utf-8"))

    def test_a_key_works_until_it_is_taken_back(self) -> None:
        page = self.own("/admin/keys/")
        name = f"reader {uuid.uuid4().hex[:8]}"
        page.fill("#key-name", name)
        page.get_by_label("Read this company's receivables").check()
        page.get_by_role("button", name="Make the key").click()
        key = page.locator(".secret-link").inner_text()
        context = self.browser.new_context(
            extra_http_headers={"Authorization": f"Bearer {key}", "Accept": "application/json"}
        )
        address = self.url + "/ar/api/summary-stats/"
        self.assertEqual(context.request.get(address).status, 200)
        page.get_by_role("button", name=f"Take back the key of {name}").click()
        page.locator(".flash.success").wait_for()
        self.assertEqual(context.request.get(address).status, 401)
        context.close()

    def test_logging_out_everywhere(self) -> None:
        state = people.company(self.browser)
        page = self.open("/account/", storage_state=state)
        other = self.open("/ar/", storage_state=state)
        self.assertEqual(page.get_by_text("this one").count(), 1)
        page.get_by_role("button", name="Log out everywhere").click()
        page.wait_for_url("**/login")
        other.goto(self.url + "/ar/")
        self.assertIn("/login", other.url)
