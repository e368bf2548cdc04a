"""What has no end is not taken for ever: a body after its answer, a head that never ends."""

import time
import unittest
from concurrent.futures import ThreadPoolExecutor

import attack_world
from attacker import FORM, Site
from careless import Careless


class EndlessTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.world = attack_world.world()

    def taken(self, head: str, part: bytes, site: Site | None = None) -> int:
        """How many bytes a server takes until it ends the connection."""
        taken, end = 0, time.monotonic() + 5
        site = site or self.world.site
        own = f"Host: {site.authority}\r\n"
        with site.connect() as link:
            link.settimeout(0.05)
            try:
                link.sendall(head.replace("OWN", own).encode())
                while time.monotonic() < end and taken < 20 << 20:
                    try:
                        taken += link.send(part)
                    except TimeoutError:
                        continue
            except ConnectionError:
                pass
        return taken

    def test_a_careless_server_takes_it(self) -> None:
        with Careless() as careless:
            head = "POST /change HTTP/1.1\r\nOWNContent-Length: 5000000000\r\n\r\n"
            self.assertGreater(self.taken(head, b"a" * (1 << 20), careless.site), 16 << 20)

    def test_what_follows_an_answer_is_not_taken_for_ever(self) -> None:
        chunk = b"100000\r\n" + b"a" * 0x100000 + b"\r\n"
        length = "Content-Length: 5000000000\r\n\r\n"
        for head, part in (
            ("POST /login HTTP/1.1\r\nOWNTransfer-Encoding: chunked\r\n\r\n", chunk),
            ("POST /logout HTTP/1.1\r\nOWNTransfer-Encoding: chunked\r\n\r\n", chunk),
            ("GET /no-such HTTP/1.1\r\nOWNTransfer-Encoding: chunked\r\n\r\n", chunk),
            (f"POST /login HTTP/1.1\r\nOWNContent-Type: {FORM}\r\n" + length, b"a" * (1 << 20)),
            ("GET /login HTTP/1.1\r\nOWN" + length, b"a" * (1 << 20)),
        ):
            with self.subTest(head[:30]):
                self.assertLess(self.taken(head, part), 16 << 20)

    def test_a_header_that_does_not_end(self) -> None:
        cases = [
            (head, part)
            for head in ("GET /login HTTP/1.1\r\nOWNX: ", "GET /login HTTP/1.1\r\nOWN", "\r\n",
                         "GET /login", "")
            for part in (b" " * 65536, b"\t" * 65536, b"\r\n" * 30_000)
        ]
        # Some are held for seconds; several of them wait at once.
        with ThreadPoolExecutor(5) as pool:
            every = list(pool.map(lambda case: self.taken(*case), cases))
        for (head, part), taken in zip(cases, every, strict=True):
            with self.subTest(f"{head!r} {part[:2]!r}"):
                self.assertLess(taken, 8 << 20)
