"""Whoever copies an example of the API's description gets what it promises.

Each is sent to a company of its own, with ids that there are in place of the example's: those of
bodies, and those of the parameters of addresses and of headers.
"""

import itertools
import json
import unittest

import schemathesis
from api_server import REACHABLE, TENANT, ServedAPI
from attacker import Visitor
from conformance import holder
from conformance_hooks import problem_code_is_declared
from jsonschema_rs import Draft202012Validator
from schemathesis.checks import load_all_checks

load_all_checks()
# Examples of these cannot be sent: who the example logs in as is nobody here, companies are made by
# operators, and what deletes this one would end the test.
WITHOUT = {
    "POST /api/v1/auth/login/", "POST /api/v1/auth/refresh/", "POST /api/v1/tenants/",
    "DELETE /api/v1/tenants/{name}/",
}
FILE = (b"Customer,Invoice No,Invoice Date,Due Date,Their header\n"
        b"Somebody,X-1,2026-09-01,2026-10-01,12.50\n")
IMPORT = "POST /api/v1/imports/"
TOLD = {
    "invoice.created", "invoice.paid", "invoice.reopened", "invoice.written_off",
    "invoice.write_off_reversed", "invoice.voided", "receipt.created", "receipt.voided",
    "refund.created", "refund.voided", "credit_note.created", "credit_note.voided",
    "opening_balance.created", "opening_balance.voided", "customer.created", "import.finished",
    "webhook.test",
}


class ExamplesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.api = ServedAPI()
        cls.addClassCleanup(cls.api.close)
        cls.owner = cls.api.token("owner")
        cls.schema = schemathesis.openapi.from_dict(cls.api.description)
        cls.schema.config.update(base_url=cls.api.url)
        cls.operations = [found.ok() for found in cls.schema.get_all_operations()]
        cls.numbers = itertools.count(1)

    @staticmethod
    def body(operation) -> dict | None:
        kinds = operation.definition.raw.get("requestBody", {}).get("content", {})
        return kinds.get("application/json")

    def items(self, path: str) -> list[dict]:
        return json.loads(self.api.get(path, self.owner))["items"]

    def customer(self) -> str:
        return self.items("/api/v1/customers/?limit=1")[0]["id"]

    def ids(self, path: str) -> dict[str, str]:
        """Something that there is for each parameter of an address."""
        before, name = holder(path)
        if not name:
            return {}
        if name == "name":
            return {name: TENANT}
        if name == "customer":
            return {name: self.customer()}
        if before == "/api/v1/contacts/":
            before = f"/api/v1/customers/{self.customer()}/contacts/"
        kept = self.api.kept.get(before, set())
        found = [one for one in self.api.ids(before, self.owner) if one not in kept]
        self.assertTrue(found, f"There is nothing at {before} for the example of {path}.")
        return {name: found[0]}

    def credit(self) -> dict:
        """A receipt of which something is not applied yet."""
        return next(one for one in self.items("/api/v1/receipts/")
                    if float(one["open"]["amount"]) > 30)

    def known(self, name: str) -> str | None:
        """The id of what a member or a parameter of that name is about."""
        if name == "credit_id":
            return self.credit()["id"]
        if name == "document_id":
            customer = self.credit()["customer_id"]
            return self.items(f"/api/v1/invoices/?status=open&customer_id={customer}")[0]["id"]
        path = f"/api/v1/{name.removesuffix('_id').replace('_', '-')}s/"
        if name.endswith("_id") and path in self.api.description["paths"]:
            return self.api.ids(path, self.owner)[0]
        return None

    def real(self, value, name: str = ""):
        """The example with the ids of what there is, a customer's in place of a customer's, and
        the address of somebody whom this machine's name server need not know."""
        if isinstance(value, dict):
            return {key: self.real(inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.real(inner, name.removesuffix("s")) for inner in value]
        if name == "url":
            return REACHABLE
        return self.known(name) or value

    def headers(self, operation) -> dict[str, str]:
        """As the description has them; a key of one's own stands for one request alone."""
        given = {one["name"]: one["schema"]["examples"][0]
                 for one in operation.definition.raw["parameters"] if one["in"] == "header"}
        if "Idempotency-Key" in given:
            given["Idempotency-Key"] += f"-{next(self.numbers)}"
        return given | {"Authorization": f"Bearer {self.owner}"}

    def send(self, operation, query: dict | None = None, **given) -> None:
        case = operation.Case(
            path_parameters=self.ids(operation.path), query=query or {},
            headers=self.headers(operation), **given)
        answer = case.call()
        self.assertEqual(
            answer.status_code // 100, 2, f"{answer.text}\n{case.as_curl_command()}")
        case.validate_response(answer, additional_checks=[problem_code_is_declared])

    def test_each_body_has_one_that_is_taken_and_answered_as_described(self) -> None:
        sent, wanted = set(), set()
        for operation in self.operations:
            body = self.body(operation)
            if body is None:
                continue
            wanted.add(operation.label)
            with self.subTest(operation.label):
                self.assertIn("example", body)
                whole = {**body["schema"], "components": self.api.description["components"]}
                Draft202012Validator(whole).validate(body["example"])
                if operation.label in WITHOUT:
                    continue
                self.send(
                    operation, body=self.real(body["example"]), media_type="application/json")
                sent.add(operation.label)
        self.assertEqual(wanted - sent, WITHOUT)

    def test_those_of_parameters_are_taken(self) -> None:
        sent, wanted = set(), set()
        for operation in self.operations:
            parameters = [one for one in operation.definition.raw["parameters"]
                          if one["in"] == "query"]
            needed = {one["name"]: self.known(one["name"]) for one in parameters
                      if one["required"]}
            for one in parameters:
                name, schema = one["name"], one["schema"]
                for example in schema.get("examples") or schema.get("enum") or []:
                    label = (operation.label, name, example)
                    wanted.add(label)
                    with self.subTest(label):
                        query = needed | {name: self.known(name) or example}
                        given = {}
                        if operation.label == IMPORT:
                            query["dry_run"] = query.get("dry_run", "true")
                            given = {"body": FILE, "media_type": "application/octet-stream"}
                        self.send(operation, query, **given)
                        sent.add(label)
        self.assertTrue(wanted)
        self.assertEqual(sent, wanted)

    def do(self, path: str, document: dict | None = None) -> dict:
        answer = self.program.post_json(f"/api/v1/{path}", document or {})
        self.assertIn(answer.status, (200, 201), answer.text)
        return answer.json()

    def happen(self) -> None:
        """Something of each sort that is told."""
        customer = self.customer()

        def posted(kind: str, number: str, amount: str, **more) -> str:
            return self.do(f"{kind}/", {
                "customer_id": customer, "number": number, "date": "2026-09-01",
                "amount": money(amount), **more})["id"]

        paid, written = posted("invoices", "EV-1", "10.00"), posted("invoices", "EV-2", "1.00")
        receipt = posted("receipts", "EV-3", "30.00", applications=[
            {"invoice_id": paid, "amount": money("10.00")}])
        lost = self.do("write-offs/", {"document_id": written, "amount": money("0.25")})["items"]
        refund = self.do("refunds/", {
            "credit_id": receipt, "number": "EV-4", "date": "2026-09-02",
            "amount": money("5.00")})["id"]
        self.do(f"write-offs/{lost[0]['id']}/reverse/")
        self.do(f"refunds/{refund}/void/")
        self.do(f"receipts/{receipt}/void/")
        self.do(f"credit-notes/{posted('credit-notes', 'EV-5', '2.00')}/void/")
        self.do(f"opening-balances/{posted('opening-balances', 'EV-7', '3.00')}/void/")
        self.do(f"invoices/{written}/void/")
        self.api.server.take_in(TENANT, [
            ["Customer", "Invoice No", "Invoice Date", "Due Date", "Amount"],
            ["Somebody new", "EV-6", "2026-09-01", "2026-10-01", "7.00"]])

    def test_what_is_told_looks_as_described(self) -> None:
        events = self.api.description["webhooks"]
        self.program = Visitor(self.api.server.site, bearer=self.owner)
        webhook = self.do("webhooks/", {
            "url": REACHABLE, "events": [name for name in events if name != "webhook.test"]})
        self.happen()
        self.do(f"webhooks/{webhook['id']}/test/")
        told = set()
        for one in self.items(f"/api/v1/webhooks/deliveries/?webhook_id={webhook['id']}"):
            payload = json.loads(one["payload"])
            body = events[payload["type"]]["post"]["requestBody"]["content"]["application/json"]
            whole = {**body["schema"], "components": self.api.description["components"]}
            Draft202012Validator(whole).validate(payload)
            # What is not described may come with it one day; today nothing does.
            self.assertEqual(self.undescribed(whole, payload), [])
            told.add(payload["type"])
        self.assertLessEqual(TOLD, told)

    def undescribed(self, schema: dict, value, place: str = "") -> list[str]:
        """The members of a value that its schema does not name."""
        schema = self.api.description["components"]["schemas"].get(
            schema.get("$ref", "").rpartition("/")[2], schema)
        if not isinstance(value, dict):
            return []
        known = schema.get("properties", {})
        return [f"{place}/{name}" for name in value.keys() - known.keys()] + [
            found for name in value.keys() & known.keys()
            for found in self.undescribed(known[name], value[name], f"{place}/{name}")]


def money(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "USD"}


if __name__ == "__main__":
    unittest.main(verbosity=2)
