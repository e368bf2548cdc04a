"""Setting up a second factor, logging in with it, and proving again who one is, in a browser."""

import re
import time
import uuid

import database
import people
import pyotp
import session
from looks import LooksCase
from playwright.sync_api import Page

STEP_SECONDS = 30


class Codes:
    """A phone: shows each code once, and waits for the next one where it must."""

    def __init__(self, key: str) -> None:
        self.totp = pyotp.TOTP(key)
        self.last = 0

    def next(self) -> str:
        step = max(int(time.time()) // STEP_SECONDS, self.last + 1)
        # One step ahead is taken as well.
        while int(time.time()) // STEP_SECONDS < step - 1:
            time.sleep(0.5)
        self.last = step
        return self.totp.at(step * STEP_SECONDS)


class SecondFactorTest(LooksCase):
    def company(self, role: str = "owner") -> tuple[str, str, Page]:
        """A company of somebody's own: its name, their address, and a tab in which they work."""
        tenant = f"e2e-{uuid.uuid4().hex[:12]}"
        session.command("tenant", "create", tenant)
        email, page = self.join(tenant, role)
        return tenant, email, page

    def join(self, tenant: str, role: str) -> tuple[str, Page]:
        email = f"{uuid.uuid4().hex[:12]}@example.com"
        printed = session.command("user", "create", email, "--tenant", tenant, "--role", role)
        page = self.page(self.context(as_nobody=True))
        people.set_password(page, self.url + re.search(r"/login/link/[\w-]+", printed)[0])
        return email, page

    def enrol(self, page: Page) -> tuple[Codes, list[str]]:
        """Sets a second factor up on the page that offers it."""
        page.get_by_role("button", name="Set it up").click()
        picture = page.locator("svg.qr")
        picture.wait_for()
        box = picture.bounding_box()
        self.assertGreater(min(box["width"], box["height"]), 150)
        codes = Codes(page.locator(".secret-link").inner_text().replace(" ", ""))
        page.fill("#code", "000000")
        page.get_by_role("button", name="Turn on").click()
        self.assertIn("is wrong", page.locator(".flash.error").inner_text())
        page.fill("#code", codes.next())
        page.get_by_role("button", name="Turn on").click()
        page.locator(".codes").wait_for()
        paper = page.locator(".codes code").all_inner_texts()
        self.assertEqual(len(set(paper)), 10)
        return codes, paper

    def keep_codes(self, page: Page, email: str, paper: list[str]) -> None:
        """Each code stands on a line of its own, and all can be copied and kept as a file."""
        heights = page.locator(".codes code").evaluate_all(
            "(all) => all.map((code) => code.getClientRects().length)")
        self.assertEqual(heights, [1] * len(paper))
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("button", name="Copy").click()
        page.get_by_role("button", name="Copied").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        self.assertEqual(copied.split(), paper)
        with page.expect_download() as download:
            page.get_by_role("link", name="Download").click()
        self.assertEqual(
            download.value.path().read_text(encoding="utf-8").split(),
            ["Countinghouse:", "recovery", "codes", "of", email, *paper])
        page.evaluate("window.print = () => { window.printed = true }")
        page.get_by_role("button", name="Print").click()
        self.assertTrue(page.evaluate("window.printed"))

    def log_in(self, email: str, path: str = "/ar/") -> Page:
        """Gives the password in a browser of its own, which asks for the code then."""
        page = self.page(self.context(as_nobody=True))
        page.goto(self.url + path)
        page.fill("#email", email)
        page.fill("#password", people.PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/login/code**")
        return page

    def test_setting_it_up_and_logging_in_with_it(self) -> None:
        _, email, page = self.company()
        page.goto(self.url + "/account/")
        page.get_by_role("link", name="Set up a second factor").click()
        codes, paper = self.enrol(page)
        self.keep_codes(page, email, paper)
        page.get_by_role("link", name="I have kept them").click()
        page.wait_for_url("**/account/")
        self.assertEqual(page.locator(".proofs .badge").inner_text(), "on")

        other = self.log_in(email, "/ar/customers/")
        other.goto(self.url + "/ar/customers/")
        self.assertIn("/login", other.url)
        other = self.log_in(email, "/ar/customers/")
        other.fill("#code", "000000")
        other.keyboard.press("Enter")
        self.assertIn("is wrong", other.locator(".flash.error").inner_text())
        other.fill("#code", codes.next())
        other.keyboard.press("Enter")
        other.wait_for_url("**/ar/customers/")

        lost = self.log_in(email)
        lost.fill("#code", paper[0].upper())
        lost.keyboard.press("Enter")
        lost.wait_for_url("**/ar/")
        again = self.log_in(email)
        again.fill("#code", paper[0])
        again.keyboard.press("Enter")
        self.assertIn("is wrong", again.locator(".flash.error").inner_text())
        lost.goto(self.url + "/account/second-factor/")
        self.assertIn("9 recovery codes", lost.locator("main").inner_text())

        session.command("user", "reset-second-factor", email)
        plain = self.page(self.context(as_nobody=True))
        plain.goto(self.url + "/login")
        plain.fill("#email", email)
        plain.fill("#password", people.PASSWORD)
        plain.keyboard.press("Enter")
        plain.wait_for_url(lambda address: "/login" not in address)

    def test_a_company_that_asks_for_it(self) -> None:
        tenant, _, owner = self.company()
        _, member = self.join(tenant, "viewer")
        owner.goto(self.url + "/admin/security/")
        owner.get_by_label("viewer").check()
        owner.get_by_role("button", name="Save").click()
        owner.locator(".flash.success").wait_for()
        member.goto(self.url + "/ar/customers/")
        member.wait_for_url("**/account/second-factor?next=/ar/customers/")
        self.enrol(member)
        member.get_by_role("link", name="I have kept them").click()
        member.wait_for_url("**/ar/customers/")
        owner.reload()
        self.assertEqual(owner.get_by_text("Still without").count(), 0)

    def test_proving_who_one_is_before_a_role_changes(self) -> None:
        tenant, email, page = self.company()
        other, _ = self.join(tenant, "viewer")
        page.goto(self.url + "/admin/members/")
        database.age_proofs(email)
        # The server keeps an answer for a few seconds.
        page.wait_for_timeout(3_500)
        page.get_by_label(f"Role of {other}", exact=True).select_option("admin")
        page.get_by_role("button", name=f"Change the role of {other}").click()
        page.wait_for_url("**/account/confirm?next=/admin/members/")
        page.fill("#password", "something else entirely")
        page.keyboard.press("Enter")
        self.assertIn("is wrong", page.locator(".flash.error").inner_text())
        page.fill("#password", people.PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/admin/members/")
        page.get_by_label(f"Role of {other}", exact=True).select_option("admin")
        page.get_by_role("button", name=f"Change the role of {other}").click()
        self.assertIn("admin now", page.locator(".flash").inner_text())

    def test_changing_the_password(self) -> None:
        _, email, page = self.company()
        new = "another horse battery staple"
        page.goto(self.url + "/account/password/")
        page.get_by_label("Old password").fill(people.PASSWORD)
        page.get_by_label("New password").fill(new)
        page.get_by_label("The same again").fill(new)
        page.get_by_role("button", name="Change password").click()
        page.wait_for_url("**/account/")
        self.assertIn("is changed", page.locator(".flash").inner_text())
        other = self.page(self.context(as_nobody=True))
        other.goto(self.url + "/login")
        other.fill("#email", email)
        other.fill("#password", new)
        other.keyboard.press("Enter")
        other.wait_for_url(lambda address: "/login" not in address)

    def test_ending_the_sessions_of_others(self) -> None:
        tenant, _, owner = self.company()
        email, member = self.join(tenant, "viewer")
        owner.goto(self.url + "/admin/sessions/")
        self.assertIn(email, owner.locator("table.members").inner_text())
        owner.get_by_role("button", name=f"End a session of {email}").click()
        owner.locator(".flash.success").wait_for()
        member.goto(self.url + "/ar/customers/")
        self.assertIn("/login", member.url)

    def test_looks(self) -> None:
        tenant, email, page = self.company()
        self.join(tenant, "accountant")
        state = page.context.storage_state()
        for name, path in (
            ("account-proofs", "/account/"),
            ("password", "/account/password/"),
            ("confirm", "/account/confirm/"),
            ("second-factor-off", "/account/second-factor/"),
            ("security", "/admin/security/"),
            ("member-sessions", "/admin/sessions/"),
        ):
            self.look(name, path, storage_state=state)
        page.goto(self.url + "/account/second-factor/")
        page.get_by_role("button", name="Set it up").click()
        page.locator("svg.qr").wait_for()
        self.look("second-factor-key", "/account/second-factor/", storage_state=state)
        key = page.locator(".secret-link").inner_text().replace(" ", "")
        page.fill("#code", Codes(key).next())
        page.get_by_role("button", name="Turn on").click()
        page.locator(".codes").wait_for()
        state = page.context.storage_state()

        def renew(opened: Page) -> None:
            opened.get_by_role("button", name="New recovery codes").click()
            opened.locator(".codes").wait_for()

        self.look("second-factor-on", "/account/second-factor/", storage_state=state)
        self.look("recovery-codes", "/account/second-factor/", renew, storage_state=state)
        self.look("confirm-code", "/account/confirm/", storage_state=state)
        waiting = self.log_in(email)
        self.look(
            "login-code", "/login/code", as_nobody=True,
            storage_state=waiting.context.storage_state(),
        )
