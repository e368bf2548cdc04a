"""An invitation and a new password by mail, from the page to the mail and back, in real browsers."""

import uuid

from browsing import BrowserCase
from mails import MailingInstallation, links, read
from people import PASSWORD, set_password
from playwright.sync_api import Page

TENANT = "acme"
NEW = "another horse battery staple"


class MailTest(BrowserCase):
    @classmethod
    def find_server(cls) -> str:
        cls.place = MailingInstallation()
        cls.addClassCleanup(cls.place.close)
        cls.place.serve()
        cls.place.run("tenant", "create", TENANT)
        cls.owner = cls.person("owner")
        return cls.place.url

    @classmethod
    def person(cls, role: str) -> str:
        """The address of somebody new who has a password."""
        address = f"{role}-{uuid.uuid4().hex[:8]}@example.com"
        cls.place.run(
            *("user", "create", address, "--tenant", TENANT, "--role", role, "--password-stdin"),
            given=f"{PASSWORD}\n")
        return address

    def stranger(self, path: str) -> Page:
        """A page of a browser that has never been here."""
        return self.open(path, as_nobody=True)

    def try_login(self, address: str, password: str) -> Page:
        page = self.stranger("/login")
        page.get_by_label("E-mail").fill(address)
        page.get_by_label("Password", exact=True).fill(password)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        self.settle(page)
        return page

    def log_in(self, address: str, password: str = PASSWORD) -> Page:
        page = self.try_login(address, password)
        self.assertNotIn("/login", page.url)
        return page

    def link_in(self, envelope, address: str, subject: str) -> str:
        """The path of the only link in a mail, which is for one person alone and from us."""
        self.assertEqual(envelope.rcpt_tos, [address])
        self.assertEqual(envelope.mail_from, "books@example.com")
        mail = read(envelope)
        self.assertEqual((mail["From"], mail["To"]), ("Books <books@example.com>", address))
        self.assertEqual(mail["Subject"], subject)
        self.assertEqual({part.get_content_type() for part in mail.iter_parts()},
                         {"text/plain", "text/html"})
        [link] = links(mail)
        self.assertRegex(link, rf"^{self.url}/login/link/[\w-]{{43}}$")
        return link.removeprefix(self.url)

    def assert_used_up(self, path: str) -> None:
        page = self.page(self.context(as_nobody=True))
        self.assertEqual(page.goto(self.url + path).status, 404)
        self.assertEqual(page.inner_text("h1"), "This link does not work")
        self.assertEqual(page.locator("input[type=password]").count(), 0)

    def invite(self, owner: Page, role: str) -> str:
        address = f"{uuid.uuid4().hex[:12]}@example.com"
        self.go(owner, "/admin/members/")
        owner.fill("#member-email", address)
        owner.fill("#member-name", "Ada Lovelace")
        owner.select_option("#member-role", role)
        owner.get_by_role("button", name="Take in").click()
        told = owner.locator(".flash.success")
        self.assertIn(f"A mail to {address} is on its way", told.inner_text())
        # Whoever invites cannot set the other's password.
        self.assertEqual(owner.locator(".secret-link").count(), 0)
        self.assertNotIn("/login/link/", owner.content())
        return address

    def test_somebody_is_invited_and_works_in_the_role_they_got(self) -> None:
        owner = self.log_in(self.owner)
        for role, import_status in (("viewer", 403), ("accountant", 200)):
            with self.subTest(role=role):
                address = self.invite(owner, role)
                row = owner.locator("table.members tr", has_text=address)
                without_password = row.inner_text()
                [envelope] = self.place.mails.to(address)
                path = self.link_in(envelope, address, "Your account at Countinghouse")
                self.assertIn(f"“{TENANT}”", read(envelope).get_body(("plain",)).get_content())

                page = self.stranger(path)
                self.assertEqual(page.input_value("#email"), address)
                set_password(page, self.url + path)
                self.settle(page)
                answer = page.request.get(f"{self.url}/import/")
                self.assertEqual(answer.status, import_status)
                self.assertEqual(page.request.get(f"{self.url}/admin/security/").status, 403)

                self.assert_used_up(path)
                self.log_in(address)
                self.go(owner, "/admin/members/")
                chosen = owner.get_by_label(f"Role of {address}", exact=True)
                self.assertEqual(chosen.input_value(), role)
                self.assertNotEqual(row.inner_text(), without_password)
                self.assertEqual(len(self.place.mails.to(address)), 1)
        self.assertEqual(self.place.mails.to(self.owner, 0), [])

    def ask_for_reset(self, address: str) -> str:
        """From the login to the answer; what it says."""
        page = self.stranger("/login")
        page.get_by_role("link", name="Have a link sent to you").click()
        page.wait_for_url("**/login/forgot/")
        page.get_by_label("E-mail").fill(address)
        page.get_by_role("button", name="Send the link").click()
        page.get_by_role("status").wait_for()
        self.assert_quiet()
        return page.inner_text("main")

    def test_a_forgotten_password_is_replaced(self) -> None:
        address = self.person("accountant")
        unknown = f"nobody-{uuid.uuid4().hex[:8]}@example.com"
        office, home = self.log_in(address), self.log_in(address)

        told = self.ask_for_reset(unknown)
        self.assertEqual(self.ask_for_reset(address), told)
        [first] = self.place.mails.to(address)
        # Who asks first is answered first.
        self.assertEqual(self.place.mails.to(unknown, 0), [])
        subject = "Set a new password for Countinghouse"
        earlier = self.link_in(first, address, subject)
        self.ask_for_reset(address)
        path = self.link_in(self.place.mails.to(address, 2)[1], address, subject)
        self.assert_used_up(earlier)
        # Asking alone changes nothing: anybody may do so.
        self.go(office, "/ar/customers/")
        self.assertIn("/ar/customers/", office.url)
        self.log_in(address)

        page = self.stranger(path)
        set_password(page, self.url + path, NEW)
        self.assert_used_up(path)
        for other in (office, home):
            self.go(other, "/ar/customers/")
            self.assertIn("/login", other.url)
        refused = self.try_login(address, PASSWORD)
        self.assertIn("is wrong", refused.inner_text(".flash.error"))
        self.log_in(address, NEW)
        self.go(page, "/account/")
        self.assertIn(address, page.inner_text("main"))

        notice = read(self.place.mails.to(address, 3)[2])
        self.assertEqual(notice["Subject"], "Your password was changed")
        self.assertEqual(links(notice), set())
        self.assertEqual(self.place.mails.to(unknown, 0), [])
