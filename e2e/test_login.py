"""Setting a first password, logging in and out, in a real browser."""

import re
import urllib.parse
import uuid

import session
from browsing import BrowserCase
from looks import LooksCase
from people import PASSWORD, set_password
from playwright.sync_api import Page

WRONG = "something else entirely"


def make_user(role: str = "viewer") -> tuple[str, str]:
    """Somebody without a password: their address, and the path of the link that sets one."""
    email = f"{uuid.uuid4()}@example.com"
    printed = session.command("user", "create", email, "--tenant", "demo", "--role", role)
    return email, re.search(r"/login/link/[\w-]{43}", printed)[0]


def is_inside(address: str) -> bool:
    return not urllib.parse.urlsplit(address).path.startswith("/login")


class LoginTest(BrowserCase):
    def test_everything_works_without_scripts(self) -> None:
        email, link = make_user()
        page = self.open_plain(link)
        self.assertEqual(page.input_value("#email"), email)
        page.fill("#password", PASSWORD)
        page.fill("#password-again", PASSWORD + "!")
        page.keyboard.press("Enter")
        self.assertIn("not the same", page.inner_text(".flash.error"))
        set_password(page, self.url + link)
        page.goto(self.url + link)
        self.assertIn("does not work", page.inner_text("h1"))

        other = self.open_plain("/ar/report/?as_of=2026-01-31")
        self.assertEqual(urllib.parse.urlsplit(other.url).path, "/login")
        self.assertEqual(other.locator(":focus").get_attribute("id"), "email")
        other.fill("#email", email.upper())
        other.fill("#password", WRONG)
        other.keyboard.press("Enter")
        self.assertIn("is wrong", other.inner_text(".flash.error"))
        self.assertEqual(other.input_value("#email"), email.upper())
        self.assertEqual(other.input_value("#password"), "")
        self.assertEqual(other.locator(":focus").get_attribute("id"), "password")
        other.fill("#password", PASSWORD)
        other.keyboard.press("Enter")
        other.wait_for_url("**/ar/report/?as_of=2026-01-31")

        other.locator(".account summary").click()
        other.get_by_role("button", name="Log out").click()
        other.wait_for_url("**/login")
        self.assertIn("You are logged out.", other.inner_text(".flash"))
        other.goto(self.url + "/ar/report/")
        self.assertIn("/login", other.url)
        # The session of the other browser goes on.
        page.goto(self.url + "/ar/report/")
        self.assertTrue(is_inside(page.url))

    def test_the_cookie_is_closed_to_scripts_and_other_sites(self) -> None:
        page = self.open("/ar/report/")
        cookies = {item["name"]: item for item in page.context.cookies()}
        self.assertTrue(cookies[session.COOKIE]["httpOnly"])
        self.assertEqual(cookies[session.COOKIE]["sameSite"], "Lax")
        self.assertNotIn(session.COOKIE, page.evaluate("document.cookie"))
        self.assert_quiet()

    def test_a_reset_logs_out_everywhere(self) -> None:
        email, link = make_user()
        page = self.open_plain(link)
        set_password(page, self.url + link)
        session.command("user", "reset-password", email)
        # The server keeps an answer for a few seconds.
        for _ in range(20):
            page.goto(self.url + "/ar/report/")
            if not is_inside(page.url):
                break
            page.wait_for_timeout(500)
        self.assertFalse(is_inside(page.url))

    def test_programs_are_told(self) -> None:
        page = self.open_plain("/login")
        answer = page.request.get(self.url + "/ar/api/summary-stats/")
        self.assertEqual(answer.status, 401)
        self.assertEqual(answer.json()["code"], "login_needed")
        self.assertEqual(page.request.get(self.url + "/health").status, 200)

    def test_password_managers_find_what_they_need(self) -> None:
        _, link = make_user()
        for path, kinds in (
            ("/login", ["username", "current-password"]),
            (link, ["username", "new-password", "new-password"]),
        ):
            page = self.open_plain(path)
            fields = page.locator("main input:not([type=hidden])").all()
            self.assertEqual([field.get_attribute("autocomplete") for field in fields], kinds)

    def open_plain(self, path: str) -> Page:
        """A tab without scripts, of somebody who is not logged in."""
        page = self.page(self.context(as_nobody=True, java_script_enabled=False))
        page.goto(self.url + path)
        return page


class LoginLooksTest(LooksCase):
    def test_the_login_page(self) -> None:
        self.look("login", "/login", as_nobody=True)

    def test_a_refused_login(self) -> None:
        def refuse(page: Page) -> None:
            page.fill("#email", f"{uuid.uuid4()}.with.a.long.name@example.com")
            page.fill("#password", WRONG)
            page.keyboard.press("Enter")
            page.wait_for_selector(".flash.error")

        self.look("login-refused", "/login", refuse, as_nobody=True)

    def test_setting_a_password(self) -> None:
        _, link = make_user()

        def refuse(page: Page) -> None:
            page.fill("#password", PASSWORD)
            page.fill("#password-again", PASSWORD + "!")
            page.keyboard.press("Enter")
            page.wait_for_selector(".flash.error")

        self.look("set-password", link, as_nobody=True)
        self.look("set-password-refused", link, refuse, as_nobody=True)

    def test_a_link_that_does_not_work(self) -> None:
        self.look("link-unusable", "/login/link/" + "A" * 43, status=404, as_nobody=True)
