"""Two servers on one database that share a Redis: what was written through one is never followed
by an older answer of the other, also while Redis is killed, started and stopped under load."""

import itertools
import json
import os
import signal
import threading
import time
import unittest
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from decimal import Decimal
from subprocess import PIPE, Popen

from api_server import ServedAPI
from installation import STOP_SECONDS, free_port
from redis_server import RedisServer
from two_servers import Program, SecondServer, Tally, counts

TENANT = "acme"
WRITERS, READERS = 3, 4
SECONDS = 12
FIND_SECONDS = 10
# Cent amounts, so that any answer tells exactly which writes are in it.
AMOUNT = Decimal("0.01")


class CacheTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.redis = RedisServer()
        cls.addClassCleanup(cls.redis.close)
        cls.first = ServedAPI(COUNTINGHOUSE_REDIS_URL=cls.redis.url)
        cls.addClassCleanup(cls.first.close)
        cls.second = SecondServer(cls.first)
        cls.addClassCleanup(cls.second.close)
        cls.ports = (cls.first.server.port, cls.second.port)
        token = cls.first.token("viewer")
        customers = json.loads(cls.first.get("/api/v1/customers/?limit=1", token))
        cls.customer = customers["items"][0]["id"]
        cls.numbers = itertools.count(1)

    def program(self, index: int) -> Program:
        return self.connected(self.ports[index % 2])

    def connected(self, port: int) -> Program:
        return self.enterContext(closing(Program(port, self.first.key)))

    def invoice(self, program: Program) -> None:
        self.post(program, f"CENT-{os.getpid()}-{next(self.numbers)}")

    def post(self, program: Program, number: str) -> None:
        status, answer = program.post("/api/v1/invoices/", {
            "customer_id": self.customer, "number": number, "date": "2026-03-01",
            "due_date": "2026-03-31", "amount": {"amount": str(AMOUNT), "currency": "USD"}})
        if status != 201:
            raise AssertionError(f"{status}: {answer}")

    def test_a_write_through_one_is_in_the_next_answer_of_the_other(self) -> None:
        one, other = self.program(0), self.program(1)
        totals = other.totals(self.customer)
        for _ in range(25):
            self.invoice(one)
            totals = {name: total + AMOUNT for name, total in totals.items()}
            self.assertEqual(other.totals(self.customer), totals)
            self.assertEqual(one.totals(self.customer), totals)
            one, other = other, one

    def test_what_one_computed_the_other_finds(self) -> None:
        one, other = self.program(0), self.program(1)
        self.invoice(one)
        before = counts(self.ports[1])
        path = "/ar/api/customer-breakdown/"
        answers = [one.get(path), other.get(path), other.get(path)]
        after = counts(self.ports[1])
        self.assertEqual({answer[:2] for answer in answers}, {answers[0][:2]})
        self.assertEqual(after["database"], before["database"])
        self.assertEqual(after["redis"], before["redis"] + 1)
        self.assertEqual(after["process"], before["process"] + 1)
        status, body, _ = other.get(path, **{"If-None-Match": answers[0][2]})
        self.assertEqual((status, body), (304, b""))

    def test_nothing_in_redis_can_be_read_or_passed_off_as_an_answer(self) -> None:
        program = self.program(0)
        self.invoice(program)
        total = program.total()
        names = self.redis.ask("KEYS", "countinghouse:answer:*").split()
        self.assertTrue(names)
        for name in names:
            self.assertNotIn(TENANT, name)
            self.assertNotIn("total", self.redis.ask("--no-raw", "GET", name))
            self.redis.ask("SET", name, '12345678{"total_ar": 0.00}')
        # The other server has to look there: it was not asked since the invoice.
        self.assertEqual(self.program(1).total(), total)

    def test_no_answer_is_old_while_redis_comes_and_goes(self) -> None:
        start = self.program(0).total()
        tally, stop = Tally(), threading.Event()
        # While a write is on its way an answer may have it or not.
        def write(index: int) -> int:
            program, count = self.program(index), 0
            while not stop.is_set():
                number = tally.begin()
                self.post(program, f"LOAD-{os.getpid()}-{number}")
                tally.answer()
                count += 1
            return count

        def read(index: int) -> int:
            program, count = self.program(index), 0
            while not stop.is_set():
                least = tally.answered
                total = program.total()
                most = tally.begun
                if not start + least * AMOUNT <= total <= start + most * AMOUNT:
                    raise AssertionError(
                        f"{total} is not from {least} to {most} cents above {start}")
                count += 1
            return count

        # Readers come and go between writes too, or nothing would be answered from what is kept.
        with ThreadPoolExecutor(WRITERS + READERS) as pool:
            work = [pool.submit(write, index) for index in range(WRITERS)]
            work += [pool.submit(read, index) for index in range(READERS)]
            try:
                self.disturb(work)
            finally:
                stop.set()
            done = [one.result() for one in work]
        self.assertTrue(all(done), done)
        expected = start + tally.answered * AMOUNT
        self.assertEqual([self.program(index).total() for index in (0, 1)], [expected] * 2)
        self.assertEqual(self.found_again(), ["redis", "redis"])

    def disturb(self, work: list) -> None:
        """Kills and starts Redis, and stops and continues it, until the time is over."""
        end, round = time.monotonic() + SECONDS, 0
        while time.monotonic() < end and not any(one.done() for one in work):
            time.sleep(0.7)
            if round % 2 == 0:
                self.redis.kill()
                time.sleep(0.5)
                self.redis.start()
            else:
                self.redis.process.send_signal(signal.SIGSTOP)
                time.sleep(0.6)
                self.redis.process.send_signal(signal.SIGCONT)
            time.sleep(1)
            round += 1

    def found_again(self) -> list[str]:
        """What the servers say of their caches, as soon as both have Redis again; what they say
        after a while."""
        end = time.monotonic() + FIND_SECONDS
        while True:
            for index in (0, 1):
                self.program(index).total()
            found = [self.cache(port) for port in self.ports]
            if found == ["redis", "redis"] or time.monotonic() > end:
                return found
            time.sleep(0.1)

    @staticmethod
    def cache(port: int) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10) as answer:
            return json.loads(answer.read())["cache"]

    def test_requests_are_counted_together(self) -> None:
        installation = self.first.server
        limited = {**installation.environment, "COUNTINGHOUSE_REQUESTS_PER_CLIENT": "60"}
        counted = []
        with LimitedPair(installation.binary, limited) as ports:
            programs = [self.connected(port) for port in ports]
            for index in range(80):
                counted.append(programs[index % 2].get("/ar/api/summary-stats/")[0])
        # One a second comes back, for as long as it takes.
        self.assertGreaterEqual(counted.count(429), 10)
        self.assertLessEqual(counted.count(200), 70)
        self.assertEqual(counted[:60], [200] * 60)


class LimitedPair:
    """Two servers that answer few requests of a client, both together."""

    def __init__(self, binary: str, environment: dict[str, str]) -> None:
        self.ports = (free_port(), free_port())
        self.servers = [
            Popen([binary, "serve"], env={**environment, "COUNTINGHOUSE_PORT": str(port)},
                  stdout=PIPE, stderr=PIPE, text=True)
            for port in self.ports]

    def __enter__(self) -> tuple[int, int]:
        for server in self.servers:
            server.stdout.readline()
        return self.ports

    def __exit__(self, *_: object) -> None:
        for server in self.servers:
            server.terminate()
        for server in self.servers:
            server.communicate(timeout=STOP_SECONDS)


if __name__ == "__main__":
    unittest.main()
