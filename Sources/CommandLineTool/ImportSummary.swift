import Formats
import Kernel
import Receivables

/// What an import says to a person.
struct ImportSummary {
    /// The rejects printed; all of them are in the JSON.
    static let rejectsMax = 20

    let text: String

    init(_ report: ImportReport, isDryRun: Bool) {
        var lines: [String] = []
        let currency = report.amountTotal.currency.code
        lines.append(
            "Read \(report.rows) rows as \(report.recognisedAs.rawValue)"
                + (report.dateOrder.map { ", dates as \($0)" } ?? "") + ".")
        lines.append(
            "\(report.documents) documents of \(report.customers) customers: \(report.new) new,"
                + " \(report.changed) changed, \(report.unchanged) unchanged;"
                + " \(report.amountTotal.amountText) \(currency),"
                + " of which \(report.openTotal.amountText) open.")
        for warning in report.warnings { lines.append("Warning: \(Self.safe(warning))") }
        for reject in report.rejects.prefix(Self.rejectsMax) {
            lines.append(
                "Rejected line \(reject.line), \(Self.safe(reject.column))"
                    + " “\(Self.safe(reject.value))”: \(Self.safe(reject.reason))")
        }
        if report.rejected > Int64(min(report.rejects.count, Self.rejectsMax)) {
            lines.append("\(report.rejected) rows were rejected in all; --json lists them.")
        }
        if isDryRun {
            lines.append("This was a dry run: nothing was stored.")
        } else if !report.isStored {
            lines.append("Nothing was stored, because rows were rejected and --strict was asked.")
        }
        text = lines.joined(separator: "\n") + "\n"
    }

    /// What a file says must not steer the terminal.
    private static func safe(_ text: String) -> String {
        TerminalText.isolated(TerminalText.visible(text))
    }
}
