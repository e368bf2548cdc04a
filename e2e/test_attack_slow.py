"""Whoever sends or reads too slowly is let go, and nobody waits for them meanwhile."""

import socket
import time
import unittest

import attack_world

# The longest that a connection is held open for nothing: the idle time and what looks for it.
HELD_SECONDS = 75
PROXIED_SECONDS = 100


class SlowTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.world = attack_world.world()

    def test_each_kind_of_slowness_ends(self) -> None:
        for where, slow, longest in (
            ("itself", self.world.slow, HELD_SECONDS),
            ("nginx", self.world.proxied.slow, PROXIED_SECONDS),
        ):
            held = slow.wait(longest)
            self.assertGreater(len(held), 8)
            for kind, seconds in held.items():
                with self.subTest(f"{where}: {kind}"):
                    self.assertLessEqual(seconds, longest)

    def test_they_were_held_at_all(self) -> None:
        """A server that lets everybody go at once would pass the other test."""
        self.world.slow.wait(0)
        seconds = [one.seconds or 60 for one in self.world.slow.held if one.kind == "says nothing"]
        self.assertGreater(min(seconds), 5)

    def test_many_of_them_hinder_nobody(self) -> None:
        links: list[socket.socket] = []
        self.addCleanup(lambda: [link.close() for link in links])
        for number in range(300):
            link = self.world.site.connect(f"127.0.5.{number % 100 + 1}")
            link.sendall((b"GET /login HTTP/1.1\r\nX: ", b"", b"POST /login HTTP/1.1\r\n"
                          b"Host: localhost\r\nContent-Length: 100\r\n\r\nx")[number % 3])
            links.append(link)
        visitor = self.world.member(self.world.mine)
        for path in ("/health", "/account/", "/ar/customers/", "/ar/report/"):
            answer = visitor.get(path)
            self.assertEqual(answer.status, 200)
            self.assertLess(answer.seconds, 1, path)

    def test_who_is_slow_but_honest_is_served(self) -> None:
        """A form that comes over some seconds, as over a bad line."""
        body = b"email=x%40example.com&password=not+this+one"
        with self.world.site.connect("127.0.0.67") as link:
            link.sendall(
                f"POST /login HTTP/1.1\r\nHost: {self.world.site.authority}\r\nContent-Type: "
                "application/x-www-form-urlencoded\r\nConnection: close\r\n"
                f"Content-Length: {len(body)}\r\n\r\n".encode())
            for start in range(0, len(body), 10):
                time.sleep(0.4)
                link.sendall(body[start:start + 10])
            link.settimeout(10)
            self.assertTrue(link.recv(100).startswith(b"HTTP/1.1 422"))
