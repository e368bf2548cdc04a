"""Setting a first password, logging in and out, in a real browser without scripts."""

import os
import re
import unittest
import urllib.parse
import uuid
from pathlib import Path

import session
from playwright.sync_api import Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
CHROMIUM_ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDTHS = (360, 768, 1440)
PASSWORD = "correct horse battery staple"


class LoginTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.url = session.url()
        cls.playwright = sync_playwright().start()
        cls.browser = cls.playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)

    @classmethod
    def tearDownClass(cls) -> None:
        cls.browser.close()
        cls.playwright.stop()

    def open(self, path: str, width: int = 1440, scheme: str = "light", **options) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, **options
        )
        self.addCleanup(context.close)
        page = context.new_page()
        page.set_default_timeout(session.TIMEOUT_MS)
        page.goto(self.url + path)
        return page

    def keep(self, page: Page, name: str) -> None:
        folder = os.environ.get("COUNTINGHOUSE_SCREENSHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(Path(folder) / f"{name}.png"))

    def make_user(self, role: str = "viewer") -> tuple[str, str]:
        """Somebody without a password: their address, and the path of the link that sets one."""
        email = f"{uuid.uuid4()}@example.com"
        printed = session.command("user", "create", email, "--tenant", "demo", "--role", role)
        link = re.search(r"/login/link/[\w-]{43}", printed)
        self.assertIsNotNone(link, printed)
        return email, link[0]

    def test_a_first_password_is_set_and_logs_in_without_scripts(self) -> None:
        email, link = self.make_user()
        page = self.open(link, java_script_enabled=False)
        self.assertEqual(page.input_value("#email"), email)
        page.fill("#password", PASSWORD)
        page.fill("#password-again", PASSWORD + "!")
        page.keyboard.press("Enter")
        self.assertIn("not the same", page.inner_text("[role=alert]"))
        page.fill("#password", PASSWORD)
        page.fill("#password-again", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "/login" not in address)
        page.goto(self.url + link)
        self.assertIn("does not work", page.inner_text("h1"))

        other = self.open("/ar/report/?as_of=2026-01-31", java_script_enabled=False)
        self.assertEqual(urllib.parse.urlsplit(other.url).path, "/login")
        self.assertEqual(other.evaluate("document.activeElement.id"), "email")
        other.fill("#email", email.upper())
        other.fill("#password", "something else entirely")
        other.click("button[type=submit]")
        self.assertIn("is wrong", other.inner_text("[role=alert]"))
        self.assertEqual(other.input_value("#email"), email.upper())
        self.assertEqual(other.input_value("#password"), "")
        other.fill("#password", PASSWORD)
        other.keyboard.press("Enter")
        other.wait_for_url("**/ar/report/?as_of=2026-01-31")
        cookies = {item["name"]: item for item in other.context.cookies()}
        self.assertTrue(cookies[session.COOKIE]["httpOnly"])
        self.assertEqual(cookies[session.COOKIE]["sameSite"], "Lax")

    def test_a_reset_logs_out_everywhere(self) -> None:
        email, link = self.make_user()
        page = self.open(link)
        page.fill("#password", PASSWORD)
        page.fill("#password-again", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "/login" not in address)
        session.command("user", "reset-password", email)
        # The server keeps an answer for a few seconds.
        for _ in range(20):
            page.goto(self.url + "/ar/report/")
            if "/login" in page.url:
                break
            page.wait_for_timeout(500)
        self.assertIn("/login", page.url)

    def test_programs_are_told(self) -> None:
        page = self.open("/login")
        answer = page.request.get(self.url + "/ar/api/summary-stats/")
        self.assertEqual(answer.status, 401)
        self.assertEqual(answer.json()["code"], "login_needed")
        self.assertEqual(page.request.get(self.url + "/health").status, 200)

    def test_nothing_is_wider_than_the_window(self) -> None:
        _, link = self.make_user()
        demo = os.environ.get("COUNTINGHOUSE_LOGIN_LINK", "/login/link/used")
        paths = {
            "login": "/login",
            "set-password": link,
            "link-unusable": "/login/link/" + "A" * 43,
            "link": urllib.parse.urlsplit(demo).path,
        }
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                for name, path in paths.items():
                    with self.subTest(width=width, scheme=scheme, page=name):
                        page = self.open(path, width, scheme)
                        if name in ("login", "set-password"):
                            page.fill("#password", "x" * 12)
                            if name == "set-password":
                                page.fill("#password-again", "y" * 12)
                            else:
                                page.fill("#email", "somebody.with.a.rather.long.name@example.com")
                        self.keep(page, f"{name}-{width}-{scheme}")
                        wider = page.evaluate(
                            "document.documentElement.scrollWidth - window.innerWidth"
                        )
                        self.assertLessEqual(wider, 0)
                        self.assertEqual(page.locator("h1").count(), 1)

    def test_every_field_has_a_name_and_what_a_password_manager_needs(self) -> None:
        _, link = self.make_user()
        for path, kinds in (
            ("/login", ["username", "current-password"]),
            (link, ["username", "new-password", "new-password"]),
        ):
            page = self.open(path)
            fields = page.locator("main input:not([type=hidden])")
            self.assertEqual(
                [field.get_attribute("autocomplete") for field in fields.all()], kinds
            )
            self.assertTrue(all(field.evaluate("e => e.labels.length") for field in fields.all()))


if __name__ == "__main__":
    unittest.main(verbosity=2)
