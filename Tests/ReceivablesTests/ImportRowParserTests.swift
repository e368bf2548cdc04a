import Formats
import Kernel
import Testing

@testable import Receivables

@Suite
struct `Reading a line` {
    private static let dollar = Currency.find("USD")

    /// The result of every line of a text with a header.
    private func rows(_ text: String) throws -> [Result<ImportRow, ImportProblem>] {
        let dollar = try #require(Self.dollar)
        let file = try ImportTestFile(text)
        let scan = try ImportScan(
            file.file, form: .automatic, map: [:], currency: dollar, locale: "en-US")
        var parser = ImportRowParser(scan, currency: dollar)
        var reader = try CSVReader(file.file.source())
        _ = try ImportScan.headers(&reader)
        var rows: [Result<ImportRow, ImportProblem>] = []
        while try reader.next() {
            do throws(ImportProblem) {
                rows.append(.success(try parser.parse(reader)))
            } catch {
                rows.append(.failure(error))
            }
        }
        return rows
    }

    @Test func `reads amounts, dates and currencies`() throws {
        let rows = try rows(
            """
            Customer,Invoice No,Date,Due,Amount,Currency
            A,1,1/31/2026,2/1/2026,"$1,234.50",
            A,2,1/31/2026,2/1/2026,(5.00),USD
            A,3,1/31/2026,,12,jpy
            A,4,1/31/2026,,1.234,KWD
            """)
        let values = try rows.map { try $0.get() }
        #expect(values.map(\.amount) == [123_450, -500, 12, 1_234])
        #expect(values.map(\.kind) == [.invoice, .creditNote, .invoice, .invoice])
        #expect(values.map { $0.currency?.code } == [nil, nil, "JPY", "KWD"])
        #expect(values[0].dueDate == values[0].date + 1)
        #expect(values[1].dueDate == values[1].date)
        #expect(values[2].dueDate == values[2].date)
    }

    @Test func `reads amounts with decimal commas where the column has them`() throws {
        let rows = try rows(
            """
            Customer;Invoice No;Date;Amount
            A;1;2026-01-31;1.234,50
            A;2;2026-01-31;7,25
            A;3;2026-01-31;8
            """)
        #expect(try rows.map { try $0.get().amount } == [123_450, 725, 800])
    }

    @Test(arguments: [
        ("A,1,2026-02-30,1", ImportField.documentDate), ("A,1,,1", .documentDate),
        ("A,1,2026-02-03,", .amount), ("A,1,2026-02-03,1e5", .amount),
        ("A,1,2026-02-03,0.001", .amount), ("A,1,2026-02-03,20000000000000", .amount),
        (",1,2026-02-03,1", .customer), ("A,\u{A0} ,2026-02-03,1", .number),
    ])
    func `names the field that is wrong`(line: String, field: ImportField) throws {
        let rows = try rows("Customer,Invoice No,Date,Amount\nZ,9,2026-01-01,1\n\(line)\n")
        let problem = #expect(throws: ImportProblem.self) { try rows[1].get() }
        #expect(problem?.field == field)
        #expect(problem?.sentence.hasSuffix(".") == true)
    }

    @Test func `takes a whole receipt for an application without an amount`() throws {
        let rows = try rows(
            """
            Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date
            A,R1,2026-01-31,10,7,,
            A,R1,2026-01-31,10,,5,
            A,R1,2026-01-31,10,7,5,2026-02-01
            """)
        let values = try rows.map { try $0.get() }
        #expect(values.map(\.appliedAmount) == [1_000, nil, 500])
        #expect(values.map(\.isApplied) == [true, false, true])
        #expect(values.map(\.amount) == [-1_000, -1_000, -1_000])
    }
}
