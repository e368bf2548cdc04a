"""No cell of an exported file is a formula that somebody outside has written."""

import csv
import io
import re
import unittest
import zipfile

import attack_world
import openpyxl
from attack_texts import FORMULAS

NUMBER = re.compile(r"-?\d[\d,.]*%?$")
# Our own totals.
SUM = re.compile(r"=SUM\([A-Z]+\d+:[A-Z]+\d+\)$")
SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")
INVISIBLE = " \u00a0\u200b\ufeff\u3000"


def formulas_of_list(data: bytes) -> list[str]:
    """The cells of a CSV file that a spreadsheet would run."""
    cells = (cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row)
    return [
        cell for cell in cells
        if cell.strip(INVISIBLE).startswith(SIGNS) and not NUMBER.match(cell)
    ]


def formulas_of_workbook(data: bytes) -> list[str]:
    """The formulas of a workbook that are no totals of ours, and what it would fetch."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    found = [cell.value for cell in cells if cell.data_type == "f" and not SUM.match(cell.value)]
    found += [cell.hyperlink.target for cell in cells if cell.hyperlink]
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    return found + [name for name in names if re.search(r"external|vba|activeX|embed", name)]


def texts_of(data: bytes, kind: str) -> str:
    if kind == "csv":
        return data.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(
        str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


class FormulaTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.world = attack_world.world()

    def test_a_formula_is_found_where_there_is_one(self) -> None:
        for text in (*FORMULAS, "\t=1", "\r=1", "\n=1", "\u00a0=1"):
            rows = attack_world.written([["Customer", "Balance"], [text, "-12.50"]])
            self.assertEqual(formulas_of_list(rows.encode()), [text])
        book = openpyxl.Workbook()
        book.active["A1"] = "=1+1"
        book.active["A2"] = "=SUM(A1:A1)"
        file = io.BytesIO()
        book.save(file)
        self.assertEqual(formulas_of_workbook(file.getvalue()), ["=1+1"])

    def test_no_export_has_one(self) -> None:
        member, mine = self.world.mine.member, self.world.mine
        asked, harmful = 0, 0
        for route in attack_world.routes():
            kind = route.path.rsplit(".", 1)[-1]
            if route.method != "GET" or kind not in ("csv", "xlsx"):
                continue
            for path in self.addresses(attack_world.filled(route.path, mine)):
                answer = member.get(path)
                if answer.status == 404 and "rejects" in path:
                    continue
                self.assertEqual(answer.status, 200, path)
                find = formulas_of_list if kind == "csv" else formulas_of_workbook
                self.assertEqual(find(answer.body), [], path)
                self.assertEqual(answer.header("x-content-type-options"), "nosniff", path)
                self.assertTrue(
                    answer.header("content-disposition").startswith("attachment; filename="), path)
                asked += 1
                harmful += any(text in texts_of(answer.body, kind) for text in FORMULAS)
        self.assertGreater(asked, 25)
        # The names are really in the files, only not as formulas.
        self.assertGreater(harmful, asked // 2)

    def addresses(self, path: str) -> list[str]:
        """The file of the first customer, and of each whose name is a formula."""
        customers = "/ar/customers/"
        if not re.match(customers + r"\d", path) and not path.startswith("/ar/documents/"):
            return [path + ("?q=%3D1" if "/search/" in path else "")]
        return [re.sub(r"/\d+/", f"/{number}/", path) for number in self.numbers()]

    def numbers(self) -> list[str]:
        """Of customers with such a name, two of them."""
        page = self.world.mine.member.get("/ar/customers/?q=1%2B1").text
        return sorted(set(re.findall(r"/ar/customers/(\d+)/", page)))[:2]

    def test_rejected_rows_can_be_opened(self) -> None:
        ids = self.world.mine.ids
        answer = self.world.mine.member.get(f"/import/{ids['/import/:id']}/rejects.csv")
        self.assertEqual(answer.status, 200)
        self.assertEqual(formulas_of_list(answer.body), [])
        self.assertIn("=1+1", answer.text)
