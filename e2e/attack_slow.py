"""Connections that are held as long as the other side lets them be.

They begin when the attacked server is made and go on beside the other attacks, so that a minute of
waiting costs no time of its own; `test_attack_slow.py` looks at what became of them.
"""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from attacker import FORM, Site

STEP_SECONDS = 1.0


@dataclass
class Held:
    kind: str
    link: object
    # What it sends at each step.
    drip: bytes
    reads: bool = False
    # What came so far.
    data: bytes = b""
    seconds: float | None = None


@dataclass
class SlowConnections:
    site: Site
    # The address of a large answer, and what its reader sends with it.
    large: str
    cookie: str
    held: list[Held] = field(default_factory=list)

    def begin(self) -> "SlowConnections":
        self.start = time.monotonic()
        self.open_all()
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self.hold, daemon=True)
        self.thread.start()
        return self

    def open_all(self) -> None:
        host = f"Host: {self.site.authority}\r\n".encode()
        form = b"POST /login HTTP/1.1\r\n" + host + f"Content-Type: {FORM}\r\n".encode()
        own = b"GET " + self.large.encode() + b" HTTP/1.1\r\n" + host + (
            f"Cookie: {self.cookie}\r\n\r\n".encode())
        kinds: tuple[tuple[str, int, bytes, bytes, bool], ...] = (
            ("says nothing", 8, b"", b"", True),
            ("a line in pieces", 8, b"GET /log", b"x", True),
            ("a header in pieces", 8, b"GET /login HTTP/1.1\r\n" + host + b"X: ", b"x", True),
            ("headers without end", 8, b"GET /login HTTP/1.1\r\n" + host, b"X: y\r\n", True),
            ("white space", 4, b"GET /login HTTP/1.1\r\n" + host + b"X:", b" ", True),
            ("empty lines", 4, b"", b"\r\n", True),
            ("a body in pieces", 8, form + b"Content-Length: 9000\r\n\r\n", b"x", True),
            ("chunks in pieces", 8, form + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", True),
            ("a body that does not come", 8, form + b"Content-Length: 9000\r\n\r\n", b"", True),
            ("nothing after an answer", 8, b"GET /health HTTP/1.1\r\n" + host + b"\r\n", b"", True),
            ("does not read", 4, own * 40, b"", False),
        )
        for kind, count, first, drip, reads in kinds:
            for _ in range(count):
                link = self.site.connect("127.0.0.66")
                if not reads:
                    link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
                link.sendall(first)
                link.setblocking(False)
                self.held.append(Held(kind, link, drip, reads))

    def hold(self) -> None:
        """Sends and reads in small steps until all have ended."""
        while any(one.seconds is None for one in self.held) and not self.is_over.is_set():
            for one in self.held:
                if one.seconds is None and self.has_ended(one):
                    one.seconds = time.monotonic() - self.start
                    one.link.close()
            time.sleep(STEP_SECONDS)

    def has_ended(self, one: Held) -> bool:
        # Whoever does not read does not see the end, which comes behind all the rest.
        if not one.reads and not is_open(self.site.port, one.link.getsockname()[1]):
            return True
        return attempt(lambda: self.send(one)) or attempt(lambda: self.read(one))

    def send(self, one: Held) -> bool:
        if one.drip:
            one.link.send(one.drip)
        return False

    def read(self, one: Held) -> bool:
        """Whoever does not read takes a byte each time, so that the line is never quite still."""
        part = one.link.recv(65_536 if one.reads else 1)
        one.data += part[:64] if one.reads else b""
        return not part

    def wait(self, seconds: float) -> dict[str, float]:
        """How long the longest of each kind was held; until so long after the beginning."""
        end = self.start + seconds
        while self.thread.is_alive() and time.monotonic() < end:
            time.sleep(0.2)
        self.is_over.set()
        found: dict[str, float] = {}
        for one in self.held:
            found[one.kind] = max(found.get(one.kind, 0), one.seconds or float("inf"))
            one.link.close()
        return found


def is_open(port: int, from_port: int) -> bool:
    """Whether the other side still holds its end of a connection."""
    established = "01"
    with open("/proc/net/tcp") as table:
        for line in table.readlines()[1:]:
            _, local, remote, state = line.split()[:4]
            ports = [int(end.split(":")[1], 16) for end in (local, remote)]
            if ports == [port, from_port]:
                return state == established
    return False


def attempt(act: Callable[[], bool]) -> bool:
    """Whether the connection has ended; one that is only not ready has not."""
    try:
        return act()
    except (BlockingIOError, TimeoutError):
        return False
    except OSError as error:
        # An encrypted connection says in its own way that it is not ready.
        return type(error).__name__ not in ("SSLWantReadError", "SSLWantWriteError")
