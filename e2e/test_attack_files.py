"""Files that are made to harm whoever reads them: bombs, endless depths, references elsewhere."""

import gzip
import io
import re
import time
import unittest
import zipfile

import attack_world
from careless import PASSWD_FILE

ROW = b"Customer,Invoice No,Invoice Date,Due Date,Amount\nA,1,2026-01-31,2026-03-02,10.00\n"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet '
    'name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/'
    '2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
SHEET = (
    '{head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    "{rows}</sheetData></worksheet>")
HEADER = "<row>" + "".join(
    f'<c t="inlineStr"><is><t>{name}</t></is></c>'
    for name in ("Customer", "Invoice No", "Invoice Date", "Due Date", "Amount")) + "</row>"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij")
) + "]>"
ELSEWHERE = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:{port}/evil.dtd">'


def row(text: str) -> str:
    cells = (text, "1", "2026-01-31", "2026-03-02", "10.00")
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


def workbook(sheet: str, more: dict[str, bytes | str] | None = None) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**PARTS, "xl/worksheets/sheet1.xml": sheet, **(more or {})}.items():
            archive.writestr(name, part)
    return file.getvalue()


def sheet(rows: str, head: str = "") -> str:
    return SHEET.format(head=head, rows=HEADER + rows)


class FileTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.world = attack_world.world()
        cls.member = cls.world.member(cls.world.mine)

    def page(self, content: bytes, name: str = "x.xlsx", seconds: float = 10) -> str:
        """What the page of such a file says; it may take so long."""
        start = time.monotonic()
        answer = self.member.upload(name, content)
        if answer.status == 303:
            place = answer.header("location")
            answer = self.member.get(place)
            while "/check/events" in answer.text and time.monotonic() - start < seconds:
                check = self.member.get(place.rstrip("/") + "/check")
                if "events" not in check.text:
                    break
                time.sleep(0.1)
        self.assertIn(answer.status, {200, 400, 413, 422}, answer.text[:300])
        self.assertLess(time.monotonic() - start, seconds)
        self.assertNotIn(PASSWD_FILE, answer.text)
        self.assertEqual(self.world.theirs.member.get("/account/").status, 200)
        return re.sub(r"\s+", " ", answer.text)

    def memory(self) -> int:
        with open(f"/proc/{self.world.server.server.pid}/statm") as file:
            return int(file.read().split()[1]) * 4_096

    def test_a_good_file_is_read(self) -> None:
        self.assertIn("10.00", self.page(ROW, "x.csv"))
        self.assertIn("Plain customer", self.page(workbook(sheet(row("Plain customer")))))

    def test_bombs(self) -> None:
        before = self.memory()
        zeros = b"\0" * (64 << 20)
        packed = gzip.compress(zeros)
        self.page(packed * 20, "bomb.csv.gz")
        self.page(gzip.compress(ROW) + packed * 20, "bomb.csv.gz")
        self.page(gzip.compress(gzip.compress(zeros)), "twice.csv.gz")
        rows = row("A") * 1_000_000
        self.page(workbook(sheet(rows[:60_000_000])), seconds=20)
        self.page(workbook(sheet(row("A" * 50_000_000))), seconds=20)
        spaces = f"<!--{'x' * 50_000_000}-->"
        self.page(workbook(sheet(row("A"), spaces)), seconds=20)
        self.assertLess(self.memory() - before, 500 << 20)

    def test_references(self) -> None:
        """Entities are neither multiplied nor fetched."""
        port = self.world.site.port
        for head in (LAUGHS, ELSEWHERE, REMOTE.format(port=port)):
            text = self.page(workbook(sheet(row("&j;"), head)))
            self.assertNotIn("hahaha", text)
            for beginning in ("<?xml version='1.0'?>", ""):
                self.page(f"{beginning}{head}<table><tr><td>&j;</td></tr></table>".encode(), "x.xls")
            xml = (
                f'<?xml version="1.0"?>{head}<Workbook xmlns="urn:schemas-microsoft-com:office:'
                'spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet '
                'ss:Name="S"><Table><Row><Cell><Data ss:Type="String">&j;</Data></Cell></Row></Table>'
                "</Worksheet></Workbook>")
            self.assertNotIn("hahaha", self.page(xml.encode(), "x.xls"))
        self.assertNotIn("evil.dtd", self.world.server.log_text)

    def test_depths(self) -> None:
        for depth in (1_000, 200_000):
            for text in (
                "[" * depth, '{"a":' * depth, "[" * depth + "]" * depth,
                '[{"customer":' + "[" * depth + "]" * depth + "}]",
            ):
                self.page(text.encode(), "x.json")
            self.page(("<table>" + "<tr><td><table>" * depth).encode(), "x.html", seconds=20)
            self.page(("<html><body>" + "<div>" * depth + "x").encode(), "x.html", seconds=20)
            self.page(workbook(sheet("<row>" * depth)))
            self.page(("<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:"
                       "spreadsheet'>" + "<a>" * depth).encode(), "x.xls")

    def test_sizes_that_are_told(self) -> None:
        """Of spans, of columns, of places, of shared texts, of the parts of an archive."""
        wide = '<table><tr><td colspan=999999999 rowspan=999999999>Customer</td><td>x</td></tr></table>'
        self.page(wide.encode(), "x.html")
        self.page(("<table>" + "<tr>" + "<td rowspan=60000>a" * 2_000 + "</table>").encode(), "x.html")
        for place in ("XFD1048576", "ZZZZZZZ1", "A99999999999999999999", "A0", "1A", "", "A-1"):
            self.page(workbook(sheet(f'<row r="9999999999"><c r="{place}"><v>1</v></c></row>')))
        for index in ("0", "99999999999", "-1", "x", "1e9"):
            self.page(workbook(sheet(f'<row><c t="s"><v>{index}</v></c></row>')))
        self.page(b",".join([b"a"] * 100_000) + b"\n", "x.csv")
        self.page(b"Customer,Amount\n" + b'"' + b"a" * 3_000_000, "x.csv")
        self.page(ROW + b"A,2,2026-01-31,2026-03-02," + b"9" * 100_000 + b"\n", "x.csv")
        self.page(ROW + b"A,3,9999999999-01-31,2026-03-02,1e308\n", "x.csv")
        damaged = bytearray(workbook(sheet(row("A"))))
        for place in range(len(damaged) - 60, len(damaged)):
            damaged[place] = 0xFF
        self.page(bytes(damaged))
        self.page(b"PK\x05\x06" + b"\xff" * 18)
        self.page(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4_096, "x.xls")
        self.page(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100_000, "x.xls")

    def test_names_in_archives_lead_nowhere(self) -> None:
        for target in ("../../../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd",
                       "http://127.0.0.1:9/x", "..\\..\\etc\\passwd"):
            relations = PARTS["xl/_rels/workbook.xml.rels"].replace("worksheets/sheet1.xml", target)
            self.page(workbook(sheet(row("A")), {
                "xl/_rels/workbook.xml.rels": relations, target.lstrip("/") or "x": "x"}))

    def test_names_of_files(self) -> None:
        """They are shown as texts and lead nowhere, whatever stands in them."""
        for name in ("../../etc/passwd", "..%2f..%2fx.csv", "/etc/passwd", "C:\\x.csv", "a\u202egpj.csv",
                     "x" * 3_000 + ".csv", "%00.csv", "con.csv", ".", "..", "-rf", "$(id).csv",
                     "`id`.csv", "a;b.csv", "%0d%0aX: y.csv", "'.csv"):
            self.page(ROW, name)
        answer = self.member.upload("", ROW)
        self.assertIn(answer.status, {303, 400, 422})
