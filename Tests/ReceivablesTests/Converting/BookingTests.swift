import Kernel
import Testing

@testable import Receivables

@Suite
struct `Reading bookings` {
    private func datev(_ rows: String) -> String {
        let record = [
            "EXTF", "700", "21", "Buchungsstapel", "9", "20180306102500000", "", "XY", "", "",
            "1001", "456", "20180101", "4", "20180201", "20180228", "Beispiel", "", "1", "", "0",
            "EUR",
        ]
        return record.joined(separator: "|") + "\n"
            + "Umsatz (ohne Soll/Haben-Kz)|Soll/Haben-Kennzeichen|WKZ Umsatz|Kurs|Basisumsatz"
            + "|WKZ Basisumsatz|Konto|Gegenkonto (ohne BU-Schlüssel)|BU-Schlüssel|Belegdatum"
            + "|Belegfeld 1|Belegfeld 2|Skonto|Buchungstext\n" + rows
    }

    @Test func `takes of DATEV those on accounts of debtors`() throws {
        let list = try ConvertedList(
            datev(
                """
                24,95|H||||| 1200|4940|8|2102|||
                5950,00|S|||||10000|8400||2202|RE-135|240318||Seminar
                100,00|H|||||10000|8400||2302|GS-1
                1.000,50|S|||||1200|10000||2402|RE-135
                70,00|S|||||70000|10001||2502|U-1
                1,00|S|||||10000|8400||2203|RE-136
                """)
        ) { $0.currency = Currency.all.first { $0.code == "EUR" } ?? $0.currency }
        #expect(list.form == "datev-postings")
        #expect(list.conversion.asOf == LocalDate("2018-02-28"))
        #expect(
            list.column(.number)
                == ["RE-135", "RE-135 2018-02-24 1000.50", "U-1 2018-02-25 70.00", "GS-1"])
        #expect(list.column(.customer) == ["10000", "10000", "10001", "10000"])
        #expect(list.column(.type) == ["Invoice", "Payment", "Journal Entry", "Credit Memo"])
        #expect(list.column(.amount) == ["#5950", "#-1000.5", "#-70", "#-100"])
        #expect(list.column(.documentDate).first == "2018-02-22")
        #expect(list.column(.dueDate).first == "2018-03-24")
        #expect(list.column(.appliedTo) == ["", "RE-135", "", ""])
        #expect(list.conversion.rejects.map(\.column) == ["Belegdatum"])
        #expect(list.conversion.rows == 6)
        #expect(
            list.warnings
                == ["One booking does not touch a debtor's account and was left out."])
    }

    @Test func `sums up a document booked on several accounts`() throws {
        let list = try ConvertedList(
            datev(
                """
                100,00|S|||||10000|8400||2202|RE-1
                7,25|S|||||10000|8300||2202|RE-1
                """))
        #expect(list.column(.amount) == ["#107.25"])
        #expect(list.column(.currency) == ["EUR"])
    }

    @Test func `refuses other DATEV files by their category`() {
        let text = datev("").replacing("|21|Buchungsstapel|", with: "|20|Kontenbeschriftungen|")
        #expect(throws: ConversionError.otherDATEVCategory("Kontenbeschriftungen")) {
            try ConvertedList(text)
        }
    }

    @Test func `takes of the French file those on accounts of customers`() throws {
        let list = try ConvertedList(
            """
            JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|\
            CompAuxLib|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet
            VE|Ventes|1|20260105|411000|Clients|C1|Acme|F1|20260104|Facture|1200,50|0,00|A
            VE|Ventes|1|20260105|707000|Ventes|||F1|20260104|Facture|0,00|1000,50|
            VE|Ventes|1|20260105|445710|TVA|||F1|20260104|Facture|0,00|200,00|
            BQ|Banque|2|20260210|512000|Banque|||V9|20260210|Virement|1200,50|0,00|
            BQ|Banque|2|20260210|411000|Clients|C1|Acme|V9|20260210|Virement|0,00|1200,50|A
            HA|Achats|3|20260211|401000|Fournisseurs|F7|Bolt|X|20260211|Achat|0,00|5,00|
            """)
        #expect(list.form == "fec")
        #expect(list.column(.type) == ["Invoice", "Payment"])
        #expect(list.column(.customer) == ["C1", "C1"])
        #expect(list.column(.customerName) == ["Acme", "Acme"])
        #expect(list.column(.amount) == ["#1200.5", "#-1200.5"])
        #expect(list.column(.documentDate) == ["20260104", "20260210"])
        #expect(list.column(.appliedTo) == ["", "F1"])
    }

    private static let fecHeader = """
        JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|\
        CompAuxLib|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet

        """

    @Test func `applies French payments to the invoices that bear their letter`() throws {
        let list = try ConvertedList(
            Self.fecHeader + """
                BQ|Banque|1|20260110|411000|Clients|C1|Acme|V9|20260110|Virement|0,00|250,00|AB
                BQ|Banque|1|20260110|512000|Banque|||V9|20260110|Virement|250,00|0,00|
                VE|Ventes|2|20260111|411000|Clients|C1|Acme|F1|20260104|Facture|100,00|0,00|AB
                VE|Ventes|2|20260111|707000|Ventes|||F1|20260104|Facture|0,00|100,00|
                VE|Ventes|3|20260112|411000|Clients|C1|Acme|F2|20260105|Facture|200,00|0,00|AB
                VE|Ventes|3|20260112|707000|Ventes|||F2|20260105|Facture|0,00|200,00|
                BQ|Banque|4|20260113|411000|Clients|C1|Acme|V9|20260113|Virement|0,00|50,00|AB
                BQ|Banque|4|20260113|512000|Banque|||V9|20260113|Virement|50,00|0,00|
                BQ|Banque|5|20260113|411000|Clients|C2|Bolt|V9|20260113|Virement|0,00|5,00|AB
                BQ|Banque|5|20260113|512000|Banque|||V9|20260113|Virement|5,00|0,00|
                """)
        #expect(
            list.column(.number) == [
                "F1", "F2", "V9 2026-01-10 250.00", "V9 2026-01-10 250.00",
                "V9 2026-01-13 50.00", "V9 2026-01-13 5.00",
            ])
        #expect(list.column(.appliedTo) == ["", "", "F1", "F2", "F2", ""])
        #expect(
            list.column(.appliedAmount) == ["", "", "#100.0000", "#150.0000", "#50.0000", ""])
        #expect(list.column(.line) == ["4", "6", "2", "12", "8", "10"])
    }

    @Test(arguments: [
        ("BQ", "Banque", "Payment"), ("CA", "Caisse", "Payment"), ("X1", "Banque Nord", "Payment"),
        ("VE", "Ventes", "Credit Memo"), ("OD", "Opérations diverses", "Journal Entry"),
        ("AN", "A nouveaux", "Opening Balance"),
    ])
    func `knows the kind by the journal where an entry does not stand together`(
        code: String, label: String, type: String
    ) throws {
        let list = try ConvertedList(
            Self.fecHeader + "\(code)|\(label)|1|20260110|411000|Clients|C1|Acme|V9|20260110|Text"
                + "|0,00|25,00|\n")
        #expect(list.column(.type) == [type])
    }

    @Test(arguments: [
        ("BQ", Set<Character>("57"), "Payment"), ("VE", Set("57"), "Credit Memo"),
        ("OD", Set("5"), "Payment"), ("OD", Set("74"), "Credit Memo"),
        ("BQ", Set("7"), "Credit Memo"), ("VE", Set("5"), "Payment"),
    ])
    func `knows the kind by the other accounts of the entry`(
        code: String, contra: Set<Character>, type: String
    ) {
        #expect(FECEntryKind(code: code, label: "", contra: contra).type(isDebit: false) == type)
    }

    @Test(arguments: [
        ("8400", "", true, "Invoice"), ("8400", "", false, "Credit Memo"),
        ("4400", "04", true, "Invoice"), ("1200", "", false, "Payment"),
        ("1800", "04", false, "Payment"), ("1200", "", true, "Refund"),
        ("9000", "", true, "Opening Balance"), ("1776", "03", true, "Journal Entry"),
        ("12345", "", true, "Journal Entry"),
    ])
    func `knows the kind by the other account`(
        account: String, chart: String, isDebit: Bool, type: String
    ) {
        let accounts = DATEVAccounts(digits: 4, chart: chart)
        #expect(accounts.type(against: account, isDebit: isDebit) == type)
    }
}
