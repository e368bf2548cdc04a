"""Requests whose body comes after their sender was dismissed: nothing of them is done, whatever was
begun while they still might."""

import json
import re
import time
import unittest
import urllib.parse

from api_server import TENANT, ServedAPI
from attack_server import PASSWORD
from attacker import FORM, JSON, PAGE, Visitor, multipart, statuses

# Longer than what counts as having come at once.
LATE_SECONDS = 0.5
LIST = "Customer,Invoice No,Invoice Date,Due Date,Amount\nLate,LATE-1,2026-03-01,2026-03-31,999.00\n"
FORMS = (
    ("admin", "/admin/members/", {"email": "late@elsewhere.example.com", "name": "L", "role": "admin"}),
    ("owner", "/admin/company/delete", {"name": TENANT}),
    ("owner", "/admin/sso/", {"issuer": "http://127.0.0.1:1", "client_id": "late", "role": "admin"}),
    ("admin", "/admin/keys/", {"name": "late", "days": "9", "readReceivables": "readReceivables"}),
)
CALLS = (
    ("admin", "webhooks/", {"url": "https://93.184.216.34/late", "events": ["invoice.created"]}),
    ("accountant", "customers/", {"code": "LATE", "name": "Late"}),
    ("accountant", "invoices/batch/", {"each": True, "items": [{
        "customer_id": "1", "number": "LATE", "date": "2026-03-01",
        "amount": {"amount": "9.00", "currency": "USD"}}]}),
)


class LateBodyTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.api = ServedAPI(COUNTINGHOUSE_OUTBOUND_LOOPBACK="on")
        cls.addClassCleanup(cls.api.close)
        cls.server = cls.api.server
        cls.count = 0

    def person(self, role: str) -> str:
        type(self).count += 1
        email = f"leaving-{self.count}@acme.example.com"
        self.server.person(email, TENANT, role)
        return email

    def visitor(self, email: str) -> Visitor:
        visitor = Visitor(self.server.site, source=f"127.0.2.{self.count}")
        self.assertEqual(visitor.log_in(email, PASSWORD).status, 303)
        return visitor

    def program(self, email: str) -> dict[str, str]:
        visitor = Visitor(self.server.site, source=f"127.0.2.{self.count}")
        answer = visitor.post_json(
            "/api/v1/auth/login/", {"email": email, "password": PASSWORD})
        return {"Authorization": f"Bearer {answer.json()['access']}", "Accept": JSON}

    def dismiss(self, email: str) -> None:
        self.server.run("member", "remove", email, "--tenant", TENANT)

    def late(self, path: str, headers: dict[str, str], body: bytes, act) -> tuple[int, bytes]:
        """What a request is answered with, most of whose body comes after something was done."""
        site = self.server.site
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        with site.connect(seconds=60) as link:
            link.sendall(
                f"POST {path} HTTP/1.1\r\nHost: {site.authority}\r\n{head}"
                f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body[:2])
            time.sleep(LATE_SECONDS)
            act()
            time.sleep(LATE_SECONDS)
            link.sendall(body[2:])
            answer = b""
            while part := link.recv(65_536):
                answer += part
        return statuses(answer)[0], answer

    def late_form(self, visitor: Visitor, path: str, fields: dict[str, str], act) -> tuple[int, bytes]:
        cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
        body = urllib.parse.urlencode({"csrf_token": visitor.token} | fields).encode()
        return self.late(path, {"Cookie": cookies, "Content-Type": FORM, "Accept": PAGE}, body, act)

    def recorded(self) -> list[str]:
        """What the last records are of."""
        log = self.server.run("audit", "list", "--tenant", TENANT, "--limit", "5")
        return re.findall(r"late", log)

    def test_a_page_does_nothing_for_who_was_dismissed(self) -> None:
        for role, path, fields in FORMS:
            with self.subTest(path=path):
                email = self.person(role)
                visitor = self.visitor(email)
                status, answer = self.late_form(visitor, path, fields, lambda: self.dismiss(email))
                self.assertEqual(status, 403, answer[:300])
                self.assertEqual(self.recorded(), [])
        self.assertIn(f"{TENANT}", self.server.run("tenant", "list"))
        self.assertNotIn("deleting", self.server.run("tenant", "list"))

    def test_a_page_does_it_for_who_stays(self) -> None:
        visitor = self.visitor(self.person("admin"))
        fields = {"email": "slow@elsewhere.example.com", "name": "Slow", "role": "viewer"}
        status, answer = self.late_form(visitor, "/admin/members/", fields, lambda: None)
        self.assertEqual(status, 200, answer[:300])
        self.assertIn("slow@elsewhere.example.com", self.server.run("member", "list", "--tenant", TENANT))

    def test_the_interface_does_nothing_for_who_was_dismissed(self) -> None:
        for role, path, body in CALLS:
            with self.subTest(path=path):
                email = self.person(role)
                headers = self.program(email) | {"Content-Type": JSON}
                status, answer = self.late(
                    f"/api/v1/{path}", headers, json.dumps(body).encode(),
                    lambda: self.dismiss(email))
                self.assertEqual(status, 403, answer[:300])

    def test_nor_for_a_key_that_was_taken_back(self) -> None:
        printed = self.server.run(
            "key", "create", "late key", "--may", "postReceivables", "--tenant", TENANT)
        key = re.search(r"ch_[\w-]{43}", printed)[0]
        number = next(line.split()[0] for line in self.server.run(
            "key", "list", "--tenant", TENANT).splitlines() if "late key" in line)
        status, answer = self.late(
            "/api/v1/customers/",
            {"Authorization": f"Bearer {key}", "Accept": JSON, "Content-Type": JSON},
            json.dumps({"code": "LATE-KEY", "name": "Late"}).encode(),
            lambda: self.server.run("key", "revoke", number, "--tenant", TENANT))
        self.assertEqual(status, 401, answer[:300])

    def test_no_file_of_theirs_is_taken_in(self) -> None:
        email = self.person("accountant")
        headers = self.program(email) | {"Content-Type": "text/csv"}
        status, answer = self.late(
            "/api/v1/imports/?file_name=late.csv", headers, LIST.encode(), lambda: self.dismiss(email))
        self.assertEqual(status, 403, answer[:300])

        email = self.person("accountant")
        visitor = self.visitor(email)
        body, kind = multipart([
            ("csrf_token", None, visitor.token.encode()), ("file", "late.csv", LIST.encode())])
        cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
        status, answer = self.late(
            "/import/", {"Cookie": cookies, "Content-Type": kind, "Accept": PAGE}, body,
            lambda: self.dismiss(email))
        self.assertEqual(status, 403, answer[:300])
        invoices = self.api.get("/api/v1/invoices/?number=LATE-1", self.api.token("viewer"))
        self.assertEqual(json.loads(invoices)["items"], [])


if __name__ == "__main__":
    unittest.main()
