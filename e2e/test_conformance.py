"""No request that can be made up from the API's description is answered with a server error or
with anything that the description does not say, whoever sends it.

COUNTINGHOUSE_TEST_LONG makes it take an hour instead of minutes, each time with other requests.
"""

import os
import tempfile
import unittest
from pathlib import Path

import conformance
from api_server import NOBODY, ServedAPI

IS_LONG = bool(os.environ.get("COUNTINGHOUSE_TEST_LONG"))
# The owner reaches most; what others may is a part of that. A token lasts 15 minutes.
OWNER_SECONDS, OTHER_SECONDS = (840, 600) if IS_LONG else (90, 20)
# What nothing that is made up finds: files that somebody has sent, or had made, before, what was
# rejected of them, and what was paid back of a credit that is large enough.
NOT_THERE = {
    "GET /api/v1/refunds/{id}/",
    "GET /api/v1/imports/files/{token}/", "GET /api/v1/imports/files/{token}/rejects/",
    "GET /api/v1/imports/{id}/rejects/", "GET /api/v1/exports/{id}/",
    "GET /api/v1/exports/{id}/file/",
}
# Some acts are for operators alone, or for jobs that wait just then, and how many made-up bodies
# get through is up to chance and to how many the machine sends in the time; about four in five
# operations are. That each of them can be done is what test_api_examples shows.
REACHED_SHARE = 0.65
# So that everything has its turn however much there is.
OWNER_SECONDS_PER_OPERATION = 2


class ConformanceTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.api = ServedAPI()
        cls.addClassCleanup(cls.api.close)
        folder = tempfile.TemporaryDirectory(prefix="countinghouse-conformance-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)

    def outcome(self, caller: str, seconds: int) -> conformance.Outcome:
        outcome = conformance.run(self.api, caller, seconds, self.folder, IS_LONG)
        self.assertEqual(outcome.status, 0, f"As {caller}:\n{outcome.findings}")
        # Whether it was called at all, and not only a few times.
        self.assertGreater(
            sum(sum(found.values()) for found in outcome.answers.values()),
            len(self.operations()))
        return outcome

    def operations(self) -> set[str]:
        return {
            f"{method.upper()} {path}" for path, item in self.api.description["paths"].items()
            for method in item if method in ("get", "post", "put", "patch", "delete")}

    def test_as_the_owner(self) -> None:
        """Who gets to the inside of everything."""
        operations = self.operations()
        seconds = max(OWNER_SECONDS, OWNER_SECONDS_PER_OPERATION * len(operations))
        outcome = self.outcome("owner", seconds)
        self.assertEqual(operations - set(outcome.answers), set(), "Not called")
        # What is made up is often refused, with reason; lists are there for whoever asks.
        reached = {one for one in operations if outcome.answered(one, 2)}
        reads = {one for one in operations if one.startswith("GET ")}
        self.assertEqual(reads - reached - NOT_THERE, set(), "Never answered")
        self.assertGreater(len(reached), len(operations) * REACHED_SHARE)

    def test_as_an_admin(self) -> None:
        self.outcome("admin", OTHER_SECONDS)

    def test_as_an_accountant(self) -> None:
        self.outcome("accountant", OTHER_SECONDS)

    def test_as_a_collector(self) -> None:
        self.outcome("collector", OTHER_SECONDS)

    def test_as_a_viewer(self) -> None:
        self.outcome("viewer", OTHER_SECONDS)

    def test_as_a_program_with_a_key(self) -> None:
        self.outcome("service", OTHER_SECONDS)

    def test_as_nobody(self) -> None:
        outcome = self.outcome(NOBODY, OTHER_SECONDS)
        for operation in self.operations():
            method, path = operation.split()
            if self.api.description["paths"][path][method.lower()]["security"]:
                self.assertEqual(outcome.answered(operation, 2), 0, operation)


if __name__ == "__main__":
    unittest.main(verbosity=2)
