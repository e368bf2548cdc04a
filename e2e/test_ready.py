"""Answers that go out again as they went out a moment ago (docs/caching.md), on two servers without a
Redis: never once the data or the rights have changed, in order, and counted like all others."""

import itertools
import json
import os
import re
import socket
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from decimal import Decimal
from subprocess import PIPE, Popen

from api_server import TENANT, ServedAPI
from installation import STOP_SECONDS, free_port
from two_servers import Program, SecondServer, Tally, counts

PATH = "/ar/api/summary-stats/"
AMOUNT = Decimal("0.01")
SECONDS = 8
READERS = 4
ROW = 300
UNREAD = 4_000


class ReadyTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.first = ServedAPI()
        cls.addClassCleanup(cls.first.close)
        cls.second = SecondServer(cls.first)
        cls.addClassCleanup(cls.second.close)
        cls.ports = (cls.first.server.port, cls.second.port)
        customers = json.loads(cls.first.get("/api/v1/customers/?limit=1", cls.first.token("viewer")))
        cls.customer = customers["items"][0]["id"]
        cls.numbers = itertools.count(1)

    def program(self, index: int, key: str | None = None) -> Program:
        return self.enterContext(closing(Program(self.ports[index % 2], key or self.first.key)))

    def invoice(self, program: Program) -> None:
        status, answer = program.post("/api/v1/invoices/", {
            "customer_id": self.customer, "number": f"CENT-{os.getpid()}-{next(self.numbers)}",
            "date": "2026-03-01", "due_date": "2026-03-31",
            "amount": {"amount": str(AMOUNT), "currency": "USD"}})
        if status != 201:
            raise AssertionError(f"{status}: {answer}")

    def ready(self) -> int:
        return sum(counts(port)["connection"] for port in self.ports)

    def test_the_same_request_is_answered_alike_with_an_id_of_its_own(self) -> None:
        program, before = self.program(0), counts(self.ports[0])
        seen = []
        for _ in range(ROW):
            program.link.request("GET", PATH, headers=program.headers)
            answer = program.link.getresponse()
            names = sorted(name.lower() for name in answer.headers)
            seen.append((answer.status, answer.read(), answer.headers["ETag"], names))
            self.assertEqual(answer.headers["Content-Length"], str(len(seen[-1][1])))
            seen[-1] += (answer.headers["X-Request-ID"],)
        self.assertEqual(len({one[4] for one in seen}), ROW)
        self.assertEqual({(*one[:3], *one[3]) for one in seen}, {(*seen[0][:3], *seen[0][3])})
        after = counts(self.ports[0])
        # All but the first of each second, and what comes while something changes.
        self.assertGreater(after["connection"] - before["connection"], ROW // 20)
        self.assertEqual(sum(after.values()) - sum(before.values()), ROW)

    def test_what_the_sender_has_already_is_not_sent_again(self) -> None:
        program = self.program(0)
        tag, before = program.get(PATH)[2], self.ready()
        for _ in range(20):
            self.assertEqual(program.get(PATH, **{"If-None-Match": tag})[:2], (304, b""))
        self.assertGreater(self.ready(), before)
        self.assertEqual(program.get(PATH)[0], 200)

    def test_a_write_through_either_is_in_the_next_answer_of_both(self) -> None:
        programs, before = [self.program(0), self.program(1)], self.ready()
        total = programs[0].total()
        for index in range(40):
            for program in programs * 3:
                self.assertEqual(program.total(), total)
            self.invoice(programs[index % 2])
            total += AMOUNT
        self.assertGreater(self.ready(), before)

    def test_no_answer_is_old_under_load(self) -> None:
        start, before = self.program(0).total(), self.ready()
        tally, stop = Tally(), threading.Event()

        def write(index: int) -> None:
            program = self.program(index)
            while not stop.is_set():
                tally.begin()
                self.invoice(program)
                tally.answer()
                # Now and then nothing changes, or nothing would be given again.
                time.sleep(0.02)

        def read(index: int) -> int:
            program, count = self.program(index), 0
            while not stop.is_set():
                least = tally.answered
                total = program.total()
                most = tally.begun
                if not start + least * AMOUNT <= total <= start + most * AMOUNT:
                    raise AssertionError(f"{total} is not from {least} to {most} cents above {start}")
                count += 1
            return count

        with ThreadPoolExecutor(2 + READERS) as pool:
            work = [pool.submit(write, index) for index in range(2)]
            work += [pool.submit(read, index) for index in range(READERS)]
            end = time.monotonic() + SECONDS
            while time.monotonic() < end and not any(one.done() for one in work):
                time.sleep(0.1)
            stop.set()
            for one in work:
                one.result()
        self.assertEqual(self.program(1).total(), start + tally.answered * AMOUNT)
        self.assertGreater(self.ready() - before, 10)

    def test_a_key_that_was_taken_back_opens_nothing_any_more(self) -> None:
        run = self.first.server.run
        for index in range(4):
            printed = run("key", "create", f"short {index}", "--may", "readReceivables",
                          "--tenant", TENANT)
            key = re.search(r"ch_[\w-]{43}", printed)[0]
            number = next(line.split()[0] for line in run("key", "list", "--tenant", TENANT)
                          .splitlines() if f"short {index}" in line)
            # Whoever asks without a pause is refused as soon as the command has ended.
            ended, early, late = threading.Event(), [], []

            def ask(program: Program) -> None:
                while not ended.is_set():
                    early.append(program.get(PATH)[0])
                late.append(program.get(PATH)[0])

            threads = [threading.Thread(target=ask, args=(self.program(port, key),))
                       for port in (0, 1)]
            for thread in threads:
                thread.start()
            time.sleep(0.3)
            run("key", "revoke", number, "--tenant", TENANT)
            ended.set()
            for thread in threads:
                thread.join()
            self.assertEqual(late, [401, 401])
            self.assertGreater(early.count(200), 10)

    def test_requests_in_a_row_are_answered_in_their_order(self) -> None:
        paths = [PATH, PATH, "/ar/api/aging-distribution/", PATH, "/health", PATH, "/none", PATH] * 12
        alone = {path: self.program(0).get(path)[:2] for path in set(paths)}
        with closing(self.connected()) as link:
            for _ in range(3):
                link.sendall(b"".join(self.request(path) for path in paths))
                found = self.read(link, len(paths))
                for path, (status, body) in zip(paths, found, strict=True):
                    self.assertEqual(status, alone[path][0], path)
                    if status == 200 and path != "/health":
                        self.assertEqual(body, alone[path][1], path)

    def test_who_reads_nothing_gets_all_of_it_later(self) -> None:
        with closing(self.connected()) as link:
            sending = threading.Thread(target=link.sendall, args=(self.request(PATH) * UNREAD,))
            sending.start()
            time.sleep(2)
            found = self.read(link, UNREAD)
            sending.join()
        self.assertEqual({status for status, _ in found}, {200})
        self.assertEqual(len({body for _, body in found}), 1)

    def test_who_says_that_nothing_more_comes_is_answered(self) -> None:
        self.program(0).get(PATH)
        for count in (1, 5):
            with closing(self.connected()) as link:
                link.sendall(self.request(PATH) * count)
                link.shutdown(socket.SHUT_WR)
                self.assertEqual([one[0] for one in self.read(link, count)], [200] * count)

    def test_each_is_counted_against_the_limit(self) -> None:
        installation = self.first.server
        port = free_port()
        server = Popen(
            [installation.binary, "serve"], stdout=PIPE, stderr=PIPE, text=True,
            env={**installation.environment, "COUNTINGHOUSE_REQUESTS_PER_CLIENT": "60",
                 "COUNTINGHOUSE_PORT": str(port)})
        try:
            server.stdout.readline()
            with closing(Program(port, self.first.key)) as program:
                answers = []
                for _ in range(80):
                    program.link.request("GET", PATH, headers=program.headers)
                    answer = program.link.getresponse()
                    answer.read()
                    answers.append((answer.status, answer.headers["RateLimit"]))
            self.assertGreater(counts(port)["connection"], 5)
        finally:
            server.terminate()
            server.communicate(timeout=STOP_SECONDS)
        # One a second comes back, for as long as it takes.
        statuses = [status for status, _ in answers]
        self.assertEqual(statuses[:60], [200] * 60)
        self.assertGreaterEqual(statuses.count(429), 10)
        left = [int(re.search(r'"client";r=(\d+)', field)[1]) for _, field in answers[:60]]
        self.assertEqual((left[0], len(left) - len(set(left)) <= 5), (59, True), left)

    def connected(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.ports[0]), timeout=60)

    def request(self, path: str) -> bytes:
        return (f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.ports[0]}\r\n"
                f"Accept: application/json\r\nAuthorization: Bearer {self.first.key}\r\n\r\n").encode()

    @staticmethod
    def read(link: socket.socket, count: int) -> list[tuple[int, bytes]]:
        """The answers to as many requests; they all say how long they are."""
        file, found = link.makefile("rb"), []
        for _ in range(count):
            status = int(file.readline().split()[1])
            fields = {}
            while line := file.readline().strip():
                name, value = line.decode().split(":", 1)
                fields[name.lower()] = value.strip()
            found.append((status, file.read(int(fields["content-length"]))))
        return found


if __name__ == "__main__":
    unittest.main()
