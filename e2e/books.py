"""A small company's lists, and its aging worked out here, apart from the program."""

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

LIMITS = (30, 60, 90, 120)
HEADER = ["Customer", "Invoice No", "Invoice Date", "Due Date", "Amount"]
RECEIPT_HEADER = [
    "Customer", "Receipt No", "Date", "Amount", "Applied To", "Applied Amount", "Applied Date",
]
# Names that spreadsheets, pages and files have been known to trip over.
NAMES = (
    "Abel & Søn A/S", "O'Brien <b>Bold</b> Ltd", '"Quoted", Comma GmbH', "=SUM(A1:A9)",
    "株式会社ミナト", "Çınar Ticaret", "Delta Lumber", "Èze Traiteur", "Foxglove Dairy",
    "Gull & Gannet", "Harrow Mills", "Ironbridge Tools",
)


@dataclass(frozen=True)
class Invoice:
    customer: str
    number: str
    day: date
    due: date
    amount: Decimal


@dataclass(frozen=True)
class Receipt:
    """Money of a day, all of it for one invoice."""

    number: str
    invoice: Invoice
    day: date
    amount: Decimal


def invoices(count: int = 48) -> list[Invoice]:
    """Spread over eleven months that end on the last of September 2026."""
    found = []
    for index in range(count):
        day = date(2025, 11, 3) + timedelta(days=(index * 37) % 330)
        found.append(
            Invoice(
                customer=NAMES[index % len(NAMES)],
                number=f"INV-{index + 1:04}",
                day=day,
                due=day + timedelta(days=(14, 30, 45, 60)[index % 4]),
                amount=Decimal((index * 7919 + 101) % 250_000 + 1) / 100,
            )
        )
    return found


def receipts(of: list[Invoice]) -> list[Receipt]:
    """Every third invoice is paid, half of these in part."""
    found = []
    for index, invoice in enumerate(of[::3]):
        share = invoice.amount if index % 2 else (invoice.amount / 3).quantize(Decimal("0.01"))
        found.append(
            Receipt(
                f"RC-{index + 1:03}", invoice, invoice.due + timedelta(days=index % 25), share
            )
        )
    return [receipt for receipt in found if receipt.amount > 0]


def invoice_list(of: list[Invoice]) -> str:
    rows = [
        [one.customer, one.number, one.day.isoformat(), one.due.isoformat(), str(one.amount)]
        for one in of
    ]
    return written([HEADER, *rows])


def receipt_list(of: list[Receipt]) -> str:
    rows = [
        [
            one.invoice.customer, one.number, one.day.isoformat(), str(one.amount),
            one.invoice.number, str(one.amount), one.day.isoformat(),
        ]
        for one in of
    ]
    return written([RECEIPT_HEADER, *rows])


def written(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def bucket(due: date, as_of: date) -> int:
    days = (as_of - due).days
    return 0 if days <= 0 else 1 + sum(days > limit for limit in LIMITS)


def aging(of: list[Invoice], paid: list[Receipt], as_of: date) -> dict[str, list[Decimal]]:
    """The open amounts of each customer by bucket, the total last; no row without an open item."""
    found: dict[str, list[Decimal]] = {}
    for invoice in of:
        if invoice.day > as_of:
            continue
        open_amount = invoice.amount - sum(
            receipt.amount for receipt in paid
            if receipt.invoice == invoice and receipt.day <= as_of
        )
        if open_amount == 0:
            continue
        row = found.setdefault(invoice.customer, [Decimal(0)] * (len(LIMITS) + 2))
        row[bucket(invoice.due, as_of)] += open_amount
    return {name: [*row, sum(row)] for name, row in found.items()}


def totals(of: dict[str, list[Decimal]]) -> list[Decimal]:
    return [sum(column) for column in zip(*of.values(), strict=True)]
