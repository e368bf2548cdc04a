"""Logging in at a company's provider: a real provider of another make, in a real browser."""

import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from browsing import BrowserCase
from installation import Installation, free_port

EMAIL = "ada@example.com"


class SignOnTest(BrowserCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.provider_port = free_port()
        cls.issuer = f"http://127.0.0.1:{cls.provider_port}"
        claims = (
            f'{{"sub": "1", "email": "{EMAIL}", "email_verified": true, "name": "Ada Lovelace"}}'
        )
        cls.provider = subprocess.Popen(
            [
                Path(sys.executable).with_name("oidc-provider-mock"),
                *("--port", str(cls.provider_port), "--user-claims", claims),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        cls.addClassCleanup(cls.end_provider)
        cls.await_provider()
        cls.installation = Installation()
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

    def test_a_newcomer_logs_in_without_a_password(self) -> None:
        context = self.browser.new_context()
        self.addCleanup(context.close)
        # The provider's pages would fetch their looks from elsewhere.
        context.route(lambda address: "127.0.0.1" not in address, lambda route: route.abort())
        page = context.new_page()
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
        # What brought us in is used up.
        page.goto(self.installation.url + "/login/sso/callback?code=x&state=x")
        self.assertIn("Begin again", page.inner_text(".flash.error"))
