"""A server with a small company, somebody of each role in it, and what they call the API with."""

import json
import re
import urllib.error
import urllib.request
from datetime import date, timedelta

from attack_server import PASSWORD, Attacked
from attacker import JSON, Visitor

TENANT = "acme"  # as the description's examples call it
PEOPLE = ("owner", "admin", "accountant", "collector", "viewer")
PROGRAM = "service"
NOBODY = "nobody"
CALLERS = (*PEOPLE, PROGRAM, NOBODY)
PROGRAM_MAY = ("readReceivables", "writeNotes", "postReceivables", "importData")
CUSTOMERS = 12
# Who may be changed, taken out or invited by whoever tries things: not whom we call as.
GUESTS, INVITED = 30, 6
# On the public internet, whether anybody answers there or not.
REACHABLE = "https://93.184.216.34/countinghouse"
API = "/api/v1/"
USERS, INVITATIONS = f"{API}users/", f"{API}invitations/"


class ServedAPI:
    """Ends with `close`."""

    def __init__(self, **settings: str) -> None:
        self.server = Attacked(LOG_LEVEL="info", **settings)
        self._sources = 0
        # What no test may change or take away: ids by the address of their list.
        self.kept: dict[str, set[str]] = {}
        try:
            self.server.serve()
            self.url = self.server.url
            self.server.run("tenant", "create", TENANT)
            for role in PEOPLE:
                self.server.person(self.email(role), TENANT, role)
            self.key = self._key()
            self._fill()
            self._tell()
            self._invite()
        except BaseException:
            self.server.close()
            raise
        self.description = json.loads(self.get("/api/schema/"))

    def close(self) -> None:
        self.server.close()

    @staticmethod
    def email(role: str) -> str:
        return f"{role}@acme.example.com"

    def token(self, caller: str) -> str | None:
        """A new one, asked for from an address that has not logged in before: whoever is tried out
        on the same machine may use up how often one address may."""
        if caller == NOBODY:
            return None
        if caller == PROGRAM:
            return self.key
        self._sources += 1
        visitor = Visitor(self.server.site, source=f"127.0.1.{self._sources}")
        answer = visitor.post_json(
            f"{API}auth/login/", {"email": self.email(caller), "password": PASSWORD})
        if answer.status != 200:
            raise AssertionError(f"Logging in was answered with {answer.status}: {answer.text}")
        return answer.json()["access"]

    def get(self, path: str, token: str | None = None) -> bytes:
        headers = {"Accept": JSON} | ({"Authorization": f"Bearer {token}"} if token else {})
        request = urllib.request.Request(self.url + path, headers=headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read()

    def ids(self, path: str, token: str) -> list[str]:
        """Those of the first page of a list; none where it must be told of whom."""
        try:
            items = json.loads(self.get(path, token)).get("items", [])
        except urllib.error.HTTPError as error:
            if error.code != 400:
                raise
            return []
        return [str(item["id"]) for item in items if "id" in item]

    def _key(self) -> str:
        rights = [word for right in PROGRAM_MAY for word in ("--may", right)]
        printed = self.server.run("key", "create", "program", *rights, "--tenant", TENANT)
        return re.search(r"ch_[\w-]{43}", printed)[0]

    def _fill(self) -> None:
        """Invoices of many ages, some of them paid in part."""
        today = date.today()
        names = [f"Customer {index}" for index in range(1, CUSTOMERS + 1)]
        self.server.take_in(TENANT, [
            ["Customer", "Customer Name", "Group", "Terms", "Contact", "E-mail"],
            *([name, name, "Wholesale", "30 days", f"Buyer of {name}", f"{index}@example.com"]
              for index, name in enumerate(names)),
        ], "--as", "customers")
        days = [today - timedelta(days=index * 5) for index in range(CUSTOMERS * 3)]
        self.server.take_in(TENANT, [
            ["Customer", "Invoice No", "Invoice Date", "Due Date", "Amount"],
            *([names[index % CUSTOMERS], f"INV-{index}", day.isoformat(),
               (day + timedelta(days=30)).isoformat(), f"{100 + index}.50"]
              for index, day in enumerate(days)),
        ])
        self.server.take_in(TENANT, [
            ["Customer", "Receipt No", "Date", "Amount", "Applied To", "Applied Amount",
             "Applied Date"],
            *([names[index], f"RC-{index}", today.isoformat(), "50.25", f"INV-{index}", "10.25",
               today.isoformat()] for index in range(CUSTOMERS)),
        ])

    def _tell(self) -> None:
        """A webhook, something that is sent to it, and a job that sends again what failed."""
        program = Visitor(self.server.site, bearer=self.token("owner"))

        def make(path: str, body: dict[str, object]) -> dict:
            answer = program.post_json(f"{API}webhooks/{path}", body)
            if answer.status not in (201, 202):
                raise AssertionError(f"{path}: {answer.status} {answer.text}")
            return answer.json()

        webhook = make("", {"url": REACHABLE, "events": ["invoice.voided"]})["id"]
        make(f"{webhook}/test/", {})
        make(f"{webhook}/replay/", {"since": "2026-01-01T00:00:00Z"})

    def _invite(self) -> None:
        """Members whom nobody calls as, and invitations of people with an account elsewhere."""
        host = Visitor(self.server.site, bearer=self.token("owner"))
        self.server.run("tenant", "create", "elsewhere")
        known = [f"known-{index}@guests.example.com" for index in range(INVITED)]
        for email in known:
            self.server.person(email, "elsewhere")
        new = [f"new-{index}@guests.example.com" for index in range(GUESTS)]
        for email in known + new:
            answer = host.post_json(USERS, {"email": email, "role": "viewer"})
            if answer.status != 201:
                raise AssertionError(f"{answer.status} {answer.text}")
        people = json.loads(self.get(USERS, self.token("owner")))["items"]
        callers = {self.email(role) for role in PEOPLE}
        # Who is called as stays who they are, and something stays that can be read.
        self.kept = {
            USERS: {one["id"] for one in people if one["email"] in callers},
            INVITATIONS: {min(self.ids(INVITATIONS, self.token("owner")), key=int)},
        }
