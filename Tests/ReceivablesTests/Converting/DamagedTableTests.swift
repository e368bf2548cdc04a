import Formats
import Glibc
import Kernel
import Testing

@testable import Receivables

@Suite
struct `Converting damaged tables` {
    private static let words = [
        "", "", "Customer", "Invoice No", "Date", "Due Date", "Amount", "Open Balance", "Total",
        "TOTAL", "Total for Acme", "Acme", "   Job", "1 - 30", "Current", "> 90", "1,234.50",
        "1.234,50", "(5.00)", "-", "12/31/2026", "2026-02-30", "Invoice", "Credit Memo", "Draft",
        "EXTF", "21", "Page 1 of 2", "As of Jul 25, 2026", "#REF!", "99999999999999999999", "\u{0}",
        "Type", "Num", "Transaction type", "Client", "Paid", "Status", "JournalCode", "CompteNum",
        "EcritureNum", "EcritureDate", "PieceRef", "Debit", "Credit", "Name", "Email",
    ]

    private let seed =
        getenv("COUNTINGHOUSE_TEST_SEED").flatMap { UInt64(String(cString: $0)) }
        ?? UInt64.random(in: 1...UInt64.max)

    private struct Dice {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    @Test func `ends with a list or a sentence, never otherwise`() {
        var dice = Dice(state: seed)
        for _ in 0..<400 {
            let rows = (0..<dice.below(14)).map { line in
                let cells = (0..<dice.below(9)).map { _ in cell(&dice) }
                return TableRow(
                    sheet: dice.below(10) / 9, line: Int64(line + 1), cells: cells,
                    indent: dice.below(3))
            }
            convert(rows)
        }
    }

    @Test func `does so with real tables that lost cells and rows`() {
        var dice = Dice(state: seed)
        for name in ImportFixture.names {
            let rows = ImportFixture(name).rows
            for _ in 0..<4 {
                let damaged = rows.filter { _ in dice.below(8) > 0 }.map { row in
                    var cells = row.cells
                    for index in cells.indices where dice.below(8) == 0 {
                        cells[index] = dice.below(2) == 0 ? .blank : cell(&dice)
                    }
                    return TableRow(
                        sheet: row.sheet, line: row.line, cells: cells, indent: row.indent)
                }
                convert(damaged)
            }
        }
    }

    private func cell(_ dice: inout Dice) -> TableCell {
        switch dice.below(12) {
        case 0: .number("\(dice.below(50_000)).\(dice.below(99))")
        case 1: .boolean(true)
        case 2: .failure("#N/A")
        case 3: .date(.max)
        default: .text(Self.words[dice.below(Self.words.count)])
        }
    }

    private func convert(_ rows: [TableRow]) {
        do {
            let list = try ConvertedList(ListedRows(rows))
            #expect(
                list.conversion.rejected <= list.conversion.rows,
                "COUNTINGHOUSE_TEST_SEED=\(seed)")
        } catch {
            #expect(error is ConversionError, "COUNTINGHOUSE_TEST_SEED=\(seed): \(error)")
        }
    }
}
