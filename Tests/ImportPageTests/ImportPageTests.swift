import BooksTestSupport
import HTTPTypes
import Kernel
import PostgresClient
import Receivables
import Testing

@Suite
struct `Importing a file on its page` {
    private static let invoices = """
        Customer,Invoice No,Invoice Date,Due Date,Amount
        Acme,1,2026-01-05,2026-02-04,100.00
        Acme,2,not a date,2026-02-05,200.00
        Beta,1,2026-01-07,2026-02-06,50.00

        """

    @Test func `shows what is understood, stores it and lets the rejects be mended`()
        async throws
    {
        try await ImportServer.use { server in
            let path = try await server.send(Self.invoices, named: "invoices.csv")
            let preview = try await server.get(path)
            #expect(preview.status == .ok)
            #expect(preview.text.contains("List of invoices"))
            #expect(preview.text.contains("YYYY-MM-DD"))
            #expect(preview.text.contains("$100.00"))
            #expect(preview.text.contains("<option value=\"due_date\" selected>"))
            #expect(preview.text.contains("This is not a date."))
            #expect(preview.figure("New") == "2" && preview.figure("Rejected") == "1")
            #expect(try await server.stored() == 0)

            let record = try await server.start(path)
            #expect(record.figure("New") == "2" && record.figure("Rejected") == "1")
            #expect(record.text.contains("not a date"))
            #expect(try await server.stored() == 2)

            let list = try await server.get("/import/")
            #expect(list.text.contains("invoices.csv") && list.text.contains("With rejects"))
            #expect(!list.text.contains("Sent and not imported yet"))

            let id = try await server.lastImport()
            let rejects = try await server.get("/import/\(id)/rejects.csv")
            #expect(rejects.status == .ok)
            let mended = rejects.text.replacing("not a date", with: "2026-01-06")
            let second = try await server.start(try await server.send(mended))
            #expect(second.figure("New") == "1" && second.figure("Rejected") == "0")
            #expect(try await server.books.differences() == [])
        }
    }

    @Test func `says why nothing of a report is to be imported`() async throws {
        try await ImportServer.use { server in
            let bytes = try ImportFiles.bytes("zoho-invoices")
            let sent = String(decoding: bytes, as: UTF8.self)
            let drafts = sent.replacing(/,(Sent|Overdue|Closed|PartiallyPaid|Void|Draft),/) { _ in
                ",Draft,"
            }
            let left = try await server.get(try await server.send(drafts, named: "drafts.csv"))
            #expect(left.text.contains("No row of it is owed or paid"))
            #expect(left.text.contains("left out"))
            #expect(left.text.contains("value=\"import\" disabled"))

            let undated = sent.replacing(/\n20\d\d-\d\d-\d\d,/) { _ in "\nsome day," }
            let path = try await server.send(undated, named: "undated.csv")
            let page = try await server.get(path)
            #expect(page.text.contains("This is not a date."))
            #expect(!page.text.contains("no rows"))
        }
    }

    @Test func `stores nothing when all or nothing was asked for and a row is rejected`()
        async throws
    {
        try await ImportServer.use { server in
            let path = try await server.send(Self.invoices)
            let page = try await server.start(path, [("strict", "yes")])
            #expect(page.text.contains("Nothing was stored, because rows were rejected"))
            #expect(page.text.contains("This is not a date."))
            #expect(try await server.stored() == 0)
            #expect(try await server.get(path + "rejects.csv").status == .ok)
            // Without that wish it can be tried again.
            #expect(try await server.start(path).figure("New") == "2")
        }
    }

    @Test func `asks for the day where the file does not say it`() async throws {
        try await ImportServer.use { server in
            let bytes = try ImportFiles.bytes("quickbooks-desktop-aging-detail")
            let path = try await server.send(bytes: bytes, named: "aging.csv")
            let asking = try await server.get(path)
            #expect(asking.text.contains("Enter the day of the report."))
            #expect(asking.text.contains("value=\"import\" disabled"))
            let record = try await server.start(path, [("as_of", "2026-09-30"), ("stated", "")])
            #expect(record.text.contains("/ar/report/?as_of=2026-09-30"))
            #expect(record.figure("Rejected") == "0")
        }
    }

    @Test func `takes the columns as they are said to be, and remembers it`() async throws {
        try await ImportServer.use { server in
            let list = "Wer,Beleg,Tag,Wert\nAcme,1,2026-01-05,100.00\n"
            let path = try await server.send(list)
            let asking = try await server.get(path)
            #expect(asking.text.contains("Say below what its columns are"))
            #expect(asking.text.contains("name=\"field.3\""))
            let columns = ["customer", "invoice_no", "invoice_date", "amount"]
            var fields: [(String, String)] = []
            for (index, header) in ["Wer", "Beleg", "Tag", "Wert"].enumerated() {
                fields.append(("header.\(index)", header))
                fields.append(("was.\(index)", ""))
                fields.append(("field.\(index)", columns[index]))
            }
            let changed = try await server.form(path, fields + [("action", "preview")])
            #expect(changed.status == .seeOther)
            #expect(try await server.get(path).figure("New") == "1")
            #expect(try await server.start(path, fields).figure("New") == "1")

            let next = try await server.send("Wer,Beleg,Tag,Wert\nAcme,2,2026-01-06,7.00\n")
            let known = try await server.get(next)
            #expect(known.text.contains("As you said for an earlier file"))
            #expect(known.figure("New") == "1")
        }
    }

    @Test func `leaves a column out that is said not to be used`() async throws {
        try await ImportServer.use { server in
            let path = try await server.send(Self.invoices)
            var fields: [(String, String)] = []
            let columns = ["customer", "invoice_no", "invoice_date", "", "amount"]
            let headers = ["Customer", "Invoice No", "Invoice Date", "Due Date", "Amount"]
            for (index, header) in headers.enumerated() {
                fields.append(("header.\(index)", header))
                fields.append(("was.\(index)", index == 3 ? "due_date" : columns[index]))
                fields.append(("field.\(index)", columns[index]))
            }
            _ = try await server.start(path, fields)
            let due = try await server.books.database.read(
                server.books.scope,
                "SELECT count(*) FROM ar_document WHERE due_on <> document_on")
            #expect(try due.single().int64(0) == 0)
            #expect(try await server.stored() == 2)
        }
    }

    @Test func `is undone on its page, or says why not`() async throws {
        try await ImportServer.use { server in
            _ = try await server.start(try await server.send(Self.invoices, named: "first.csv"))
            let first = try await server.lastImport()
            _ = try await server.start(try await server.send(Self.invoices, named: "second.csv"))
            let refused = try await server.get("/import/\(first)/undo/")
            #expect(refused.text.contains("cannot be undone"))
            #expect(refused.text.contains("second.csv"))
            let second = try await server.lastImport()
            for id in [second, first] {
                let plan = try await server.get("/import/\(id)/undo/")
                #expect(plan.figure("Documents voided") == (id == first ? "2" : "0"))
                #expect(try await server.post("/import/\(id)/undo/").status == .seeOther)
                let record = try await server.get("/import/\(id)/")
                #expect(record.text.contains("It was undone"))
            }
            #expect(try await server.books.report(asOf: "2026-12-31").rows.isEmpty)
            #expect(try await server.get("/import/").text.contains("Undone"))
        }
    }

    @Test func `never lets a name or a cell become markup`() async throws {
        try await ImportServer.use { server in
            let cell = "\"<script>alert(\"\"1\"\")</script>\""
            let list = """
                Customer,Invoice No,Invoice Date,Amount,\(cell)
                \(cell),<b>1</b>,2026-01-05,100.00,\(cell)
                Beta,2,<i>no date</i>,100.00,x

                """
            let path = try await server.send(
                list, named: "../../etc/<img src=x onerror=alert(1)>.csv")
            for page in [path, "/import/"] {
                let text = try await server.get(page).text
                #expect(text.contains("&lt;img src=x onerror=alert(1)&gt;.csv"))
                #expect(!text.contains("<script>alert") && !text.contains("<b>1"))
                #expect(!text.contains("<img") && !text.contains("etc/"))
            }
            let record = try await server.start(path).text
            #expect(record.contains("&lt;i&gt;no date"))
            #expect(!record.contains("<script>alert") && !record.contains("<i>no date"))
            #expect(!record.contains("etc/"))
        }
    }
}

extension ImportServer {
    func stored() async throws -> Int64 {
        try await books.database.read(books.scope, "SELECT count(*) FROM ar_document").single()
            .int64(0)
    }

    func lastImport() async throws -> Int64 {
        try await books.database.read(books.scope, "SELECT max(id) FROM ar_import").single()
            .int64(0)
    }
}
