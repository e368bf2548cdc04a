"""Somebody with an account elsewhere is invited, answers, and leaves again, in a real browser."""

import people
import session
from looks import LooksCase
from playwright.sync_api import Browser, Page, expect


class InvitationsTest(LooksCase):
    """The owner of a company, and somebody who owns another and is invited."""

    host: dict
    guest: dict
    browser: Browser

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.host = people.company(cls.browser)
        cls.company = cls.email_of(cls.host).partition("@")[0]

    def setUp(self) -> None:
        super().setUp()
        self.guest = people.company(self.browser)
        self.email = self.email_of(self.guest)
        self.own_company = self.email.partition("@")[0]

    @classmethod
    def email_of(cls, state: dict) -> str:
        context = cls.browser.new_context(storage_state=state)
        try:
            page = context.new_page()
            page.goto(session.url() + "/account/")
            return page.locator(".subtitle bdi").first.inner_text()
        finally:
            context.close()

    def invite(self) -> tuple[Page, str]:
        """The host's page of people, and the path of the link that it shows once."""
        page = self.open("/admin/members/", storage_state=self.host)
        page.fill("#member-email", self.email)
        page.select_option("#member-role", "viewer")
        page.get_by_role("button", name="Take in").click()
        link = page.locator(".secret-link").inner_text()
        return page, "/login/link/" + link.rsplit("/", 1)[1]

    def waiting(self, page: Page) -> bool:
        """Whether the host's page says that the guest has not answered."""
        self.go(page, "/admin/members/")
        button = page.get_by_role("button", name=f"Take the invitation of {self.email} back")
        return button.count() == 1

    def belongs(self, page: Page) -> bool:
        self.go(page, "/admin/members/")
        return page.get_by_role("button", name=f"Remove {self.email}").count() == 1

    def test_logging_in_accepting_and_leaving(self) -> None:
        host, link = self.invite()
        self.assertTrue(self.waiting(host) and not self.belongs(host))
        # Without a login it leads to one, and back.
        page = self.open(link, as_nobody=True)
        self.assertEqual(page.get_by_role("button", name="Accept").count(), 0)
        page.get_by_role("main").get_by_role("link", name="Log in").click()
        page.get_by_label("E-mail").fill(self.email)
        page.get_by_label("Password").fill(people.PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{link}")
        page.get_by_role("button", name="Accept").click()
        expect(page.locator(".flash.success")).to_contain_text(
            f"You belong to {self.company} now.")
        self.assertTrue(self.belongs(host) and not self.waiting(host))
        self.assertEqual(page.goto(self.url + link).status, 404)
        # It is left only by whoever types its name.
        self.go(page, "/account/")
        page.locator(f"summary[aria-label^='Leave {self.company}:']").click()
        field = page.get_by_label(f"Type its name, {self.company}, to leave it")
        field.fill(self.own_company)
        page.get_by_role("button", name=f"Leave {self.company}", exact=True).click()
        expect(page.locator(f"#leave-{self.company}-problem")).to_be_visible()
        self.assertTrue(self.belongs(host))
        field.fill(self.company)
        page.get_by_role("button", name=f"Leave {self.company}", exact=True).click()
        expect(page.locator(".flash.success")).to_contain_text(
            f"You do not belong to {self.company} any more.")
        self.assertFalse(self.belongs(host))
        self.assertEqual(page.locator(".companies > li").count(), 1)
        self.assert_quiet()

    def test_declining(self) -> None:
        host, link = self.invite()
        page = self.open(link, storage_state=self.guest)
        page.get_by_role("button", name="Decline").click()
        expect(page.locator(".flash.success")).to_contain_text(
            f"You declined the invitation to {self.company}.")
        self.assertFalse(self.waiting(host) or self.belongs(host))
        self.assertEqual(page.locator(".companies > li").count(), 1)
        self.assertEqual(page.goto(self.url + link).status, 404)
        self.assert_quiet()

    def test_nobody_else_can_answer(self) -> None:
        host, link = self.invite()
        page = self.open(link, storage_state=self.host)
        self.assertIn("another account", page.get_by_role("main").inner_text())
        self.assertEqual(page.get_by_role("button", name="Accept").count(), 0)
        self.assertTrue(self.waiting(host))
        self.assert_quiet()

    def test_looks(self) -> None:
        _, link = self.invite()

        def asked(page: Page) -> None:
            page.locator(".companies summary").first.click()

        def refused(page: Page) -> None:
            asked(page)
            page.locator(".companies input[name=name]").first.fill("another")
            page.locator(".companies button").first.click()
            page.locator(".companies .flash").wait_for()

        self.look("invited", "/admin/members/", storage_state=self.host)
        self.look("invitation", link, storage_state=self.guest)
        self.look("invitation-logged-out", link, as_nobody=True)
        self.look("account-leaving", "/account/", asked, storage_state=self.guest)
        self.look("account-not-left", "/account/", refused, storage_state=self.guest)
