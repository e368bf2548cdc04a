import Kernel
import Testing

@testable import Receivables

@Suite struct `An aging report for a terminal` {
    private static func text(_ report: AgingReport, _ locale: String = "en-US") -> String {
        String(decoding: report.table(format: LocaleFormat(locale)), as: UTF8.self)
    }

    @Test func `lines up, adds up and says that it agrees with the journal`() throws {
        let report = try ReportFixtures.report(
            ReportFixtures.request(),
            [
                ReportFixtures.row(7, "Acme Ltd", [1_000, 0, 0, 0, 0, 500]),
                ReportFixtures.row(9, "Beta", [0, 123_456_789, -250, 0, 0, 0]),
            ])
        #expect(
            Self.text(report) == """
                Aging report of acme as of 9/30/2026, USD, by due date

                Customer  Current          1-30  31-60  61-90  91-120  120+         Total
                ─────────────────────────────────────────────────────────────────────────
                Acme Ltd    10.00          0.00   0.00   0.00    0.00  5.00         15.00
                Beta         0.00  1,234,567.89  -2.50   0.00    0.00  0.00  1,234,565.39
                ─────────────────────────────────────────────────────────────────────────
                Total       10.00  1,234,567.89  -2.50   0.00    0.00  5.00  1,234,580.39

                Shares: Current 0.0\u{A0}%, 1-30 100.0\u{A0}%, 31-60 0.0\u{A0}%, 61-90 \
                0.0\u{A0}%, 91-120 0.0\u{A0}%, 120+ 0.0\u{A0}%
                Σ rows = control account: $1,234,580.39

                """)
    }

    @Test func `shows documents, credit apart and other locales`() throws {
        let text = Self.text(try ReportFixtures.byInvoice(), "de-DE")
        #expect(text.contains("as of 30.09.2026, USD, by due date, unapplied credit apart"))
        #expect(text.contains("Acme Ltd  INV-1     01.07.2026  30.08.2026    31"))
        #expect(text.contains("-0,05"))
        #expect(text.contains("Σ rows = control account: 99,94\u{A0}$"))
    }

    @Test func `is loud about a difference`() throws {
        let report = try ReportFixtures.report(
            ReportFixtures.request(), [ReportFixtures.row(1, "A", [500, 0, 0, 0, 0, 0])],
            control: 499, warnings: ["Careful."])
        let text = Self.text(report)
        #expect(
            text.contains(
                "DIFFERENCE: the rows add up to $5.00, the control account says $4.99: $0.01"
                    + " apart."))
        #expect(!text.contains("Σ rows"))
        #expect(text.hasSuffix("Warning: Careful.\n"))
    }

    @Test func `says when nothing is open`() throws {
        let text = Self.text(try ReportFixtures.report(ReportFixtures.request(), []))
        #expect(text.contains("\n\nNothing is open.\nΣ rows = control account: $0.00\n"))
    }

    @Test func `does not define shares of nothing`() throws {
        let report = try ReportFixtures.report(
            ReportFixtures.request(), [ReportFixtures.row(1, "A", [5, -5, 0, 0, 0, 0])])
        #expect(Self.text(report).contains("Shares: Current not defined"))
    }

    @Test func `cannot be disturbed by a name`() throws {
        let report = try ReportFixtures.report(
            ReportFixtures.request(),
            [ReportFixtures.row(1, "A\u{1B}[2J\nB", [5, 0, 0, 0, 0, 0])])
        #expect(!Self.text(report).contains("\u{1B}"))
    }
}
