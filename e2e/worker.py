"""One of the processes that run the browser tests: tells another what became of each test."""

import os
import sys
import time
import unittest
import warnings
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import browsing
from demo import Demo


@dataclass
class Ended:
    """What became of one test, or of what a class or module does before its tests."""

    name: str
    title: str
    seconds: float
    is_test: bool = True
    # By the list of unittest that it stands in: whose it is, and the text.
    problems: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    @property
    def outcome(self) -> str:
        for kind, word in (
            ("errors", "ERROR"), ("failures", "FAIL"), ("unexpectedSuccesses", "unexpected success"),
            ("expectedFailures", "expected failure"), ("skipped", "skipped"),
        ):
            if self.problems.get(kind):
                return word
        return "ok"


KINDS = ("errors", "failures", "skipped", "expectedFailures", "unexpectedSuccesses")


class Telling(unittest.TestResult):
    """Sends what it is told to the other process, test by test."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self.connection = connection
        self.told = dict.fromkeys(KINDS, 0)
        self.start = time.monotonic()

    def stopTest(self, test: unittest.TestCase) -> None:
        super().stopTest(test)
        self.tell(test.id(), str(test))

    def tell(self, name: str, title: str, is_test: bool = True) -> None:
        """All that came since the last time. The seconds count from the end of the test before."""
        now = time.monotonic()
        ended = Ended(name, title, now - self.start, is_test)
        for kind in KINDS:
            for one in getattr(self, kind)[self.told[kind]:]:
                test, text = one if isinstance(one, tuple) else (one, "")
                ended.problems.setdefault(kind, []).append((str(test), text))
            self.told[kind] = len(getattr(self, kind))
        self.start = now
        self.connection.send(ended)

    def tell_rest(self, module: str) -> None:
        """What no test said: that a class, or the module, could not be begun or ended."""
        if any(len(getattr(self, kind)) > self.told[kind] for kind in KINDS):
            self.tell(module, module, is_test=False)


def work(connection: Connection, log: Path) -> None:
    """Runs one module after the other, by their names, until there is none for it."""
    if not sys.warnoptions:
        warnings.simplefilter("default")
    server = None if os.environ.get("COUNTINGHOUSE_URL") else Demo(log)
    try:
        while module := connection.recv():
            result = Telling(connection)
            unittest.defaultTestLoader.loadTestsFromName(module).run(result)
            result.tell_rest(module)
            connection.send(None)
    finally:
        browsing.close_browser()
        status = server.close() if server else 0
    # What the tests keep for the whole process, such as the server that is attacked, ends now.
    sys.exit(status)
