"""A client that is made from the API's description, by a program that knows nothing else of it,
does the main job to the cent."""

import importlib
import json
import subprocess
import sys
import tempfile
import unittest
import uuid
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from api_server import ServedAPI
from attack_server import PASSWORD

PACKAGE = "countinghouse_client"
TODAY = date.today()
MONTH = timedelta(days=30)


class GeneratedClientTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.server = ServedAPI()
        cls.addClassCleanup(cls.server.close)
        folder = tempfile.TemporaryDirectory(prefix="countinghouse-client-")
        cls.addClassCleanup(folder.cleanup)
        description = Path(folder.name) / "openapi.json"
        description.write_bytes(cls.server.get("/api/schema/"))
        # Files are bytes to it, and its own steps at the end only tidy up what it wrote.
        settings = Path(folder.name) / "settings.json"
        settings.write_text(json.dumps(
            {"post_hooks": [], "content_type_overrides": {"*/*": "application/octet-stream"}}))
        cls.made = subprocess.run(
            [sys.executable, "-m", "openapi_python_client", "generate", "--path", description,
             "--output-path", Path(folder.name) / PACKAGE, "--meta", "none", "--config", settings,
             "--fail-on-warning"],
            capture_output=True, text=True, check=False, timeout=120)
        sys.path.insert(0, folder.name)
        cls.addClassCleanup(sys.path.remove, folder.name)

    def part(self, path: str):
        return importlib.import_module(f"{PACKAGE}.{path}")

    def model(self, name: str, /, **members):
        return getattr(self.part("models"), name)(**members)

    def call(self, tag: str, operation: str, *parts, wanted: int = 200, **given):
        """What an operation answers, which must be what it promises."""
        answer = self.part(f"api.{tag}.{operation}").sync_detailed(
            *parts, client=self.client, **given)
        self.assertEqual(answer.status_code, wanted, answer.content)
        return answer.parsed

    def log_in(self) -> None:
        client = self.part("client")
        login = self.model("Login", email=self.server.email("accountant"), password=PASSWORD)
        with client.Client(base_url=self.server.url) as self.client:
            tokens = self.call("login", "log_in", body=login)
        self.client = self.enterContext(client.AuthenticatedClient(
            base_url=self.server.url, token=tokens.access, raise_on_unexpected_status=True))

    def money(self, amount: str):
        return self.model("Money", amount=amount, currency="USD")

    def invoice(self, amount: str, day: date, **members):
        """Posted with one line; members of its own."""
        line = self.model(
            "NewLine", description="Pallets", quantity="1", unit_price=amount,
            amount=self.money(amount))
        body = self.model(
            "NewInvoice", customer_id=self.customer, number=f"R-{uuid.uuid4().hex[:8]}", date=day,
            due_date=day + MONTH, amount=self.money(amount), lines=[line], **members)
        return self.call("invoices", "create_invoice", wanted=201, body=body,
                         idempotency_key=body.number)

    def aging(self, as_of: date) -> tuple[Decimal, Decimal]:
        """The customer's total and that of all, as of a day; rows add up to totals."""
        rows, after, totals = [], None, None
        while True:
            page = self.call("reports", "get_aging", as_of=as_of, limit=5,
                             **({"after": after} if after else {}))
            rows += page.rows
            totals = totals or page.totals
            after = page.next_
            if not after:
                break
        total = Decimal(totals.total)
        self.assertEqual(sum((Decimal(row.total) for row in rows), Decimal(0)), total)
        own = [Decimal(row.total) for row in rows if row.id == self.customer]
        return sum(own, Decimal(0)), total

    def overdue(self) -> list:
        """All of them, three at a time."""
        found, after = [], None
        status = self.part("models").ListInvoicesStatus.OVERDUE
        while True:
            page = self.call("invoices", "list_invoices", status=status, limit=3,
                             **({"after": after} if after else {}))
            self.assertLessEqual(len(page.items), 3)
            found += page.items
            after = page.next_
            if not after:
                break
        self.assertEqual(len({one.id for one in found}), len(found))
        return found

    def test_every_operation_is_understood(self) -> None:
        self.assertEqual(self.made.returncode, 0, self.made.stdout + self.made.stderr)
        self.assertNotIn("WARNING", self.made.stdout + self.made.stderr)
        operations = {
            operation["operationId"] for item in self.server.description["paths"].values()
            for operation in item.values()}
        folder = Path(self.part("api").__file__).parent
        made = {one.stem for one in folder.glob("*/*.py")} - {"__init__"}
        self.assertEqual(len(made), len(operations))

    def test_the_main_job(self) -> None:
        self.log_in()
        self.customer = self.a_customer()
        own, total = self.aging(TODAY)
        own_before, total_before = self.aging(TODAY - 2 * MONTH)
        overdue = {one.id for one in self.overdue()}

        paid = self.invoice("1234.57", TODAY - 3 * MONTH)
        wrong = self.invoice("0.03", TODAY - 3 * MONTH)
        self.assertEqual(paid.open_.amount, "1234.57")
        self.assertEqual({one.id for one in self.overdue()} - overdue, {paid.id, wrong.id})
        amount = Decimal("1234.60")
        self.assertEqual(self.aging(TODAY), (own + amount, total + amount))

        application = self.model(
            "NewApplication", invoice_id=paid.id, amount=self.money("1234.57"))
        body = self.model(
            "NewReceipt", customer_id=self.customer, number=f"P-{uuid.uuid4().hex[:8]}",
            date=TODAY, amount=self.money("1300.00"), applications=[application])
        receipt = self.call("receipts", "create_receipt", wanted=201, body=body)
        self.assertEqual(receipt.open_.amount, "65.43")
        settled = self.call("invoices", "get_invoice", paid.id)
        self.assertEqual(settled.open_.amount, "0.00")
        self.assertIsNone(settled.next_due_date)

        void = self.call("invoices", "void_invoice", wrong.id)
        self.assertEqual(str(void.status), "void")
        self.assertEqual({one.id for one in self.overdue()}, overdue)

        # What was paid today was open then, and money that came today was not there.
        rest = Decimal("65.43")
        self.assertEqual(self.aging(TODAY), (own - rest, total - rest))
        then = Decimal("1234.57")
        self.assertEqual(
            self.aging(TODAY - 2 * MONTH), (own_before + then, total_before + then))

    def test_a_request_that_is_sent_again_is_done_once(self) -> None:
        self.log_in()
        self.customer = self.a_customer()
        body = self.model(
            "NewReceipt", customer_id=self.customer, number=f"P-{uuid.uuid4().hex[:8]}",
            date=TODAY, amount=self.money("1.00"))
        made = [self.call("receipts", "create_receipt", wanted=201, body=body,
                          idempotency_key=body.number) for _ in range(2)]
        self.assertEqual(made[0].id, made[1].id)

    def a_customer(self) -> str:
        """A new one, where the API makes them."""
        if "post" in self.server.description["paths"].get("/api/v1/customers/", {}):
            code = f"C-{uuid.uuid4().hex[:8]}"
            body = self.model("NewCustomer", code=code, name=f"Customer {code}")
            return self.call("customers", "create_customer", wanted=201, body=body).id
        return self.call("invoices", "list_invoices", limit=1).items[0].customer_id


if __name__ == "__main__":
    unittest.main(verbosity=2)
