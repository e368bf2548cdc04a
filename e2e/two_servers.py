"""Two servers on one database, programs on connections of their own to one of them, and a count of
what was written through both."""

import http.client
import json
import re
import threading
import urllib.request
from decimal import Decimal
from pathlib import Path
from subprocess import PIPE, Popen

from api_server import ServedAPI
from installation import STOP_SECONDS, free_port


class SecondServer:
    """Another server on the same installation."""

    def __init__(self, first: ServedAPI) -> None:
        installation = first.server
        self.port = free_port()
        self.log = open(Path(installation.folder.name) / "second.txt", "w", encoding="utf-8")
        self.process = Popen(
            [installation.binary, "serve"],
            env={**installation.environment, "COUNTINGHOUSE_PORT": str(self.port)},
            stdout=PIPE, stderr=self.log, text=True)
        greeting = self.process.stdout.readline()
        if not re.search(rf"http://127\.0\.0\.1:{self.port}/", greeting):
            self.close()
            raise AssertionError(f"The second server did not start: {greeting!r}")

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(STOP_SECONDS)
        self.process.stdout.close()
        self.log.close()


class Program:
    """Somebody's program, on a connection of its own to one of the servers."""

    def __init__(self, port: int, key: str) -> None:
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {"Authorization": f"Bearer {key}", "Accept": "application/json"}

    def close(self) -> None:
        self.link.close()

    def get(self, path: str, **more: str) -> tuple[int, bytes, str]:
        self.link.request("GET", path, headers=self.headers | more)
        answer = self.link.getresponse()
        return answer.status, answer.read(), answer.getheader("ETag", "")

    def post(self, path: str, document: dict) -> tuple[int, dict]:
        self.link.request(
            "POST", path, body=json.dumps(document),
            headers=self.headers | {"Content-Type": "application/json"})
        answer = self.link.getresponse()
        return answer.status, json.loads(answer.read())

    def document(self, path: str) -> dict:
        status, body, _ = self.get(path)
        if status != 200:
            raise AssertionError(f"{path}: {status}: {body!r}")
        return json.loads(body, parse_float=Decimal)

    def total(self) -> Decimal:
        return self.document("/ar/api/summary-stats/")["total_ar"]

    def totals(self, customer: str) -> dict[str, Decimal]:
        """What each of the answers that are kept adds up to; a customer's invoices too."""
        found = {"stats": self.total()}
        found["buckets"] = self.document("/ar/api/aging-distribution/")["total"]
        rows = self.document("/ar/api/customer-breakdown/")["customers"]
        found["customers"] = sum(row["total_outstanding"] for row in rows)
        rows = self.document(f"/ar/api/invoice-details/{customer}/")["invoices"]
        found["invoices"] = sum(row["amount_due"] for row in rows)
        found["report"] = Decimal(self.document("/api/v1/reports/aging/")["totals"]["total"])
        return found


class Tally:
    """How many writes had begun, and how many had been answered, at any moment."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.begun = 0
        self.answered = 0

    def begin(self) -> int:
        with self.lock:
            self.begun += 1
            return self.begun

    def answer(self) -> None:
        with self.lock:
            self.answered += 1


def counts(port: int) -> dict[str, int]:
    """Answers that may be kept, by where a server took them from."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    return {
        place: int(count) for place, count in
        re.findall(r'countinghouse_cache_answers_total\{from="(\w+)"\} (\d+)', text)}
