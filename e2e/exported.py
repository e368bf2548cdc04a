"""What stands in exported files, read with other programs than the one that wrote them."""

import csv
import io
import re
import subprocess
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import openpyxl


@dataclass
class Table:
    """The columns, rows and totals of a file; amounts as they are, everything else as text."""

    header: list[str]
    rows: list[list]
    totals: list
    head: str = ""
    kept: dict = field(default_factory=dict)

    def column(self, title: str) -> list:
        return [row[self.header.index(title)] for row in self.rows]


def exact(value) -> Decimal:
    """A number of a workbook, which is the shortest decimal that names it."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{value!r} is not a number.")
    return Decimal(repr(value))


def workbook(path: Path) -> Table:
    """The first sheet: its header is the row above the frozen edge, its totals are formulas."""
    formulas = openpyxl.load_workbook(path).worksheets[0]
    values = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    if not formulas.freeze_panes:
        raise AssertionError("The header of the sheet is not frozen.")
    first = openpyxl.utils.cell.coordinate_from_string(formulas.freeze_panes)[1]
    header = [cell.value for cell in formulas[first - 1] if cell.value is not None]
    rows, totals = [], []
    summed: list[str] = []
    for number in range(first, formulas.max_row + 1):
        written = [cell.value for cell in formulas[number][: len(header)]]
        shown = [cell.value for cell in values[number][: len(header)]]
        sums = [text for text in written if isinstance(text, str) and text.startswith("=SUM(")]
        if sums:
            totals, summed = shown, sums
            break
        rows.append(shown)
    check_sums(summed, first, len(rows))
    head = "\n".join(
        " ".join(str(cell.value) for cell in row if cell.value is not None)
        for row in values.iter_rows(max_row=first - 2)
    )
    table = Table(header, rows, totals, head)
    table.kept["filter"] = formulas.auto_filter.ref
    return table


def check_sums(formulas: list[str], first: int, count: int) -> None:
    """Every total is a formula over exactly the rows above it."""
    for formula in formulas:
        found = re.fullmatch(r"=SUM\(([A-Z]+)(\d+):([A-Z]+)(\d+)\)", formula)
        if not found or found[1] != found[3]:
            raise AssertionError(f"{formula} is not a sum of one column.")
        if (int(found[2]), int(found[4])) != (first, first + count - 1):
            raise AssertionError(f"{formula} is not over the rows {first} to {first + count - 1}.")


def comma_separated(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def pdf_text(path: Path) -> str:
    """The text of a PDF file, with its columns side by side."""
    result = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return result.stdout


def figures(text: str) -> list[Decimal]:
    """All amounts with two decimals in a text, in a locale with a point before them."""
    found = re.findall(r"[-\u2212]?\d{1,3}(?:,\d{3})*\.\d{2}(?!\d)", text)
    return [Decimal(part.replace(",", "").replace("\u2212", "-")) for part in found]
