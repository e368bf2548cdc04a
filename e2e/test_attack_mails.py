"""Mails go to the one they are for, say what we say, and lead to us."""

import re
import unittest
import uuid

import attack_world
import mails
from attack_texts import HOOK, SCRIPTS
from attacker import Answer

BREAKS = ("\r\n", "\n", "\r", "%0d%0a", "\u2028", "\x85", "\x0b", "\x00")
ADDED = ("Bcc: thief@example.net", "Subject: other", "\r\nA text of the attacker's")


class MailTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.world = attack_world.world()
        cls.member = cls.world.member(cls.world.mine)
        if cls.member.get("/login/forgot").status == 404 and cls.world.visitor().get(
                "/login/forgot").status == 404:
            raise unittest.SkipTest("Nothing is sent by mail yet.")

    def mails_to(self, address: str) -> list:
        return self.world.server.mails.to(address)

    def invite(self, address: str, name: str) -> Answer:
        return self.member.post(
            "/admin/members", {"email": address, "name": name, "role": "viewer"})

    def test_a_name_adds_no_header_and_nobody(self) -> None:
        invited = []
        for text in BREAKS:
            for added in ADDED:
                address = f"{uuid.uuid4().hex}@example.com"
                answer = self.invite(address, f"A{text}{added}{text}{text}x")
                self.assertIn(answer.status, (200, 400, 422))
                if answer.status == 200:
                    invited.append(address)
        self.assertGreater(len(invited), 3)
        for address in invited:
            found = self.mails_to(address)
            self.assertEqual(len(found), 1, address)
            self.check(found[0], address)

    def check(self, envelope, address: str) -> None:
        self.assertEqual(envelope.rcpt_tos, [address])
        mail = mails.read(envelope)
        self.assertIsNone(mail["Bcc"])
        self.assertEqual(len(mail.get_all("Subject")), 1)
        self.assertEqual(len(mail.get_all("To")), 1)
        self.assertFalse(mail["Subject"].startswith("other"))
        self.assertNotIn("thief", mail["To"])

    def test_an_address_is_one(self) -> None:
        before = len(self.world.server.mails.kept)
        for address in (
            "a@example.com\r\nBcc: thief@example.net", "a@example.com,thief@example.net",
            "a@example.com;thief@example.net", "a@example.com thief@example.net",
            "a@example.com>\r\nRCPT TO:<thief@example.net", "a@b@example.com",
            "a@example.com\x00", "a@example.com\nDATA", "a@example.com%0aBcc:thief@example.net",
            "@example.com", "a@", "<a@example.com>", "a@example.com>", 'a"b@example.com',
            "a@ex<script>.com", "a@[127.0.0.1]", "a@-x.com", "a@x..com", "a,b@x.com", "a(b)@x.com",
        ):
            answer = self.invite(address, "x")
            self.assertIn(answer.status, (400, 422), address)
            self.assertLess(self.world.visitor("127.0.6.1").post(
                "/login/forgot", {"email": address}).status, 500, address)
        for envelope in self.world.server.mails.kept[before:]:
            self.assertNotIn("thief@example.net", envelope.rcpt_tos)

    def test_a_link_leads_to_us(self) -> None:
        """Whatever the request says it was sent to."""
        member = self.world.member(self.world.mine)
        for headers in (
            {"X-Forwarded-Host": "evil.example"}, {"Forwarded": "host=evil.example;proto=https"},
            {"X-Forwarded-Proto": "https", "X-Forwarded-Port": "1"}, {"Host": "mine.localhost"},
            {"Host": "evil.example"}, {"Referer": "https://evil.example/"},
        ):
            self.world.visitor("127.0.6.2").post(
                "/login/forgot", {"email": member.email}, headers=headers)
        found = self.mails_to(member.email)
        self.assertGreaterEqual(len(found), 1)
        for envelope in found:
            self.check(envelope, member.email)
            text = envelope.content.decode().replace("=\r\n", "")
            for link in re.findall(r"https?://[^\s\"'<>]+", text):
                self.assertRegex(
                    link, rf"^http://((127\.0\.0\.1|localhost|mine\.localhost):{self.world.site.port})/")

    def test_no_script_in_a_mail(self) -> None:
        invited = [(f"{uuid.uuid4().hex}@example.com", text) for text in SCRIPTS]
        for address, text in invited:
            self.invite(address, text)
        for address, _ in invited:
            for envelope in self.mails_to(address):
                mail = mails.read(envelope)
                for part in mail.walk():
                    if part.get_content_type() == "text/html":
                        self.assertNotRegex(part.get_content(), rf"<[^>]*{HOOK}")

    def test_nobody_is_flooded(self) -> None:
        member = self.world.member(self.world.mine)
        for number in range(40):
            self.world.visitor(f"127.0.7.{number % 8 + 1}").post(
                "/login/forgot", {"email": member.email})
        # Whoever asked before has been answered when this one is.
        last = self.world.member(self.world.mine)
        self.world.visitor("127.0.7.9").post("/login/forgot", {"email": last.email})
        self.assertEqual(len(self.mails_to(last.email)), 1)
        self.assertLessEqual(len(self.mails_to(member.email)), 10)
        self.assertGreaterEqual(len(self.mails_to(member.email)), 1)
