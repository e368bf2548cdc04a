"""One request writes one line, and nothing in it ends the line or speaks to a terminal."""

import io
import re
import time
import unittest
import urllib.parse
import uuid

import attack_world
from attack_texts import BREAKS
from attacker import Visitor, exchange
from careless import Careless

BEGINNING = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+\-\d]* "
    r"(trace|debug|info|notice|warning|error|critical) ")
# What an attacker would have stand there as a line of ours.
FORGED = "2026-01-01T00:00:00+0000 error forged: line"
# Where a link's secret stands once a mail program has broken the link, or somebody pasted it amiss.
AMISS = (
    "/", "/login/%20link/", "/%20login/link/", "/login/%0d%0alink/", "/lo%0agin/link/",
    "/(login/link/", "/login/_link/", "/%3Chttp://host/login/link/", "/http://host/login/link/",
    "/l%20ogin/li%20nk/ch_",
)
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def damage(log: str) -> list[str]:
    """The lines of a log that do not begin like one, and those that a terminal would obey."""
    lines = [line for line in log.split("\n") if line]
    return [
        line for line in lines
        if not BEGINNING.match(line) or CONTROL.search(line) or line.startswith(FORGED)
    ]


class LogTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.world = attack_world.world()
        cls.member = cls.world.member(cls.world.mine)

    def test_damage_is_found_where_there_is_some(self) -> None:
        with Careless() as careless:
            careless.server.log = io.StringIO()
            for text in BREAKS:
                Visitor(careless.site).get("/log?q=" + urllib.parse.quote(f"a{text}{FORGED}"))
            self.assertGreaterEqual(len(damage(careless.server.log.getvalue())), len(BREAKS))
        self.assertEqual(damage("2026-11-21T21:58:17+0000 info x: GET /\n"), [])

    def test_every_line_of_the_log_is_whole(self) -> None:
        """Whatever the other attacks have sent before is looked at, too."""
        tag = uuid.uuid4().hex
        count = 0
        for text in BREAKS:
            evil = f"{tag}{text}{FORGED}"
            quoted = urllib.parse.quote(evil, safe="")
            for path in (f"/{quoted}", f"/ar/customers/{quoted}", f"/static/{quoted}"):
                self.member.get(path)
                count += 1
            self.member.get(f"/ar/search?q={quoted}")
            self.member.post("/login", {"email": f"{evil}@example.com", "password": evil})
            self.member.post("/admin/members", {"email": evil, "name": evil, "role": evil})
            self.member.post("/admin/members", {
                "email": f"{uuid.uuid4().hex}@example.com", "name": evil, "role": "viewer"})
            self.member.post("/admin/keys", {"name": evil, "days": evil})
            self.member.post_json("/api/v1/auth/login/", {"email": evil, "password": evil})
            self.member.upload(urllib.parse.unquote(quoted).replace("\x00", ""), b"a,b\n1,2\n")
            self.raw(evil.encode())
        log = self.log_with(tag, count)
        self.assertEqual(damage(log)[:5], [])
        named = [line for line in log.split("\n") if tag in line and "path=" in line]
        self.assertGreaterEqual(len(named), count)

    def raw(self, evil: bytes) -> None:
        """As no client would send it: in the address and in headers as it is."""
        for request in (
            b"GET /" + evil + b" HTTP/1.1\r\nHost: localhost\r\n",
            b"GET /ar/ HTTP/1.1\r\nHost: localhost\r\nUser-Agent: " + evil + b"\r\n",
            b"GET /ar/ HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: " + evil + b"\r\n",
            b"GET /ar/ HTTP/1.1\r\nHost: localhost\r\nX-Tenant: " + evil + b"\r\n",
            b"GET /ar/ HTTP/1.1\r\nHost: " + evil + b"\r\n",
            evil + b" / HTTP/1.1\r\nHost: localhost\r\n",
        ):
            exchange(self.world.site, request + b"Connection: close\r\n\r\n", wait=1)

    def log_with(self, tag: str, count: int) -> str:
        """The log as soon as the last line is there."""
        end = time.monotonic() + 10
        while time.monotonic() < end:
            log = self.world.server.log_text
            if log.count(tag) >= count:
                return log
            time.sleep(0.1)
        return log

    def test_a_name_in_the_log_is_one_of_ours(self) -> None:
        """The id that a sender chooses is taken only where it is harmless."""
        for text in ("a b", "a=b", "a\tb", "<b>", "x" * 65, '"', "a;b"):
            answer = self.member.get("/ar/", headers={"X-Request-ID": text})
            self.assertNotEqual(answer.header("x-request-id"), text)
        answer = self.member.get("/ar/", headers={"X-Request-ID": "mine-1"})
        self.assertEqual(answer.header("x-request-id"), "mine-1")

    def test_the_log_holds_no_secret(self) -> None:
        """Passwords, cookies, keys, tokens and links that were sent stand nowhere."""
        secret = f"secret{uuid.uuid4().hex}"
        self.member.post("/login", {"email": "x@example.com", "password": secret})
        for path in ("/login/link/", "//login/link/", "/login//link/", "/login/link//",
                     "/%6cogin/link/", "/login/%6cink/", "/login/./link/", "/LOGIN/LINK/",
                     "/login%2flink/", "/login/x/../link/", *AMISS):
            self.member.get(path + (secret + secret)[:43])
        self.member.get("/ar/", headers={"Authorization": f"Bearer {secret}"})
        self.member.get("/ar/", headers={"Cookie": f"countinghouse_session={secret}"})
        self.member.get(f"/ar/search?q={secret}")
        self.member.post_json("/api/v1/auth/refresh/", {"refresh": secret})
        self.member.get(f"/ar/customers/{uuid.uuid4().hex}")
        log = self.world.server.log_text
        self.assertEqual([line for line in log.split("\n") if secret in line], [])
        mine = self.world.mine
        for held in (
            attack_world.PASSWORD, mine.key, mine.access, mine.refresh,
            *mine.member.cookies.values(), self.member.token,
        ):
            self.assertNotIn(held, log)
        self.assertIn("path=/ar/", log)

    def test_the_log_of_nginx_holds_no_secret(self) -> None:
        """As it is shipped: nobody who reads it enters an account or learns of a customer."""
        site, plain = self.world.proxied.proxy.site, self.world.proxied.proxy.plain_site
        tag, secret = f"tag{uuid.uuid4().hex}", f"secret{uuid.uuid4().hex}"
        token = (secret + secret)[:43]
        for place in (site, plain):
            visitor = Visitor(place)
            for path in (
                f"/login/link/{token}", f"/login//link/{token}", f"/%6cogin/%6cink/{token}/",
                f"/LOGIN/LINK/{token}", f"/login/./link/{token}", f"/login/link/{token}?x={secret}",
                f"/login?next=/login/link/{token}", f"/login/sso?next=/login/link/{token}",
                f"/ar/search?q={secret}", f"/{tag}?q={secret}",
                *(path + token for path in AMISS),
            ):
                visitor.get(path)
            visitor.get(f"/{tag}", headers={"Referer": f"https://{place.name}/login/link/{token}"})
        self.world.proxied.proxy.site.connect().close()
        end = time.monotonic() + 10
        while self.world.proxied.proxy.log_text.count(tag) < 4 and time.monotonic() < end:
            time.sleep(0.1)
        log = self.world.proxied.proxy.log_text
        self.assertGreaterEqual(log.count(tag), 4)
        self.assertIn("/login/link/...", log)
        self.assertEqual([line for line in log.split("\n") if secret in line], [])
