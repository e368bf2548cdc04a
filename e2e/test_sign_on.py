"""Logging in at a company's provider: a real provider of another make, in a real browser."""

import json
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from browsing import BrowserCase
from installation import free_port
from looks import LAYOUT_SCRIPT, barriers
from mails import MailingInstallation, links, read
from people import PASSWORD, set_password
from playwright.sync_api import Page

# Whom the provider knows, by what it calls them.
PEOPLE = {
    "1": "ada@example.com", "2": "bob@example.com", "3": "eve@example.com",
    "4": "dora@example.com",
}
EMAIL = PEOPLE["1"]


class SignOnTest(BrowserCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.provider_port = free_port()
        cls.issuer = f"http://127.0.0.1:{cls.provider_port}"
        claims = [
            json.dumps({"sub": sub, "email": email, "email_verified": True, "name": "Somebody"})
            for sub, email in PEOPLE.items()
        ]
        cls.provider = subprocess.Popen(
            [
                Path(sys.executable).with_name("oidc-provider-mock"),
                *("--port", str(cls.provider_port)),
                *(part for claim in claims for part in ("--user-claims", claim)),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        cls.addClassCleanup(cls.end_provider)
        cls.await_provider()
        cls.installation = MailingInstallation()
        cls.addClassCleanup(cls.installation.close)
        cls.installation.environment["COUNTINGHOUSE_OUTBOUND_LOOPBACK"] = "on"
        cls.installation.serve()
        run = cls.installation.run
        run("tenant", "create", "acme")
        run(
            *("sso", "set", cls.issuer, "--client-id", "us", "--client-secret-stdin"),
            *("--default-role", "viewer"),
            given="something only we know\n",
        )
        run("sso", "verify-domain", "example.com")

    @classmethod
    def find_server(cls) -> str:
        return ""

    @classmethod
    def end_provider(cls) -> None:
        cls.provider.terminate()
        cls.provider.wait(20)

    @classmethod
    def await_provider(cls) -> None:
        end = time.monotonic() + 60
        address = f"{cls.issuer}/.well-known/openid-configuration"
        while True:
            try:
                urllib.request.urlopen(address, timeout=5).read()
                return
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def new_page(self) -> Page:
        """A page of a browser of its own."""
        context = self.browser.new_context()
        self.addCleanup(context.close)
        # The provider's pages would fetch their looks from elsewhere.
        context.route(lambda address: "127.0.0.1" not in address, lambda route: route.abort())
        return context.new_page()

    def log_in(self, sub: str) -> Page:
        """Goes to the provider and back; where that led."""
        page = self.new_page()
        page.goto(self.installation.url + "/login/sso")
        page.get_by_label("E-mail").fill(PEOPLE[sub])
        page.keyboard.press("Enter")
        self.pass_provider(page, sub)
        return page

    def pass_provider(self, page: Page, sub: str) -> None:
        page.wait_for_url(f"{self.issuer}/**")
        page.get_by_role("button", name=sub, exact=True).click()
        page.wait_for_url(f"{self.installation.url}/**")

    def company(self, name: str) -> None:
        run = self.installation.run
        run("tenant", "create", name)
        run(
            *("user", "create", f"boss@{name}.example", "--tenant", name, "--role", "owner"),
            "--password-stdin",
            given=f"{PASSWORD}\n",
        )

    def link_to(self, address: str, count: int) -> str:
        """The link in the last of so many mails that somebody has got."""
        mails = self.installation.mails.to(address, count)
        self.assertEqual(len(mails), count)
        [link] = links(read(mails[-1]))
        return self.installation.url + "/login/link/" + link.rsplit("/", 1)[1]

    def have_password_sent(self, page: Page, address: str, count: int) -> None:
        """Follows what a page advises; ends logged in with a password."""
        page.get_by_role("link", name="have a link sent to you").click()
        page.wait_for_url("**/login/forgot/")
        page.get_by_label("E-mail").fill(address)
        page.get_by_role("button", name="Send the link").click()
        page.get_by_role("status").wait_for()
        set_password(page, self.link_to(address, count))

    def test_whoever_has_no_password_comes_to_belong_to_another_company(self) -> None:
        address = PEOPLE["2"]
        url = self.installation.url
        self.company("beta")
        page = self.log_in("2")
        page.goto(url + "/login/sso")
        # The provider's word does not connect the provider.
        self.assertIn("provider's word alone", page.inner_text("main"))
        self.assertNotIn("Your password keeps working", page.inner_text("main"))
        self.assertEqual(page.get_by_role("button", name="Connect").count(), 0)
        page.goto(url + "/account/")
        token = page.locator("input[name=csrf_token]").first.input_value()
        answer = page.request.post(url + "/login/sso", form={"csrf_token": token})
        self.assertEqual(answer.status, 422)
        self.assertIn("/login/forgot/", answer.text())
        self.assertNotIn(self.issuer, answer.text())

        self.installation.run("member", "add", address, "--tenant", "beta", "--role", "viewer")
        invitation = self.link_to(address, 1)
        page.goto(invitation)
        self.assertIn("Your account has no password", page.inner_text(".hint"))
        self.have_password_sent(page, address, 2)
        page.goto(url + "/login/sso")
        self.assertIn("Your password keeps working", page.inner_text("main"))
        page.get_by_role("button", name="Connect").click()
        self.pass_provider(page, "2")
        self.assertIn("connected", page.inner_text(".flash.success"))
        page.goto(invitation)
        self.assertEqual(page.locator(".hint").count(), 0)
        page.get_by_role("button", name="Accept").click()
        page.wait_for_selector(".flash.success")
        again = self.log_in("2")
        again.goto(url + "/account/")
        self.assertEqual(again.locator(".companies > li").count(), 2)

    def test_whoever_has_an_account_already_is_led_to_a_password(self) -> None:
        address = PEOPLE["3"]
        self.company("gamma")
        create = ("user", "create", address, "--role", "viewer", "--tenant")
        self.installation.run(
            *create, "gamma", "--password-stdin", given="forgotten horse battery staple\n")
        self.installation.run(*create, "acme")
        page = self.log_in("3")
        self.assertIn("an account with your address", page.inner_text(".flash.error"))
        self.have_password_sent(page, address, 1)
        page.goto(self.installation.url + "/login/sso")
        page.get_by_role("button", name="Connect").click()
        self.pass_provider(page, "3")
        self.assertIn("connected", page.inner_text(".flash.success"))
        self.log_in("3").wait_for_url(lambda at: "/login" not in at)

    def test_whoever_connected_their_account_ends_that(self) -> None:
        address = PEOPLE["4"]
        url = self.installation.url
        self.installation.run(
            *("user", "create", address, "--tenant", "acme", "--role", "viewer"),
            "--password-stdin",
            given=f"{PASSWORD}\n",
        )
        page = self.new_page()
        page.goto(url + "/login?next=/login/sso")
        page.fill("#email", address)
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Connect").click()
        self.pass_provider(page, "4")
        self.assertIn("connected", page.inner_text(".flash.success"))
        other = self.log_in("4")
        other.wait_for_url(lambda at: "/login" not in at)

        page.goto(url + "/account/")
        row = page.locator(".proofs .provider")
        self.assertEqual(row.count(), 1)
        self.assertEqual(row.locator("bdi").get_attribute("title"), self.issuer)
        self.assertRegex(row.inner_text(), r"127\.0\.0\.1\s+since .*20\d\d.*, last used .*20\d\d")
        for width in (320, 700, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            self.settle(page)
            self.assertEqual(page.evaluate(LAYOUT_SCRIPT), [])
        self.assertEqual(barriers(page), [])
        row.get_by_role("button", name="End the login at 127.0.0.1").click()
        page.wait_for_selector(".flash.success")
        self.assertIn("no more", page.inner_text(".flash.success"))
        self.assertEqual(row.count(), 0)
        # What may have been begun there is over, and nothing begins there any more.
        other.goto(url + "/account/")
        self.assertIn("/login", other.url)
        refused = self.log_in("4")
        self.assertIn("an account with your address", refused.inner_text(".flash.error"))
        self.assertEqual(len(self.installation.mails.to(address, 2)), 2)

    def test_a_newcomer_logs_in_without_a_password(self) -> None:
        page = self.new_page()
        page.goto(self.installation.url + "/login?next=/ar/customers/")
        page.get_by_role("link", name="single sign-on").click()
        page.get_by_label("E-mail").fill("eve@nowhere.example")
        page.keyboard.press("Enter")
        page.wait_for_selector(".flash.error")
        self.assertIn("no single sign-on", page.inner_text(".flash.error"))
        page.get_by_label("E-mail").fill(EMAIL)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{self.issuer}/**")
        page.get_by_role("button", name="1", exact=True).click()
        page.wait_for_url("**/ar/customers/**")
        page.goto(self.installation.url + "/account/")
        self.assertIn(EMAIL, page.inner_text(".subtitle"))
        # Without a password nothing else would let them in.
        self.assertIn("127.0.0.1", page.inner_text(".proofs .provider"))
        self.assertEqual(page.get_by_role("button", name="End the login").count(), 0)
        self.assertEqual(
            page.get_by_role("link", name="set a password").get_attribute("href"), "/login/forgot/")
        # What brought us in is used up.
        page.goto(self.installation.url + "/login/sso/callback?code=x&state=x")
        self.assertIn("Begin again", page.inner_text(".flash.error"))
