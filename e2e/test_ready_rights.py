"""Answers that go out again as they went out a moment ago (docs/caching.md), to people whose rights
end or change meanwhile, on two servers without a Redis: whoever asks without a pause gets none of
what they might no longer have, once whoever ended it has been told that it is done."""

import http.client
import json
import threading
import time
import unittest
from contextlib import closing

from api_server import TENANT, USERS, ServedAPI
from attack_server import PASSWORD
from attacker import JSON, Visitor
from two_servers import Program, SecondServer, counts

PATH = "/ar/api/summary-stats/"
OTHER = "elsewhere"  # which is there for people to be invited from
# An answer is given again within the second that it was made in.
AFTER_SECONDS = 1.5
READY_SECONDS = 20
READY_AT_LEAST = 40
ASKED_AT_LEAST = 20
ROUNDS, RUN = 60, 4


class Asker(threading.Thread):
    """Asks for the same without a pause, on a connection of its own, until it is told to stop."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        super().__init__(daemon=True)
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = headers
        self.is_over = threading.Event()
        # When each was sent, and what came back.
        self.seen: list[tuple[float, int, bytes]] = []

    def run(self) -> None:
        with closing(self.link):
            while not self.is_over.is_set():
                sent = time.monotonic()
                self.link.request("GET", PATH, headers=self.headers)
                answer = self.link.getresponse()
                self.seen.append((sent, answer.status, answer.read()))

    def end(self) -> None:
        self.is_over.set()
        self.join(60)


class ReadyRightsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.api = ServedAPI()
        cls.addClassCleanup(cls.api.close)
        cls.second = SecondServer(cls.api)
        cls.addClassCleanup(cls.second.close)
        cls.server = cls.api.server
        cls.ports = (cls.server.port, cls.second.port)
        cls.count = 0
        cls.server.run("group", "create", "Few", "--tenant", TENANT)
        cls.server.run("group", "assign", "Customer 1", "--to", "Few", "--tenant", TENANT)

    def person(self, role: str = "viewer", tenant: str = TENANT) -> str:
        type(self).count += 1
        email = f"ready-{self.count}@acme.example.com"
        self.server.person(email, tenant, role)
        return email

    def guest(self, bearer: str | None = None) -> Visitor:
        """Somebody who comes from an address that has not logged in before."""
        type(self).count += 1
        return Visitor(self.server.site, source=f"127.0.3.{self.count}", bearer=bearer)

    def visitor(self, email: str) -> Visitor:
        visitor = self.guest()
        self.assertEqual(visitor.log_in(email, PASSWORD).status, 303)
        return visitor

    def tokens(self, email: str) -> dict[str, str]:
        answer = self.guest().post_json(
            "/api/v1/auth/login/", {"email": email, "password": PASSWORD})
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json()

    @staticmethod
    def browser(visitor: Visitor) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
        return {"Cookie": cookies, "Accept": JSON}

    @staticmethod
    def program(access: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {access}", "Accept": JSON}

    def both(self, email: str) -> list[dict[str, str]]:
        """What they send with a browser, and with a program."""
        return [self.browser(self.visitor(email)), self.program(self.tokens(email)["access"])]

    def owner(self) -> Visitor:
        return self.guest(self.api.token("owner"))

    def number(self, email: str) -> str:
        people = json.loads(self.api.get(USERS, self.api.token("owner")))["items"]
        return next(one["id"] for one in people if one["email"] == email)

    def ready(self) -> int:
        return sum(counts(port)["connection"] for port in self.ports)

    def end(self, senders: list[dict[str, str]], act, is_old=lambda body: True) -> None:
        """Has everybody ask on both servers, does something, and looks at what is answered to what
        was asked after that was done."""
        before = self.ready()
        askers = [Asker(port, headers) for port in self.ports for headers in senders]
        for asker in askers:
            asker.start()
        try:
            limit = time.monotonic() + READY_SECONDS
            while self.ready() - before < READY_AT_LEAST or any(
                    len(asker.seen) < ASKED_AT_LEAST for asker in askers):
                self.assertLess(time.monotonic(), limit, "Nothing was given again.")
                self.assertTrue(all(asker.is_alive() for asker in askers), "Nobody answers.")
                time.sleep(0.02)
            act()
            done = time.monotonic()
            time.sleep(AFTER_SECONDS)
            self.assertTrue(all(asker.is_alive() for asker in askers), "Nobody answers.")
        finally:
            for asker in askers:
                asker.end()
        for asker in askers:
            # It was theirs until then.
            first = asker.seen[:ASKED_AT_LEAST]
            self.assertEqual([one for one in first if one[1] != 200 or not is_old(one[2])], [])
            late = [one for one in asker.seen if one[0] >= done]
            self.assertGreaterEqual(len(late), ASKED_AT_LEAST)
            old = [round(sent - done, 4) for sent, status, body in late
                   if status == 200 and is_old(body)]
            self.assertEqual(old, [], "Seconds after it was done")

    def test_who_logs_out(self) -> None:
        email = self.person()
        visitor = self.visitor(email)
        self.end([self.browser(visitor)],
                 lambda: self.assertEqual(visitor.post("/logout").status, 303))
        tokens = self.tokens(email)
        self.end([self.program(tokens["access"])], lambda: self.assertLess(
            self.guest(tokens["access"]).post_json(
                "/api/v1/auth/logout/", {"refresh": tokens["refresh"]}).status, 300))

    def test_who_logs_out_everywhere(self) -> None:
        email = self.person()
        here = self.visitor(email)
        self.end(self.both(email), lambda: self.assertEqual(
            here.post("/account/sessions/end").status, 303))

    def test_who_is_dismissed(self) -> None:
        email = self.person()
        path, owner = f"{USERS}{self.number(email)}/", self.owner()
        self.end(self.both(email), lambda: self.assertEqual(
            owner.ask("DELETE", path, accept=JSON).status, 204))

    def test_whose_company_is_suspended(self) -> None:
        member, host = self.person(tenant=OTHER), self.person()
        self.server.run("user", "operator", host)
        operator = self.guest(self.tokens(host)["access"])

        def operate(act: str) -> None:
            answer = operator.post_json(f"/api/v1/tenants/{OTHER}/{act}/", {})
            self.assertEqual(answer.status // 100, 2, answer.text)

        self.end(self.both(member), lambda: operate("suspend"))
        operate("resume")
        self.end(self.both(member), lambda: self.server.run("tenant", "suspend", OTHER))
        operate("resume")

    def test_who_sees_fewer_customers(self) -> None:
        email = self.person("collector")
        path, owner = f"{USERS}{self.number(email)}/", self.owner()
        groups = json.loads(self.api.get("/api/v1/groups/", owner.bearer))["items"]
        few = next(one["id"] for one in groups if one["name"] == "Few")

        def limit() -> None:
            answer = owner.ask(
                "PATCH", path, json.dumps({"portfolio": [few]}), {"Content-Type": JSON},
                accept=JSON)
            self.assertEqual(answer.status, 200, answer.text)

        senders = self.both(email)
        whole = self.customers(senders[0])
        self.end(senders, limit, lambda body: json.loads(body)["total_customers"] == whole)
        self.assertEqual((self.customers(senders[1]), whole > 1), (1, True))

    def customers(self, headers: dict[str, str]) -> int:
        with closing(Program(self.ports[0], "")) as program:
            program.headers = headers
            return program.document(PATH)["total_customers"]

    def test_two_who_take_turns_on_one_connection(self) -> None:
        """As behind a proxy, which keeps few connections for everybody."""
        limited, leaving = self.person("collector"), self.person("collector")
        self.server.run(
            "member", "portfolio", limited, "--group", "Few", "--tenant", TENANT)
        one, other = self.both(limited), self.both(leaving)
        whole = self.customers(other[0])
        self.assertGreater(whole, 1)
        turns = [(one[0], 1), (other[0], whole), (one[1], 1), (other[1], whole)]
        programs = [self.enterContext(closing(Program(port, ""))) for port in self.ports]
        for program in programs:
            before = self.ready()
            for index in range(ROUNDS):
                self.take_turns(program, turns if index % 2 else turns[::-1], index % RUN + 1)
            self.assertGreater(self.ready() - before, ROUNDS)
        number, owner = self.number(leaving), self.owner()
        for program in programs:
            self.take_turns(program, turns, RUN)
        gone = owner.ask("DELETE", f"{USERS}{number}/", accept=JSON)
        self.assertEqual(gone.status, 204, gone.text)
        left = [(headers, wanted if wanted == 1 else None) for headers, wanted in turns]
        for index in range(ROUNDS):
            for program in programs:
                self.take_turns(program, left, index % RUN + 1)

    def take_turns(
        self, program: Program, turns: list[tuple[dict[str, str], int | None]], times: int
    ) -> None:
        """Each asks some times in a row, and is told of as many customers as they see; None: of
        none, since they may not ask."""
        for headers, wanted in turns:
            program.headers = headers
            for _ in range(times):
                status, body, _ = program.get(PATH)
                found = json.loads(body).get("total_customers") if status == 200 else None
                self.assertEqual((status == 200, found), (wanted is not None, wanted), body)


if __name__ == "__main__":
    unittest.main()
