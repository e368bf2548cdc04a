import BooksTestSupport
import Testing

@testable import Receivables

/// Journals say of payments which invoices they are for.
@Suite
struct `Importing bookings` {
    private static let french = """
        JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\t\
        CompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet
        VE\tVentes\t1\t20260104\t411000\tClients\tC1\tAcme\tF1\t20260104\tFacture\t100,00\t0,00\tAB
        VE\tVentes\t1\t20260104\t707000\tVentes\t\t\tF1\t20260104\tFacture\t0,00\t100,00\t
        VE\tVentes\t2\t20260105\t411000\tClients\tC1\tAcme\tF2\t20260105\tFacture\t200,00\t0,00\tAB
        VE\tVentes\t2\t20260105\t707000\tVentes\t\t\tF2\t20260105\tFacture\t0,00\t200,00\t
        VE\tVentes\t3\t20260106\t411000\tClients\tC1\tAcme\tF3\t20260106\tFacture\t70,00\t0,00\t
        VE\tVentes\t3\t20260106\t707000\tVentes\t\t\tF3\t20260106\tFacture\t0,00\t70,00\t
        BQ\tBanque\t4\t20260110\t411000\tClients\tC1\tAcme\tV9\t20260110\tVirement\t0,00\t250,00\tAB
        BQ\tBanque\t4\t20260110\t512000\tBanque\t\t\tV9\t20260110\tVirement\t250,00\t0,00\t
        VE\tVentes\t5\t20260111\t411000\tClients\tC1\tAcme\tA1\t20260111\tAvoir\t0,00\t50,00\tAB
        VE\tVentes\t5\t20260111\t707000\tVentes\t\t\tA1\t20260111\tAvoir\t50,00\t0,00\t
        BQ\tBanque\t6\t20260112\t411000\tClients\tC1\tAcme\tF3\t20260112\tAcompte\t0,00\t30,00\t
        BQ\tBanque\t6\t20260112\t512000\tBanque\t\t\tF3\t20260112\tAcompte\t30,00\t0,00\t
        """

    @Test func `applies French payments by their letter or their piece`() async throws {
        try await Books.use { books in
            let report = try await books.importing(Self.french)
            #expect(report.formID == "fec")
            #expect([report.new, report.rejected] == [6, 0])
            #expect(!report.warnings.contains { $0.contains("repeats") || $0.contains("applied") })
            for (number, open) in [("F1", 0), ("F2", 0), ("F3", 4_000)] {
                #expect(try await books.open("C1", number) == Int64(open))
            }
            #expect(try await books.open("C1", "V9 2026-01-10 250.00", kind: .receipt) == 0)
            #expect(try await books.open("C1", "A1", kind: .creditNote) == 0)
            let before = try await books.contents()
            #expect(try await books.importing(Self.french).unchanged == 6)
            #expect(try await books.contents() == before)
            #expect(try await books.differences() == [])
        }
    }

    private static let opening = """
        JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\t\
        CompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet
        AN\tA nouveaux\t1\t20260101\t411000\tClients\tC1\tAcme\tF0\t20251115\tFacture\t500,00\t0,00\tA
        AN\tA nouveaux\t1\t20260101\t411000\tClients\tC2\tBeta\tAN26\t20260101\tReport\t90,00\t0,00\tB
        AN\tA nouveaux\t1\t20260101\t101000\tCapital\t\t\tx\t20260101\tReport\t0,00\t590,00\t
        BQ\tBanque\t2\t20260310\t411000\tClients\tC1\tAcme\tV1\t20260310\tVir\t0,00\t200,00\tA
        BQ\tBanque\t2\t20260310\t512000\tBanque\t\t\tV1\t20260310\tVir\t200,00\t0,00\t
        BQ\tBanque\t3\t20260311\t411000\tClients\tC2\tBeta\tV2\t20260311\tVir\t0,00\t60,00\tB
        BQ\tBanque\t3\t20260311\t512000\tBanque\t\t\tV2\t20260311\tVir\t60,00\t0,00\t
        """

    @Test func `applies payments to what the opening journal carries on`() async throws {
        try await Books.use { books in
            let report = try await books.importing(Self.opening)
            #expect([report.new, report.rejected] == [4, 0])
            #expect(try await books.open("C1", "F0") == 30_000)
            #expect(try await books.open("C2", "AN26", kind: .openingBalance) == 3_000)
            #expect(try await books.openItems("C1", on: "2025-11-15") == ["F0 50000"])
            #expect(try await books.openItems("C2", on: "2026-03-11") == ["AN26 3000"])
            #expect(try await books.importing(Self.opening).unchanged == 4)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `applies German payments to invoices that were carried forward`() async throws {
        let list = Self.german(
            """
            100,00;S;;;;;10000;9008;;0102;RE-9
            60,00;S;;;;;1200;10000;;1002;RE-9
            """)
        try await Books.use { books in
            let report = try await books.importing(list)
            #expect([report.new, report.rejected] == [2, 0])
            #expect(report.warnings.isEmpty)
            #expect(try await books.open("10000", "RE-9", kind: .openingBalance) == 4_000)
            #expect(try await books.differences() == [])
        }
    }

    private static func german(_ rows: String) -> String {
        let record = [
            "EXTF", "700", "21", "Buchungsstapel", "9", "20180306102500000", "", "XY", "", "",
            "1001", "456", "20180101", "4", "20180201", "20180228", "Beispiel", "", "1", "", "0",
            "USD",
        ]
        return record.joined(separator: ";") + "\n"
            + "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basisumsatz"
            + ";WKZ Basisumsatz;Konto;Gegenkonto (ohne BU-Schlüssel);BU-Schlüssel;Belegdatum"
            + ";Belegfeld 1;Belegfeld 2;Skonto;Buchungstext\n" + rows
    }

    @Test func `applies German payments to the invoice of their number`() async throws {
        let first = Self.german(
            """
            100,00;S;;;;;10000;8400;;0102;RE-1
            60,00;S;;;;;1200;10000;;1002;RE-1
            """)
        let second = Self.german(
            """
            30,00;S;;;;;1200;10000;;2002;RE-1
            2,00;H;;;;;10000;8400;;2102;GS-1
            50,00;S;;;;;10000;8400;;2102;RE-2
            1,00;H;;;;;10000;8400;;2202;RE-2
            """)
        try await Books.use { books in
            #expect(try await books.importing(first).new == 2)
            #expect(try await books.open("10000", "RE-1") == 4_000)
            // A later payment of the same invoice is another one.
            let report = try await books.importing(second)
            #expect([report.new, report.changed, report.rejected] == [4, 0, 0])
            #expect(try await books.open("10000", "RE-1") == 1_000)
            #expect(try await books.open("10000", "RE-2") == 4_900)
            #expect(try await books.open("10000", "GS-1", kind: .creditNote) == -200)
            #expect(try await books.importing(first).unchanged == 2)
            #expect(try await books.differences() == [])
        }
    }
}
