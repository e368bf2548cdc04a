"""Guessing: who is known is not told, and whoever guesses waits while everybody else does not."""

import re
import threading
import time
import unittest
import uuid

import attack_world
from attacker import Answer, Visitor

WRONG = "not the right one at all"
SECONDS = 4
A_SECOND = 100


def told(answer: Answer, *given: str) -> tuple:
    """All that an answer says but when and as which it was said, and what was given."""
    body = answer.text
    for text in (answer.header("x-request-id"), *given):
        body = body.replace(text, "…")
    headers = [
        (name.lower(), value) for name, value in answer.headers
        if name.lower() not in ("date", "x-request-id", "content-length")
    ]
    return answer.status, sorted(headers), body


class KnownTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.world = attack_world.world()
        name = uuid.uuid4().hex[:10]
        cls.known = f"known-{name}@example.com"
        cls.invited = f"asked-{name}@example.com"
        cls.unknown = f"other-{name}@example.com"
        cls.world.server.person(cls.known, "mine")
        cls.world.server.run(
            "user", "create", cls.invited, "--tenant", "mine", "--role", "viewer")

    def same(self, source: str, ask) -> None:
        """Nobody can tell from an answer whether an address is one of ours."""
        answers = {
            email: told(ask(Visitor(self.world.site, source), email), email)
            for email in (self.unknown, self.known, self.invited, self.known.upper())
        }
        expected = answers[self.unknown]
        for email, answer in answers.items():
            self.assertEqual(answer, expected, email)

    def test_a_wrong_password(self) -> None:
        self.same("127.0.1.1", lambda visitor, email: visitor.post(
            "/login", {"email": email, "password": WRONG}))
        for path in ("/api/v1/auth/login/", "/accounts/login/"):
            self.same("127.0.1.2", lambda visitor, email, path=path: visitor.post_json(
                path, {"email": email, "password": WRONG}))
        # What is right is told apart.
        right = {"email": self.known, "password": attack_world.PASSWORD}
        self.assertEqual(Visitor(self.world.site, "127.0.1.3").post("/login", right).status, 303)

    def test_a_forgotten_password(self) -> None:
        visitor = Visitor(self.world.site, "127.0.1.4")
        found = re.search(r'href="(/(?:login/)?forgot[^"]*)"', visitor.get("/login").text)
        path = found[1] if found else "/login/forgot"
        if visitor.get(path).status == 404:
            self.skipTest("There is no page for a forgotten password yet.")
        self.same("127.0.1.5", lambda visitor, email: visitor.post(path, {"email": email}))

    def test_whoever_guesses_waits_alike(self) -> None:
        """After as many failures, for as long, whether the address is one of ours or not."""
        waits = []
        for number, email in enumerate((self.unknown + "x", self.known)):
            visitor = Visitor(self.world.site, f"127.0.1.{10 + number}")
            answers = [
                visitor.post("/login", {"email": email, "password": WRONG}) for _ in range(9)]
            waits.append([(answer.status, answer.header("retry-after")) for answer in answers])
        self.assertEqual(waits[0], waits[1])
        self.assertEqual(waits[0][0], (422, ""))
        self.assertEqual(waits[0][-1][0], 429)

    def test_links_and_tokens_that_are_none(self) -> None:
        visitor = Visitor(self.world.site, "127.0.1.6")
        answers = [
            told(visitor.get(f"/login/link/{text}"), text)
            for text in ("A" * 43, "B" * 43, uuid.uuid4().hex + "A" * 11)
        ]
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(answers[0], answers[2])


class ForceTest(unittest.TestCase):
    """A hundred attempts a second at one account, from ten addresses."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.world = attack_world.world()
        cls.victim = f"{uuid.uuid4().hex[:10]}@example.com"
        cls.world.server.person(cls.victim, "mine")
        bystander = cls.world.member(cls.world.mine)
        cls.memory_before = cls.memory()
        cls.attempts: list[Answer] = []
        cls.pages: list[Answer] = []
        cls.logins: list[Answer] = []
        attack = [threading.Thread(target=cls.guess, args=(number,)) for number in range(10)]
        attack.append(threading.Thread(target=cls.work, args=(bystander,)))
        for thread in attack:
            thread.start()
        for thread in attack:
            thread.join()

    @classmethod
    def guess(cls, number: int) -> None:
        visitor = Visitor(cls.world.site, f"127.0.2.{number + 1}")
        start = time.monotonic()
        for attempt in range(SECONDS * A_SECOND // 10):
            time.sleep(max(0, start + attempt * 10 / A_SECOND - time.monotonic()))
            cls.attempts.append(visitor.post(
                "/login", {"email": cls.victim, "password": f"{WRONG} {number} {attempt}"}))

    @classmethod
    def work(cls, bystander: Visitor) -> None:
        """What somebody else does meanwhile: reads, and somebody logs in."""
        end = time.monotonic() + SECONDS
        other = Visitor(cls.world.site, "127.0.2.100")
        while time.monotonic() < end:
            cls.pages += [bystander.get("/ar/customers/"), bystander.get("/health/db")]
            cls.logins.append(other.post(
                "/login", {"email": bystander.email, "password": attack_world.PASSWORD}))
            time.sleep(0.2)

    @classmethod
    def memory(cls) -> int:
        """What the server holds, in bytes."""
        with open(f"/proc/{cls.world.server.server.pid}/statm") as file:
            return int(file.read().split()[1]) * 4_096

    def test_it_was_as_many_as_that(self) -> None:
        self.assertGreaterEqual(len(self.attempts), SECONDS * A_SECOND * 0.9)

    def test_hardly_any_is_looked_at(self) -> None:
        looked_at = [answer for answer in self.attempts if answer.status == 422]
        waiting = [answer for answer in self.attempts if answer.status == 429]
        self.assertLessEqual(len(looked_at), 30)
        self.assertGreater(len(waiting), len(self.attempts) // 2)
        self.assertEqual(
            {answer.status for answer in self.attempts} - {422, 429, 503}, set())

    def test_the_wait_grows(self) -> None:
        waits = [int(answer.header("retry-after")) for answer in self.attempts
                 if answer.status == 429]
        self.assertGreaterEqual(max(waits), 4 * min(waits))
        self.assertLessEqual(max(waits), 900)

    def test_everybody_else_goes_on(self) -> None:
        self.assertGreater(len(self.pages), 10)
        for answer in self.pages:
            self.assertEqual(answer.status, 200)
            self.assertLess(answer.seconds, 1)
        self.assertEqual({answer.status for answer in self.logins}, {303})
        self.assertLess(max(answer.seconds for answer in self.logins), 3)

    def test_the_owner_gets_in_again(self) -> None:
        """From an address of their own, after the wait that they are told."""
        owner = Visitor(self.world.site, "127.0.2.200")
        end = time.monotonic() + 30
        while time.monotonic() < end:
            answer = owner.post(
                "/login", {"email": self.victim, "password": attack_world.PASSWORD})
            if answer.status == 303:
                return
            time.sleep(int(answer.header("retry-after") or 1))
        self.fail("The owner of the account cannot log in any more.")

    def test_memory_does_not_grow(self) -> None:
        self.assertLess(self.memory() - self.memory_before, 64 << 20)
