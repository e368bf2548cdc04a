"""The same through the real nginx with our own configuration: what is unclear, too large or slow."""

import re
import unittest
import uuid
from concurrent.futures import ThreadPoolExecutor

import attack_world
from attack_requests import AMBIGUOUS, PLAIN
from attacker import FORM, JSON, Exchange, Visitor, exchange
from proxy import CONFIGURATION, NAME

# A line that is none is left out before the request is passed on, and the other is two requests
# of which the first says that it is the last.
ANSWERED = {"a line without a colon", "a request in the address"}
# This nginx takes a line feed alone for a line's end in a body of chunks, and passes on what it
# has read in chunks of its own: what follows is a second request for it as for us.
LENIENT = {"a bare line feed after a chunk's size", "a bare line feed in a chunk's extension"}
REFUSED = {400, 403, 404, 405, 408, 413, 414, 421, 431, 501, 505}
COOKIE = "__Host-countinghouse_session"


class ProxyTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        proxied = attack_world.world().proxied
        cls.server, cls.proxy, cls.email = proxied.server, proxied.proxy, proxied.email
        cls.site = proxied.site
        cls.member = cls.log_in("127.0.0.1")

    @classmethod
    def log_in(cls, source: str) -> Visitor:
        visitor = Visitor(cls.site, source)
        answer = visitor.log_in(cls.email, attack_world.PASSWORD)
        if answer.status != 303:
            raise AssertionError(f"Nobody can log in: {answer.status} {answer.text[:300]}")
        return visitor

    def sent(self, data: bytes, wait: float = 3, is_one: bool = False) -> tuple[Exchange, str]:
        tag = f"hidden-{uuid.uuid4().hex[:12]}"
        data = data.replace(b"HOST", NAME.encode()).replace(b"TAG", tag.encode())
        return exchange(self.site, data, wait, is_one=is_one), tag

    def test_a_hidden_request_would_be_found(self) -> None:
        for name, (data, count) in PLAIN.items():
            with self.subTest(name):
                found, tag = self.sent(data)
                self.assertEqual(len(found.answers), count, found.data)
                self.assertEqual(f"path=/{tag}" in self.server.log_text, count == 2)

    def test_no_request_hides_in_another(self) -> None:
        with ThreadPoolExecutor(6) as pool:
            every = dict(zip(AMBIGUOUS, pool.map(self.sent, AMBIGUOUS.values()), strict=True))
        log = self.server.log_text
        for name, (found, tag) in every.items():
            with self.subTest(name):
                if name in LENIENT:
                    # No request without an answer of its own: both read the same.
                    self.assertEqual(len(found.answers), 1 + (f"path=/{tag}" in log), found.data)
                    continue
                self.assertNotIn(f"path=/{tag}", log)
                self.assertLessEqual(len(found.answers), 1, found.data)
                if found.answers and name not in ANSWERED:
                    self.assertIn(found.answers[0], REFUSED, found.data[:200])

    def test_too_large(self) -> None:
        host = f"Host: {NAME}\r\nAccept: {JSON}\r\nConnection: close\r\n"
        for data in (
            f"GET /health HTTP/1.1\r\n{host}X: {'x' * 70_000}\r\n\r\n",
            f"GET /health HTTP/1.1\r\n{host}" + "X: y\r\n" * 20_000 + "\r\n",
            f"GET /{'x' * 70_000} HTTP/1.1\r\n{host}\r\n",
            f"POST /login HTTP/1.1\r\n{host}Content-Type: {FORM}\r\nContent-Length: 5000000000\r\n\r\n",
            f"POST /login HTTP/1.1\r\n{host}Content-Type: {FORM}\r\nContent-Length: 100000\r\n\r\n"
            + "x" * 100_000,
            f"POST /login HTTP/1.1\r\n{host}Content-Type: {FORM}\r\nTransfer-Encoding: chunked\r\n\r\n"
            + ("10000\r\n" + "x" * 0x10000 + "\r\n") * 10,
        ):
            found, _ = self.sent(data.encode(), 5, is_one=True)
            self.assertTrue(found.answers or found.is_closed, data[:60])
            for status in found.answers:
                self.assertIn(status, REFUSED, data[:60])

    def test_what_the_cookies_allow(self) -> None:
        answer = Visitor(self.site).post(
            "/login", {"email": self.email, "password": attack_world.PASSWORD})
        line = next(text for text in answer.all("set-cookie") if COOKIE in text)
        parts = {part.strip().lower() for part in line.split(";")[1:]}
        self.assertLessEqual({"httponly", "secure", "path=/", "samesite=lax"}, parts, line)
        self.assertFalse([part for part in parts if part.startswith("domain")])
        self.assertIn("max-age=", answer.header("strict-transport-security"))
        plain = self.member.cookies[COOKIE]
        for name in ("countinghouse_session", "__Secure-countinghouse_session", COOKIE.lower()):
            found = Visitor(self.site).get("/account/", headers={"Cookie": f"{name}={plain}"})
            self.assertEqual(found.status, 302, name)

    def test_what_is_not_encrypted_is_sent_on(self) -> None:
        found = Visitor(self.proxy.plain_site).get("/login?x=1")
        self.assertEqual(found.status, 308)
        self.assertTrue(found.header("location").startswith("https://"))
        data = exchange(self.proxy.plain_site, b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")
        self.assertEqual(data.data, b"")

    def test_nobody_says_where_they_come_from(self) -> None:
        """What a sender writes about the way of the request is replaced."""
        name = f"{uuid.uuid4().hex}@example.com"
        answers = []
        for number in range(12):
            answers.append(Visitor(self.site, "127.0.8.1").post(
                "/login", {"email": f"{number}{name}", "password": "wrong"}, headers={
                    "X-Forwarded-For": f"203.0.113.{number}", "X-Real-IP": f"203.0.113.{number}",
                    "Forwarded": f"for=203.0.113.{number}", "X-Forwarded-Proto": "http",
                    "X-Forwarded-Host": "evil.example", "X-Request-ID": "mine"}))
        self.assertNotIn("mine", [answer.header("x-request-id") for answer in answers])
        visitor = self.log_in("127.0.8.2")
        self.member.get("/account/")
        page = visitor.ask("GET", "/account/", headers={"X-Forwarded-For": "203.0.113.9"}).text
        self.assertIn("127.0.8.2", page)
        self.assertNotIn("203.0.113", page)

    def test_a_host_of_others(self) -> None:
        for host in ("evil.example", "127.0.0.1", f"{NAME}.evil.example", f"evil.example.{NAME}"):
            found = exchange(self.site, (
                f"GET /login HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").encode())
            self.assertNotIn(200, found.answers if not host.endswith(NAME) else [], host)
            self.assertNotIn(f"https://{host}".encode(), found.data)

    def test_who_has_many_connections_leaves_some_for_others(self) -> None:
        links = []
        self.addCleanup(lambda: [link.close() for link in links])
        for _ in range(160):
            link = self.site.connect("127.0.8.3")
            link.sendall(b"POST /login HTTP/1.1\r\nHost: " + NAME.encode()
                         + b"\r\nContent-Length: 100\r\n\r\nx")
            links.append(link)
        answer = self.member.get("/account/")
        self.assertEqual(answer.status, 200)
        self.assertLess(answer.seconds, 1)
        # The last of them were told that it is too many.
        links[-1].settimeout(5)
        self.assertRegex(links[-1].recv(100), rb"^HTTP/1.1 (429|503)")


class TablesTest(unittest.TestCase):
    """What our configuration of nginx must say, whatever else changes in it."""

    def test_nothing_is_passed_on_that_a_sender_wrote(self) -> None:
        text = re.sub(r"#.*", "", CONFIGURATION.read_text())
        self.assertRegex(text, r"X-Forwarded-For \$remote_addr;")
        self.assertRegex(text, r"ssl_protocols TLSv1\.2 TLSv1\.3;")
        for unwanted in ("proxy_add_x_forwarded_for", "underscores_in_headers on", "TLSv1.1",
                         "merge_slashes on", "ignore_invalid_headers off", "autoindex"):
            self.assertNotIn(unwanted, text)
