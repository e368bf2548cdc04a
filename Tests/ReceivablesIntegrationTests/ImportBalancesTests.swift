import BooksTestSupport
import Kernel
import Testing

@testable import Receivables

@Suite
struct `Importing a list that says what is open` {
    private static let july = """
        customer,type,invoice_no,invoice_date,due_date,amount,open
        Acme,Invoice,1,2026-05-05,2026-06-04,100.00,60.00
        Acme,Invoice,2,2026-06-05,2026-07-05,200.00,200.00
        Acme,Credit Memo,C1,2026-06-06,2026-06-06,-50.00,-20.00
        Beta,Payment,P1,2026-06-10,,-80.00,-30.00
        Beta,Invoice,7,2026-07-01,2026-07-31,45.00,0
        Gamma,Journal Entry,J1,2026-06-30,2026-06-30,15.00,15.00
        """
    private static let day: LocalDate = "2026-07-25"

    @Test func `pays what is not open on the day of the list`() async throws {
        try await Books.use { books in
            let report = try await books.list(Self.july, asOf: Self.day)
            #expect(report.asOf == Self.day && report.formID == "test-list")
            #expect([report.rows, report.new, report.customers] == [6, 6, 3])
            #expect(report.amountTotal == "230.00 USD" && report.openTotal == "225.00 USD")
            #expect(report.rejects == [])
            #expect(
                try await books.openItems("Acme", on: Self.day) == [
                    "1 6000", "2 20000", "C1 -2000",
                ])
            #expect(try await books.openItems("Beta", on: Self.day) == ["P1 -3000"])
            #expect(try await books.openItems("Gamma", on: Self.day) == ["J1 1500"])
            #expect(try await books.report(asOf: Self.day).totals.total == 22_500)
            #expect(report.differing == 0)
            #expect(try await books.differences() == [])
            // Before that day the payments are not known.
            let before = try await books.report(asOf: "2026-07-24")
            #expect(before.totals.total == 23_000)
            #expect(before.warnings.count == 1)
            #expect(try await books.report(asOf: Self.day).warnings == [])
        }
    }

    @Test func `changes nothing when it comes again, re-sorted or in halves`() async throws {
        let lines = Self.july.split(separator: "\n").map(String.init)
        let whole = try await Books.use { books in
            try await books.list(Self.july, asOf: Self.day)
            let before = try await books.contents()
            let entries = try await books.number("SELECT count(*) FROM ar_entry")
            let again = try await books.list(Self.july, asOf: Self.day)
            #expect([again.new, again.changed, again.unchanged] == [0, 0, 6])
            #expect(again.openTotal == "225.00 USD")
            #expect(try await books.contents() == before)
            #expect(try await books.number("SELECT count(*) FROM ar_entry") == entries)
            return before
        }
        for order in [[5, 3, 1, 2, 6, 4], [6, 5, 4, 3, 2, 1]] {
            try await Books.use { books in
                try await books.list(
                    ([lines[0]] + order.map { lines[$0] }).joined(separator: "\n"), asOf: Self.day)
                #expect(try await books.contents() == whole)
            }
            try await Books.use { books in
                for half in [order.prefix(3), order.suffix(3)] {
                    try await books.list(
                        ([lines[0]] + half.map { lines[$0] }).joined(separator: "\n"),
                        asOf: Self.day)
                }
                #expect(try await books.contents() == whole)
            }
        }
    }

    /// Invoice 1 of 100 on several days.
    private func list(_ open: String) -> String {
        "customer,invoice_no,invoice_date,due_date,amount,open\n"
            + "Acme,1,2026-05-05,2026-06-04,100.00,\(open)\n"
    }

    @Test func `follows newer lists up and down`() async throws {
        try await Books.use { books in
            try await books.list(list("60"), asOf: "2026-07-31")
            let more = try await books.list(list("25"), asOf: "2026-08-31")
            #expect([more.new, more.changed, more.unchanged] == [0, 1, 0])
            #expect(try await books.openItems("Acme", on: "2026-07-31") == ["1 6000"])
            #expect(try await books.openItems("Acme", on: "2026-08-31") == ["1 2500"])
            // A newer list with less paid takes back what older ones showed.
            let less = try await books.list(list("90"), asOf: "2026-09-30")
            #expect(less.changed == 1 && less.rejects == [])
            #expect(try await books.openItems("Acme", on: "2026-09-30") == ["1 9000"])
            #expect(try await books.openItems("Acme", on: "2026-08-31") == ["1 9000"])
            #expect(try await books.differences() == [])
            // The older one again does not undo it.
            let older = try await books.list(list("25"), asOf: "2026-08-31")
            #expect(older.unchanged == 1)
            #expect(try await books.openItems("Acme", on: "2026-09-30") == ["1 9000"])
            #expect(try await books.differences() == [])
        }
    }

    @Test(arguments: [
        ["60", "25", "0"], ["60", "25", "90"], ["100", "0", "40"], ["0", "0", "0"],
        ["100", "100", "30"],
    ])
    func `gives the same in whatever order lists come`(opens: [String]) async throws {
        let days: [LocalDate] = ["2026-07-31", "2026-08-31", "2026-09-30"]
        func books(_ order: [Int]) async throws -> [String] {
            try await Books.use { books in
                for index in order { try await books.list(list(opens[index]), asOf: days[index]) }
                #expect(try await books.differences() == [])
                var found: [String] = []
                for day in days { found += try await books.openItems("Acme", on: day) }
                return found
            }
        }
        let inOrder = try await books([0, 1, 2])
        #expect(try await books([2, 1, 0]) == inOrder)
        #expect(try await books([1, 2, 0, 1]) == inOrder)
    }

    @Test func `counts what receipts have paid already`() async throws {
        let receipts = """
            Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date
            Acme,R1,2026-07-10,30.00,1,30.00,2026-07-10
            """
        for waits in [false, true] {
            try await Books.use { books in
                if !waits { try await books.list(list("100"), asOf: "2026-06-30") }
                try await books.importing(receipts)
                try await books.list(list("60"), asOf: "2026-07-31")
                #expect(try await books.openItems("Acme", on: "2026-07-30") == ["1 7000"])
                #expect(try await books.openItems("Acme", on: "2026-07-31") == ["1 6000"])
                #expect(try await books.differences() == [])
                let again = try await books.list(list("60"), asOf: "2026-07-31")
                #expect(again.unchanged == 1)
            }
        }
    }

    @Test func `gives way to the receipts that come after it`() async throws {
        func receipts(_ day: String) -> String {
            "Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date\n"
                + "Acme,R1,\(day),30.00,1,30.00,\(day)\n"
        }
        try await Books.use { books in
            try await books.list(list("60"), asOf: "2026-07-31")
            for run in 0..<2 {
                let report = try await books.importing(receipts("2026-07-10"))
                #expect([report.new, report.unchanged] == (run == 0 ? [1, 0] : [0, 1]))
                #expect(report.openTotal == "0.00 USD" && report.warnings == [])
                #expect(try await books.openItems("Acme", on: "2026-07-30") == ["1 7000"])
                #expect(try await books.openItems("Acme", on: "2026-07-31") == ["1 6000"])
                #expect(try await books.differences() == [])
            }
            // What is paid after the day of the list comes on top.
            try await books.importing(receipts("2026-08-10"))
            #expect(try await books.openItems("Acme", on: "2026-07-31") == ["1 6000"])
            #expect(try await books.openItems("Acme", on: "2026-08-10") == ["1 3000"])
            #expect(try await books.list(list("60"), asOf: "2026-07-31").unchanged == 1)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `never pays more than is left`() async throws {
        try await Books.use { books in
            try await books.list(list("100"), asOf: "2026-06-30")
            try await books.importing(
                """
                Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date
                Acme,R1,2026-08-10,100.00,1,100.00,2026-08-10
                """)
            try await books.list(list("60"), asOf: "2026-07-31")
            #expect(try await books.openItems("Acme", on: "2026-08-31") == [])
            #expect(try await books.differences() == [])
        }
    }

    @Test func `learns the amount of an invoice of which only the rest was known`() async throws {
        let rest = """
            customer,invoice_no,invoice_date,due_date,amount,open
            Acme,1,2026-05-05,2026-06-04,,60.00
            """
        func settled(_ steps: [(String, LocalDate)]) async throws -> [String] {
            try await Books.use { books in
                for (text, day) in steps { try await books.list(text, asOf: day) }
                #expect(try await books.differences() == [])
                return try await books.settledContents()
            }
        }
        let first = try await settled([(rest, "2026-07-31"), (list("60"), "2026-07-31")])
        let second = try await settled([(list("60"), "2026-07-31"), (rest, "2026-07-31")])
        #expect(first.filter { $0.hasPrefix("open") } == second.filter { $0.hasPrefix("open") })
        #expect(
            second.contains { $0.hasPrefix("document|Acme|1|1|2026-05-05|2026-06-04|USD|10000") })
        try await Books.use { books in
            try await books.list(rest, asOf: "2026-07-31")
            try await books.list(rest.replacing("60.00", with: "15.00"), asOf: "2026-08-31")
            #expect(try await books.openItems("Acme", on: "2026-07-31") == ["1 6000"])
            #expect(try await books.openItems("Acme", on: "2026-08-31") == ["1 1500"])
        }
    }

    @Test func `keeps dates that a list does not say`() async throws {
        try await Books.use { books in
            try await books.list(list("100"), asOf: "2026-07-31")
            let report = try await books.list(
                "customer,invoice_no,invoice_date,open\nAcme,1,2026-05-05,100.00",
                asOf: "2026-08-31")
            #expect(report.unchanged == 1)
        }
    }

    @Test func `takes the paid column, and today for a day that nobody names`() async throws {
        try await Books.use { books in
            let text = """
                customer,invoice_no,invoice_date,due_date,amount,paid
                Acme,1,2026-01-05,2026-02-04,100.00,40.00
                Acme,2,2026-01-05,2026-02-04,-10.00,4.00
                """
            let report = try await books.list(text, isAging: false)
            #expect(report.asOf == nil && report.openTotal == "54.00 USD")
            #expect(report.warnings.contains { $0.contains("\(books.scope.today())") })
            #expect(try await books.open("Acme", "1") == 6_000)
            #expect(try await books.list(text, isAging: false).unchanged == 2)
            #expect(try await books.list(text, asked: "2026-03-01", isAging: false).rejects == [])
            #expect(try await books.openItems("Acme", on: "2026-03-01") == ["1 6000", "2 -600"])
            #expect(try await books.differences() == [])
        }
    }

    @Test func `books payments in other currencies at the day of the list`() async throws {
        let text = """
            customer,invoice_no,invoice_date,due_date,amount,open,currency
            Acme,1,2026-01-05,2026-02-04,100.00,60.00,EUR
            Acme,2,2026-01-05,2026-02-04,100.00,100.00,USD
            Acme,3,2026-01-05,2026-02-04,1000,500,JPY
            """
        try await Books.use { books in
            try await books.setRate("EUR", from: "2026-01-01", "1.10")
            try await books.setRate("EUR", from: "2026-02-01", "1.20")
            let report = try await books.list(text, asOf: "2026-02-28")
            #expect([report.new, report.rejected] == [2, 1])
            #expect(report.openTotal == "166.00 USD")
            #expect(try await books.openItems("Acme", on: "2026-02-28") == ["1 6000", "2 10000"])
            #expect(try await books.differences() == [])
            #expect(try await books.list(text, asOf: "2026-02-28").unchanged == 2)
            #expect(
                try await books.list(
                    text.replacing("60.00", with: "20.00"), asOf: "2026-03-31"
                ).changed == 1)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `makes up numbers for payments and credits without one`() async throws {
        let text = """
            customer,type,invoice_no,invoice_date,amount,open
            Acme,Payment,,2026-01-05,-100.00,-60.00
            Acme,Payment,,2026-01-05,-25.00,-25.00
            Acme,Payment,,2026-01-05,-25.00,-25.00
            Acme,,,2026-01-05,25.00,25.00
            """
        try await Books.use { books in
            for run in 0..<2 {
                let report = try await books.list(text, asOf: "2026-02-28")
                #expect([report.new, report.unchanged] == (run == 0 ? [3, 0] : [0, 3]))
                #expect(report.rejects.map(\.column) == ["Num"])
                #expect(try await books.report(asOf: "2026-02-28").totals.total == -11_000)
            }
            #expect(try await books.differences() == [])
        }
    }

    @Test func `warns of balances that cannot be`() async throws {
        try await Books.use { books in
            let text = """
                customer,invoice_no,invoice_date,amount,open
                Acme,1,2026-01-05,100.00,160.00
                Acme,2,2026-01-05,100.00,-5.00
                """
            let report = try await books.list(text, asOf: "2026-02-28")
            #expect(report.warnings.count { $0.hasPrefix("Line ") } == 2)
            #expect(try await books.openItems("Acme", on: "2026-02-28") == ["1 10000"])
            #expect(report.differing == 2)
            #expect(try await books.differences() == [])
        }
    }
}
