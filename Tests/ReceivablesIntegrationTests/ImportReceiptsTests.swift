import BooksTestSupport
import Kernel
import Receivables
import Testing

@Suite
struct `Importing a list of receipts` {
    private static let invoices = """
        Customer,Invoice No,Invoice Date,Due Date,Amount
        Acme,1,2026-01-05,2026-02-04,100.00
        Acme,2,2026-01-06,2026-02-05,200.00
        Beta,1,2026-01-07,2026-02-06,50.00
        """
    private static let receipts = """
        Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date
        Acme,R1,2026-02-01,150.00,1,100.00,2026-02-01
        Acme,R1,2026-02-01,150.00,2,50.00,2026-02-03
        Acme,R2,2026-02-10,75.00,,,
        Beta,R1,2026-02-02,20.00,1,20.00,
        """

    private func expectWhole(_ books: Books) async throws {
        #expect(try await books.open("Acme", "1") == 0)
        #expect(try await books.open("Acme", "2") == 15_000)
        #expect(try await books.open("Beta", "1") == 3_000)
        #expect(try await books.open("Acme", "R1", kind: .receipt) == 0)
        #expect(try await books.open("Acme", "R2", kind: .receipt) == -7_500)
        let differences = try await books.differences()
        #expect(differences == [])
    }

    @Test func `makes one receipt of several lines and applies each`() async throws {
        try await Books.use { books in
            try await books.importing(Self.invoices)
            let report = try await books.importing(Self.receipts)
            #expect(report.recognisedAs == .receipts)
            #expect([report.rows, report.documents, report.new] == [4, 3, 3])
            #expect(report.amountTotal == "245.00 USD" && report.openTotal == "75.00 USD")
            #expect(report.warnings == [])
            try await expectWhole(books)
        }
    }

    @Test func `changes nothing when it is imported again`() async throws {
        try await Books.use { books in
            try await books.importing(Self.invoices)
            try await books.importing(Self.receipts)
            let before = try await books.contents()
            let entries = try await books.number("SELECT count(*) FROM ar_entry")
            let report = try await books.importing(Self.receipts)
            #expect([report.new, report.changed, report.unchanged] == [0, 0, 3])
            #expect(try await books.contents() == before)
            #expect(try await books.number("SELECT count(*) FROM ar_entry") == entries)
        }
    }

    @Test func `leaves unapplied what is not there yet and applies it when it comes`()
        async throws
    {
        let direct = try await Books.use { books in
            try await books.importing(Self.invoices)
            try await books.importing(Self.receipts)
            return try await books.contents()
        }
        try await Books.use { books in
            let report = try await books.importing(Self.receipts)
            #expect(report.new == 3 && report.warnings.count == 3)
            #expect(report.openTotal == "245.00 USD")
            #expect(
                try await books.number("SELECT count(*) FROM ar_pending_application") == 3)
            let again = try await books.importing(Self.receipts)
            #expect([again.new, again.changed, again.unchanged] == [0, 0, 3])
            try await books.importing(Self.invoices)
            try await expectWhole(books)
            #expect(try await books.contents() == direct)
            #expect(
                try await books.number("SELECT count(*) FROM ar_pending_application") == 0)
            #expect(try await books.importing(Self.receipts).unchanged == 3)
            #expect(try await books.contents() == direct)
        }
    }

    @Test func `applies when a payment history brings the invoice`() async throws {
        try await Books.use { books in
            try await books.importing(Self.receipts)
            try await books.importing(
                """
                Customer,Invoice No,Invoice Date,Due Date,Amount,Settled Date
                Acme,1,2026-01-05,2026-02-04,100.00,
                Acme,2,2026-01-06,2026-02-05,200.00,
                Beta,1,2026-01-07,2026-02-06,50.00,
                """)
            try await expectWhole(books)
        }
    }

    @Test func `follows a corrected list`() async throws {
        try await Books.use { books in
            try await books.importing(Self.invoices)
            try await books.importing(Self.receipts)
            let corrected = """
                Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date
                Acme,R1,2026-02-01,130.00,2,130.00,2026-02-03
                Acme,R2,2026-02-10,75.00,1,75.00,2026-02-10
                Beta,R1,2026-02-05,20.00,1,20.00,
                """
            let report = try await books.importing(corrected)
            #expect([report.new, report.changed, report.unchanged] == [0, 3, 0])
            #expect(try await books.open("Acme", "1") == 2_500)
            #expect(try await books.open("Acme", "2") == 7_000)
            #expect(try await books.differences() == [])
            let direct = try await Books.use { other in
                try await other.importing(Self.invoices)
                try await other.importing(corrected)
                return try await other.contents()
            }
            // What was taken back leaves more steps behind, but steps of the same amounts.
            func withoutPast(_ lines: [String]) -> [String] {
                lines.filter { !$0.hasPrefix("past") }
            }
            #expect(withoutPast(try await books.contents()) == withoutPast(direct))
            #expect(try await books.importing(corrected).unchanged == 3)
        }
    }

    @Test func `keeps what people applied themselves`() async throws {
        try await Books.use { books in
            try await books.importing(Self.invoices)
            let list = Self.receipts.replacing("75.00,,,", with: "75.00,1,10.00,")
                .replacing("1,100.00,2026-02-01", with: "1,60.00,2026-02-01")
            try await books.importing(list)
            let receipt = try await books.number("SELECT id FROM ar_document WHERE number = 'R2'")
            let invoice = try await books.number(
                "SELECT id FROM ar_document WHERE amount = 20000")
            try await books.allocate(
                DocumentID(receipt), to: DocumentID(invoice), "65.00 USD", on: "2026-03-01")
            let report = try await books.importing(list)
            #expect([report.changed, report.unchanged] == [0, 3])
            #expect(try await books.open("Acme", "R2", kind: .receipt) == 0)
        }
    }

    @Test func `applies what is possible and names the documents`() async throws {
        let text = """
            Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date
            Acme,R1,2026-02-01,250.00,1,150.00,2026-02-01
            Acme,R1,2026-02-01,250.00,2,150.00,2026-02-03
            Beta,R1,2026-02-02,20.00,1,30.00,
            """
        try await Books.use { books in
            try await books.importing(Self.invoices)
            for run in 0..<2 {
                let report = try await books.importing(text)
                #expect([report.new, report.unchanged] == (run == 0 ? [2, 0] : [0, 2]))
                #expect(report.warnings.count == 2)
                #expect(report.warnings[0].contains("Receipt R1 is applied to invoice 1"))
                #expect(report.warnings[0].contains("50.00"))
                #expect(try await books.open("Acme", "1") == 0)
                #expect(try await books.open("Acme", "2") == 5_000)
                #expect(try await books.open("Beta", "1") == 3_000)
                #expect(try await books.differences() == [])
            }
        }
    }

    @Test func `shares what is open among lines in their order`() async throws {
        try await Books.use { books in
            try await books.importing(Self.invoices)
            let report = try await books.importing(
                """
                Customer,Receipt No,Date,Amount,Applied To,Applied Amount
                Acme,R1,2026-02-01,90.00,1,90.00
                Acme,R2,2026-02-01,90.00,1,90.00
                Acme,R2,2026-02-01,90.00,2,80.00
                Acme,R3,2026-02-01,500.00,2,120.00
                """)
            #expect(report.new == 3)
            #expect(try await books.open("Acme", "1") == 0)
            #expect(try await books.open("Acme", "2") == 0)
            #expect(try await books.open("Acme", "R2", kind: .receipt) == 0)
            #expect(try await books.open("Acme", "R3", kind: .receipt) == -38_000)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `rejects lines that contradict and repeats once`() async throws {
        try await Books.use { books in
            try await books.importing(Self.invoices)
            let report = try await books.importing(
                """
                Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date
                Acme,R1,2026-02-01,150.00,1,60.00,2026-02-01
                Acme,R1,2026-02-01,150.00,1,60.00,2026-02-01
                Acme,R1,2026-02-01,151.00,2,10.00,2026-02-01
                Acme,R1,2026-02-01,150.00,2,-10.00,2026-02-01
                Acme,R3,2026-02-01,-1.00,2,10.00,2026-02-01
                """)
            #expect([report.new, report.rejected] == [1, 3])
            #expect(report.rejects.map(\.line) == [4, 5, 6])
            #expect(report.warnings == ["Line 3 repeats line 2; it was counted once."])
            #expect(try await books.open("Acme", "1") == 4_000)
        }
    }

    @Test func `books the exchange difference of a foreign receipt`() async throws {
        try await Books.use { books in
            try await books.setRate("EUR", from: "2026-01-01", "1.10")
            try await books.setRate("EUR", from: "2026-02-01", "1.20")
            try await books.importing(
                "Customer,Invoice No,Invoice Date,Amount,Currency\nA,1,2026-01-05,100,EUR\n")
            let report = try await books.importing(
                """
                Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Currency
                A,1,2026-02-05,100,1,100,EUR
                A,2,2026-02-05,100,1,100,USD
                """)
            #expect(report.new == 2)
            #expect(report.warnings.count == 1 && report.warnings[0].contains("currency"))
            #expect(try await books.open("A", "1") == 0)
            #expect(
                try await books.number(
                    "SELECT sum(base_amount)::bigint FROM journal_line WHERE account_id = 6")
                    == -1_000)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `leaves a receipt that cannot be corrected as it was`() async throws {
        try await Books.use { books in
            try await books.importing(Self.invoices)
            let list = Self.receipts.replacing("75.00,,,", with: "75.00,1,10.00,")
                .replacing("1,100.00,2026-02-01", with: "1,60.00,2026-02-01")
            try await books.importing(list)
            let receipt = try await books.number("SELECT id FROM ar_document WHERE number = 'R2'")
            let invoice = try await books.number("SELECT id FROM ar_document WHERE amount = 20000")
            try await books.allocate(
                DocumentID(receipt), to: DocumentID(invoice), "65.00 USD", on: "2026-03-01")
            let report = try await books.importing(
                list.replacing("75.00,1,10.00,", with: "20.00,1,5.00,"))
            #expect(report.rejects.map(\.value) == ["R2"])
            #expect(try await books.open("Acme", "R2", kind: .receipt) == 0)
            #expect(try await books.open("Acme", "1") == 3_000)
            #expect(try await books.differences() == [])
        }
    }
}

@Suite
struct `A corrected list of receipts` {
    private static let invoices = """
        Customer,Invoice No,Invoice Date,Due Date,Amount
        A,I1,2026-01-01,2026-01-31,100.00
        A,I2,2026-01-01,2026-01-31,100.00
        """
    private static let header =
        "Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date\n"
    private static let applied = header + "A,R1,2026-02-01,100.00,I1,100.00,"

    /// What is open on days before, between and after, and the journal.
    private func figures(_ books: Books) async throws -> [String] {
        var lines = try await books.contents().filter { $0.hasPrefix("journal") }
        let days: [LocalDate] = ["2026-01-15", "2026-02-01", "2026-02-02", "2026-12-31"]
        for day in days {
            lines += try await books.openItems("A", on: day).map { "\(day) \($0)" }
        }
        return lines
    }

    /// The books must be those of the corrected list alone.
    private func corrected(_ list: String, after earlier: [String]) async throws {
        let direct = try await Books.use { books in
            try await books.importing(Self.invoices)
            try await books.importing(list)
            return try await figures(books)
        }
        try await Books.use { books in
            for list in earlier { try await books.importing(list) }
            let report = try await books.importing(list)
            #expect(report.rejects == [])
            try await books.importing(Self.invoices)
            #expect(try await figures(books) == direct)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `takes back what it does not apply any more`() async throws {
        try await corrected(
            Self.header + "A,R1,2026-02-01,100.00,,,", after: [Self.invoices, Self.applied])
    }

    @Test func `lets another receipt pay instead`() async throws {
        try await corrected(
            Self.header + "A,R1,2026-02-01,100.00,,,\nA,R2,2026-02-02,100.00,I1,100.00,",
            after: [Self.invoices, Self.applied])
    }

    @Test func `lowers a receipt that is not applied any more`() async throws {
        try await corrected(
            Self.header + "A,R1,2026-02-01,60.00,,,", after: [Self.invoices, Self.applied])
    }

    @Test func `forgets what was waiting for an invoice`() async throws {
        try await corrected(Self.header + "A,R1,2026-02-01,100.00,,,", after: [Self.applied])
    }

    @Test(arguments: [true, false])
    func `may come in halves, before or after its invoices`(isAfter: Bool) async throws {
        let halves = ["I1,60.00,2026-02-02", "I2,40.00,2026-02-03"]
            .map { Self.header + "A,R1,2026-02-01,100.00," + $0 }
        let whole = halves[0] + "\nA,R1,2026-02-01,100.00,I2,40.00,2026-02-03"
        let direct = try await Books.use { books in
            try await books.importing(Self.invoices)
            try await books.importing(whole)
            return try await figures(books)
        }
        try await Books.use { books in
            if isAfter { try await books.importing(Self.invoices) }
            try await books.importing(halves[0])
            let second = try await books.importing(halves[1])
            #expect(
                second.warnings.contains { $0.contains("receipt R1 stays applied to invoice I1") })
            try await books.importing(halves[0])
            if !isAfter { try await books.importing(Self.invoices) }
            #expect(try await figures(books) == direct)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `says otherwise where the parts do not fit beside each other`() async throws {
        let part = Self.header + "A,R1,2026-02-01,100.00,I2,70.00,"
        try await corrected(
            part,
            after: [Self.invoices, Self.header + "A,R1,2026-02-01,100.00,I1,60.00,2026-02-01"])
    }

    @Test func `leaves applications alone that it has no column for`() async throws {
        try await Books.use { books in
            try await books.importing(Self.invoices)
            try await books.importing(Self.applied)
            let before = try await books.contents()
            let report = try await books.importing(
                "Customer,Receipt No,Date,Amount\nA,R1,2026-02-01,100.00")
            #expect(report.unchanged == 1)
            #expect(try await books.contents() == before)
        }
    }
}
