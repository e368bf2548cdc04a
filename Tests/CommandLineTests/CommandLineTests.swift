import Foundation
import Testing

@Suite(.serialized) struct `The command line` {
    let program: Program

    init() throws {
        program = try Program()
    }

    private static let invoices = #"""
        Customer,Invoice No,Invoice Date,Due Date,Amount
        Acme Ltd,001,2026-07-01,2026-07-31,100.00
        Acme Ltd,002,2026-08-15,2026-09-14,250.50
        "Łódź & Söhne, ""Ltd""",A-1,2026-09-01,2026-09-30,80.00
        =cmd|calc,B-7,2026-06-01,2026-06-01,1.05
        """#
    private static let receipts = """
        Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date
        Acme Ltd,R1,2026-09-20,150.00,001,100.00,2026-09-20
        Acme Ltd,R1,2026-09-20,150.00,002,20.50,2026-09-20
        """

    @Test func `sets exchange rates and takes what is in that currency`() throws {
        #expect(try program.run("tenant", "create", "acme").status == 0)
        #expect(try program.run("rate", "list").output.contains("rate set"))
        for wrong in [["XQQ", "1.10"], ["USD", "1.10"], ["EUR", "one"]] {
            let refused = try program.run(["rate", "set"] + wrong + ["--from", "2026-01-01"])
            #expect(refused.status == 2, "\(refused)")
        }
        #expect(
            try program.run("rate", "set", "eur", "1.0845", "--from", "2026-01-01").status == 0)
        #expect(try program.run("rate", "list").output.contains("1.0845"))
        let list = "Customer,Invoice No,Invoice Date,Amount,Currency\nA,1,2026-01-10,100,EUR\n"
        let report = try program.run("import", try program.file("eur.csv", list), "--json").json()
        #expect(report["amount_total"] as? String == "108.45")
        let again = try program.run("import", try program.file("eur.csv", list))
        #expect(again.output.contains("Read 1 row as "))
        #expect(again.output.contains("1 document of 1 customer: "))
    }

    @Test func `writes rejected lines to a file that can be mended and imported`() throws {
        #expect(try program.run("tenant", "create", "acme").status == 0)
        let list = Self.invoices.replacingOccurrences(of: "2026-06-01,2026-06-01", with: "soon,")
        let rejects = try program.file("rejects.csv", "")
        let first = try program.run(
            "import", try program.file("list.csv", list), "--rejects", rejects)
        #expect(first.status == 3)
        let text = try String(contentsOfFile: rejects, encoding: .utf8)
        #expect(text.contains("B-7") && !text.contains("001"))
        let mended = text.replacingOccurrences(of: "soon", with: "2026-06-01")
        let second = try program.run(
            "import", try program.file("mended.csv", mended), "--json")
        #expect(second.status == 0)
        #expect(try second.json()["new"] as? Int == 1)
    }

    @Test func `takes a company from nothing to its report`() throws {
        #expect(try program.run("tenant", "create", "acme").status == 0)
        let listed = try program.run("tenant", "list")
        #expect(listed.output.contains("acme"))

        let imported = try program.run(
            "import", try program.file("invoices.csv", Self.invoices), "--json")
        #expect(imported.status == 0)
        let first = try imported.json()
        #expect(first["new"] as? Int == 4)
        #expect(first["amount_total"] as? String == "431.55")
        #expect(
            try program.run("import", try program.file("receipts.csv", Self.receipts)).status == 0)
        let again = try program.run(
            "import", try program.file("invoices.csv", Self.invoices), "--json"
        ).json()
        #expect(again["unchanged"] as? Int == 4)
        #expect(again["new"] as? Int == 0)

        let report = try program.run(
            "report", "aging", "--as-of", "2026-09-30", "--format", "json"
        ).json()
        let totals = try #require(report["totals"] as? [String: Any])
        #expect(totals["total"] as? String == "281.55")
        #expect(report["control_balance"] as? String == "281.55")
        let amounts = try #require(totals["amounts"] as? [String])
        // Due on the day itself is current; 16 days; and what the receipt left over is netted.
        #expect(amounts == ["80.00", "200.50", "0.00", "0.00", "0.00", "1.05"])

        let separate = try program.run(
            "report", "aging", "--as-of", "2026-09-30", "--format", "json", "--unapplied",
            "separate", "--buckets", "10,20"
        ).json()
        let separateTotals = try #require(separate["totals"] as? [String: Any])
        #expect(separateTotals["total"] as? String == "281.55")
        #expect(separateTotals["unapplied"] as? String == "-29.50")

        let csv = try program.run("report", "aging", "--as-of", "2026-09-30", "--format", "csv")
        #expect(csv.output.contains("'=cmd|calc"))
        let statement = try program.run(
            "report", "statement", "--customer", "Acme Ltd", "--as-of", "2026-09-30", "--format",
            "json")
        #expect(statement.output.contains("\"closing\":\"200.50\""))
        #expect(try program.run("verify").status == 0)
        #expect(try program.run("tenant", "suspend", "acme").status == 0)
        #expect(try program.run("report", "aging", "--tenant", "acme").status == 1)
    }

    @Test func `says what is wrong in one line and with the right status`() throws {
        #expect(try program.run("tenant", "create", "Not A Name").status == 2)
        #expect(try program.run("tenant", "create", "acme", "--currency", "QQQ").status == 2)
        #expect(try program.run("serve", "--host", "0.0.0.0").status == 2)
        #expect(try program.run("nonsense").status == 2)
        #expect(try program.run("report", "aging", "--as-of", "2026-02-30").status == 2)
        let none = try program.run("report", "aging")
        #expect(none.status == 2)
        #expect(none.errors.split(separator: "\n").count == 1)
        try program.run("tenant", "create", "acme")
        let limits = try program.run("report", "aging", "--buckets", "30,20")
        #expect(limits.status == 2)
        #expect(limits.errors.contains("increase"))
        #expect(limits.output.isEmpty)
    }

    @Test func `writes to links and devices without replacing them`() throws {
        try program.run("tenant", "create", "acme")
        let real = try program.file("real.csv", "old")
        let link = program.directory.appendingPathComponent("link.csv").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: real)
        let report = ["report", "aging", "--format", "csv", "--output"]
        #expect(try program.run(report + [link]).status == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == real)
        #expect(try String(contentsOfFile: real, encoding: .utf8).hasPrefix("customer_id"))
        // A device of our own: the machine's must survive a failing test.
        let device = program.directory.appendingPathComponent("full").path
        guard mknod(device, S_IFCHR | 0o666, dev_t(1 << 8 | 7)) == 0 else { return }
        let full = try program.run(report + [device])
        #expect(full.status == 1)
        #expect(full.errors.contains("Cannot write"))
    }

    @Test func `refuses a file that is no list, and stores nothing`() throws {
        try program.run("tenant", "create", "acme")
        let files = [
            try program.file("empty.csv", ""),
            try program.file("binary.csv", Data((0..<5_000).map { UInt8(truncatingIfNeeded: $0) })),
            try program.file("cut.csv", "Customer,Invoice No,Invoice Date,Due Date,Amount\n\"Acme"),
            try program.file("other.csv", "Colour,Weight\nred,3\n"),
            program.directory.appendingPathComponent("missing.csv").path,
        ]
        for file in files {
            let result = try program.run("import", file)
            #expect(result.status == 1, "\(file)")
            #expect(
                result.errors.split(separator: "\n").filter { $0.hasPrefix("countinghouse:") }
                    .count == 1, "\(file): \(result.errors)")
        }
        let report = try program.run("report", "aging", "--format", "json").json()
        #expect((report["rows"] as? [Any])?.isEmpty == true)
    }

    @Test func `reports bad rows by line and column and takes the good ones`() throws {
        try program.run("tenant", "create", "acme")
        let path = try program.file(
            "mixed.csv",
            """
            Customer,Invoice No,Invoice Date,Due Date,Amount,Currency
            Acme,1,2026-02-30,2026-03-30,10.00,USD
            Acme,2,2026-02-28,2026-03-30,10.005,USD
            Acme,3,2026-02-28,2026-03-30,10.00,ZZZ
            Acme,4,2026-02-28,2026-03-30,10.00,USD
            Acme,4,2026-02-28,2026-03-30,11.00,USD
            """)
        let strict = try program.run("import", path, "--strict")
        #expect(strict.status == 3)
        let result = try program.run("import", path, "--json")
        #expect(result.status == 3)
        let json = try result.json()
        #expect(json["new"] as? Int == 1)
        #expect(json["rejected"] as? Int == 4)
        let rejects = try #require(json["rejects"] as? [[String: Any]])
        #expect(rejects.map { $0["line"] as? Int } == [2, 3, 4, 6])
        #expect(rejects.first?["column"] as? String == "Invoice Date")
    }
}
