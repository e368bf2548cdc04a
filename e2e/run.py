"""Runs the browser tests in several processes at once, and says what became of them as unittest does.

    python e2e/run.py [--workers 2] [--logs FOLDER] [MODULE…]

Each process has a browser, a server of the demonstration and its data to itself, and gets the next
module when it is done with one, the longest first. The attacks share an installation, so that all
of them are in one process; those of them that measure how long something takes, or how much a
server bears, come last and run while the other processes have nothing to do.
"""

import argparse
import multiprocessing
import os
import re
import sys
import tempfile
import time
import unittest
from collections import deque
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path

import worker
from worker import Ended

FOLDER = Path(__file__).resolve().parent
# Those that take longest, so that no process begins one when the others are about to end.
LONGEST = (
    "test_conformance", "test_pages", "test_second_factor", "test_admin", "test_report_page")
ATTACK = "test_attack_"
# What measures. It has the processors to itself.
ALONE = ("test_attack_guessing", "test_attack_limits", "test_attack_size", "test_attack_slow")
THICK, THIN = "=" * 70, "-" * 70
HOLDER = re.compile(r"^(?:setUp|tearDown)(?:Class|Module) \((.+)\)$")


@dataclass
class Process:
    number: int
    process: multiprocessing.Process
    connection: Connection
    module: str | None = None
    is_over: bool = False


@dataclass
class Report:
    """What became of all tests."""

    planned: set[str]
    begun: float = field(default_factory=time.monotonic)
    ended: set[str] = field(default_factory=set)
    problems: dict[str, list[tuple[str, str]]] = field(
        default_factory=lambda: {kind: [] for kind in worker.KINDS})
    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, module: str, ended: Ended) -> None:
        self.seconds[module] = self.seconds.get(module, 0) + ended.seconds
        for kind, found in ended.problems.items():
            self.problems[kind] += found
        if ended.is_test:
            self.ended.add(ended.name)
            print(f"{ended.title} ... {ended.outcome}, {ended.seconds:.1f} s", flush=True)
        else:
            for kind, found in ended.problems.items():
                for title, _ in found:
                    print(f"{title} ... {kind}", flush=True)

    def error(self, title: str, text: str) -> None:
        self.problems["errors"].append((title, text + "\n"))

    def note_missing(self) -> None:
        """A test that nobody heard of again has not passed."""
        apart = tuple(
            f"{match[1]}." for found in self.problems.values() for title, _ in found
            if (match := HOLDER.match(title)))
        for name in sorted(self.planned - self.ended):
            if not name.startswith(apart or ("\0",)):
                self.error(name, "It was not run.")

    def tell(self) -> bool:
        """Prints what unittest prints at its end; whether all is well."""
        slowest = sorted(self.seconds.items(), key=lambda one: -one[1])[:8]
        print("Longest: " + ", ".join(f"{name} {seconds:.0f} s" for name, seconds in slowest))
        for kind, word in (("errors", "ERROR"), ("failures", "FAIL")):
            for title, text in self.problems[kind]:
                print(f"{THICK}\n{word}: {title}\n{THIN}\n{text}")
        for title, _ in self.problems["unexpectedSuccesses"]:
            print(f"{THICK}\nUNEXPECTED SUCCESS: {title}")
        count = len(self.ended)
        print(f"{THIN}\nRan {count} test{'' if count == 1 else 's'} in "
              f"{time.monotonic() - self.begun:.3f}s\n")
        is_well = not any(
            self.problems[kind] for kind in ("errors", "failures", "unexpectedSuccesses"))
        counts = ", ".join(
            f"{word}={len(self.problems[kind])}" for kind, word in (
                ("failures", "failures"), ("errors", "errors"), ("skipped", "skipped"),
                ("expectedFailures", "expected failures"),
                ("unexpectedSuccesses", "unexpected successes"),
            ) if self.problems[kind])
        print(("OK" if is_well else "FAILED") + (f" ({counts})" if counts else ""), flush=True)
        return is_well


class Dealer:
    """Says which module comes next for which process."""

    def __init__(self, modules: list[str]) -> None:
        def rank(module: str) -> int:
            return LONGEST.index(module) if module in LONGEST else len(LONGEST)

        self.free = deque(sorted(
            (one for one in modules if not one.startswith(ATTACK)), key=rank))
        self.attacks = deque(
            one for one in modules if one.startswith(ATTACK) and one not in ALONE)
        self.alone = deque(one for one in ALONE if one in modules)
        self.attacker: int | None = None

    def next(self, number: int, is_quiet: bool) -> str | None:
        """`is_quiet`: no other process is at work."""
        if self.attacker in (None, number) and (self.attacks or self.alone):
            self.attacker = number
            if self.attacks:
                return self.attacks.popleft()
        if self.free:
            return self.free.popleft()
        if self.attacker == number and self.alone and is_quiet:
            return self.alone.popleft()
        return None

    def is_waiting(self, number: int) -> bool:
        """Whether there will be something for it when the others are quiet."""
        return self.attacker == number and bool(self.alone)

    def forget(self, number: int) -> None:
        """What only that process would have got goes to another."""
        if self.attacker == number:
            self.attacker = None


def planned(modules: list[str]) -> dict[str, set[str]]:
    """The names of the tests of each module."""
    def names(suite: unittest.TestSuite) -> set[str]:
        return {
            name for one in suite
            for name in (names(one) if isinstance(one, unittest.TestSuite) else {one.id()})}

    return {
        module: names(unittest.defaultTestLoader.loadTestsFromName(module)) for module in modules}


def begin(number: int, logs: Path) -> Process:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=worker.work, args=(theirs, logs / f"server-{number}.txt"))
    process.start()
    theirs.close()
    return Process(number, process, ours)


def run(modules: list[str], count: int, logs: Path) -> bool:
    by_module = planned(modules)
    report = Report(set().union(*by_module.values()))
    dealer = Dealer(modules)
    processes = [begin(number, logs) for number in range(1, count + 1)]
    while open_ones := [one for one in processes if not one.is_over]:
        for one in open_ones:
            deal(one, open_ones, dealer)
        busy = {one.connection: one for one in open_ones if one.module}
        for connection in wait(list(busy)) if busy else ():
            listen(busy[connection], report, dealer)
    for one in processes:
        one.process.join()
        if one.process.exitcode:
            report.error(
                f"process {one.number}", f"It, or its server, ended with {one.process.exitcode}.")
    report.note_missing()
    return report.tell()


def deal(one: Process, others: list[Process], dealer: Dealer) -> None:
    """Gives a process that has nothing to do its next module, or tells it that there is none."""
    if one.module or one.is_over:
        return
    is_quiet = not any(other.module for other in others)
    one.module = dealer.next(one.number, is_quiet)
    if one.module is None and dealer.is_waiting(one.number) and not is_quiet:
        return
    try:
        one.connection.send(one.module)
    except BrokenPipeError:  # it has ended; whoever listens to it is told
        one.module = one.module or "nothing"
        return
    one.is_over = one.module is None


def listen(one: Process, report: Report, dealer: Dealer) -> None:
    """Takes in what a process says; the end of a module, and its own end, too."""
    try:
        said = one.connection.recv()
    except EOFError:
        report.error(one.module, f"Process {one.number} ended while it ran this.")
        dealer.forget(one.number)
        one.module, one.is_over = None, True
        return
    if said is None:
        one.module = None
    else:
        report.add(one.module, said)


def main() -> None:
    parser = argparse.ArgumentParser(description="Runs the browser tests.")
    parser.add_argument("modules", nargs="*", help="such as test_pages; all by default")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--logs", type=Path, help="where the servers' logs go")
    given = parser.parse_args()
    modules = given.modules or sorted(one.stem for one in FOLDER.glob("test_*.py"))
    # A server that runs already has one link to log in by.
    count = 1 if os.environ.get("COUNTINGHOUSE_URL") else max(1, min(given.workers, len(modules)))
    with tempfile.TemporaryDirectory() as folder:
        is_well = run(modules, count, given.logs or Path(folder))
    sys.exit(not is_well)


if __name__ == "__main__":
    main()
