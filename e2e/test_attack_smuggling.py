"""One request in, one answer out: no request hides in another, and what is unclear ends it."""

import unittest
import uuid
from concurrent.futures import ThreadPoolExecutor

import attack_world
from attack_requests import AMBIGUOUS, PLAIN, REFUSED
from attacker import Exchange, exchange

# Both readings of a line are harmless where nothing follows it.
ONCE = {400, 403, 404, 405, 413, 414, 421, 431, 444, 501, 505}


class SmugglingTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.world = attack_world.world()
        cls.site = cls.world.site

    @property
    def log(self) -> str:
        return self.world.server.log_text

    def sent(self, data: bytes) -> tuple[Exchange, str]:
        """What came back, and the name of the hidden address."""
        tag = f"hidden-{uuid.uuid4().hex[:12]}"
        host = self.site.authority.encode()
        data = data.replace(b"HOST", host).replace(b"TAG", tag.encode())
        return exchange(self.site, data, wait=3), tag

    def test_a_hidden_request_would_be_found(self) -> None:
        for name, (data, count) in PLAIN.items():
            with self.subTest(name):
                found, tag = self.sent(data)
                self.assertEqual(len(found.answers), count, found.data)
                self.assertEqual(f"path=/{tag}" in self.log, count == 2)

    def test_what_is_unclear_ends_the_connection(self) -> None:
        with ThreadPoolExecutor(6) as pool:
            every = dict(zip(AMBIGUOUS, pool.map(self.sent, AMBIGUOUS.values()), strict=True))
        log = self.log
        for name, (found, tag) in every.items():
            with self.subTest(name):
                self.assertTrue(found.is_closed, found.data[:200])
                self.assertLessEqual(len(found.answers), 1, found.data)
                if found.answers and "request in the address" not in name:
                    self.assertIn(found.answers[0], ONCE, found.data[:300])
                self.assertNotIn(f"path=/{tag}", log)

    def test_what_is_of_no_use_is_refused(self) -> None:
        for name, data in REFUSED.items():
            with self.subTest(name):
                found, _ = self.sent(data[:-2] + b"Connection: close\r\n\r\n")
                self.assertTrue(found.is_closed)
                self.assertLessEqual(len(found.answers), 1)
                if found.answers:
                    self.assertIn(found.answers[0], ONCE, found.data[:200])

    def test_an_address_with_another_host(self) -> None:
        """The address goes before the header (RFC 9112, section 3.2.2): never only the header."""
        for line in (b"GET http://evil.example/login", b"GET https://evil.example/login",
                     b"GET http://evil.example:80/login", b"GET http://HOST@evil.example/login"):
            found, _ = self.sent(line + b" HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
            self.assertEqual(len(found.answers), 1)
            self.assertIn(found.answers[0], ONCE, line)

    def test_an_older_version(self) -> None:
        found, _ = self.sent(b"GET /health HTTP/1.0\r\nHost: HOST\r\n\r\n")
        self.assertEqual((found.answers, found.is_closed), ([200], True))
        found, _ = self.sent(
            b"POST /login HTTP/1.0\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
        self.assertTrue(found.is_closed)
        self.assertLessEqual(len(found.answers), 1)

    def test_an_answer_to_each_of_many(self) -> None:
        data = b"GET /health HTTP/1.1\r\nHost: HOST\r\n\r\n" * 50
        found, _ = self.sent(data + b"GET /health HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
        self.assertEqual(found.answers, [200] * 51)

    def test_answers_do_not_go_astray(self) -> None:
        """A head has no body; what is after one answer belongs to the next."""
        for line in (b"HEAD /login", b"HEAD /health", b"OPTIONS /login", b"GET /no-such"):
            found, _ = self.sent(
                line + b" HTTP/1.1\r\nHost: HOST\r\n\r\n"
                b"GET /health HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
            first, gap, _ = found.data.partition(b"\r\n\r\n")
            self.assertTrue(gap)
            self.assertEqual(found.data.count(b"HTTP/1.1 "), 2, line)
            self.assertTrue(found.data.rstrip().endswith(b"}"), line)
