import Kernel
import Testing

@testable import Formats

/// Reads the lists of `Tests/ImportFixtures/values-…` as an import does: first all rows for how
/// they are written, then the values. `expected.json` beside them says the same.
@Suite struct `Reading columns of values` {
    private struct Outcome: Equatable {
        var total: Int64 = 0
        var rejected: [Int] = []
    }

    private func texts(_ folder: String, column: Int) throws -> [String] {
        let path = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let source = try CSVFileSource(path: "/\(path)/ImportFixtures/\(folder)/invoices.csv")
        var reader = try CSVReader(source)
        var texts: [String] = []
        while try reader.next() { texts.append(reader.string(column)) }
        return Array(texts.dropFirst())
    }

    @Test(arguments: [
        ("values-amounts-point", DecimalStyle.point, 12_974_303, Array(23...29)),
        ("values-amounts-comma", .comma, 124_086_855, [17, 18]),
    ])
    func `reads every way of writing an amount`(
        folder: String, style: DecimalStyle, total: Int64, rejected: [Int]
    ) throws {
        let texts = try texts(folder, column: 4)
        var detector = AmountStyleDetector()
        for text in texts { detector.add(text) }
        #expect(detector.style(usual: style == .point ? .comma : .point) == style)
        let currency = try Currency(code: style == .point ? "USD" : "EUR")
        var outcome = Outcome()
        for (index, text) in texts.enumerated() {
            do {
                outcome.total += try AmountText.parseMinorUnits(
                    text, decimals: 2, currency: currency, style: style)
            } catch {
                outcome.rejected.append(index + 2)
            }
        }
        #expect(outcome == Outcome(total: total, rejected: rejected))
    }

    @Test(
        arguments: [
            ("values-dates-named", .certain(.order(.dmy)), [15, 16, 17]),
            ("values-dates-serial", .certain(.serial), [9]),
            ("values-dates-times", .certain(.order(.ymd)), [7]),
            ("values-dates-cells-and-text", .certain(.order(.dmy)), []),
            ("values-dates-two-digits", .certain(.order(.dmy)), []),
            ("values-dates-ambiguous", .ambiguous([.mdy, .dmy]), []),
        ] as [(String, DateStyleDetector.Verdict, [Int])])
    func `decides how the dates are written, and reads them`(
        folder: String, verdict: DateStyleDetector.Verdict, rejected: [Int]
    ) throws {
        let texts = try texts(folder, column: 2)
        var detector = DateStyleDetector()
        for text in texts { detector.add(text) }
        #expect(detector.verdict == verdict)
        let style: DateStyle =
            if case .certain(let style) = detector.verdict { style } else { .order(.mdy) }
        var failed: [Int] = []
        for (index, text) in texts.enumerated()
        where (try? WrittenDate.parse(text, style: style)) == nil {
            failed.append(index + 2)
        }
        #expect(failed == rejected)
    }
}
