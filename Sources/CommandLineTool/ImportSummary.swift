import Formats
import Kernel
import Receivables

/// What an import says to a person.
struct ImportSummary {
    /// The rejects printed; all of them are in the JSON.
    static let rejectsMax = 20

    let text: String

    init(_ report: ImportReport, isDryRun: Bool) {
        var lines = [Self.understood(report), Self.counted(report)]
        if let differing = report.differing, differing == 0 {
            lines.append("The list and the books agree on every open balance of that day.")
        }
        for warning in report.warnings { lines.append("Warning: \(Self.safe(warning))") }
        for reject in report.rejects.prefix(Self.rejectsMax) {
            lines.append(
                "Rejected line \(reject.line), \(Self.safe(reject.column))"
                    + " “\(Self.safe(reject.value))”: \(Self.safe(reject.reason))")
        }
        if report.rejected > Int64(min(report.rejects.count, Self.rejectsMax)) {
            lines.append(
                "\(report.rejected) rows were rejected in all; --json lists them, and --rejects"
                    + " writes them to a file to mend.")
        }
        if isDryRun {
            lines.append("This was a dry run: nothing was stored.")
        } else if !report.isStored {
            lines.append("Nothing was stored, because rows were rejected and --strict was asked.")
        }
        text = lines.joined(separator: "\n") + "\n"
    }

    /// What the file was taken for.
    private static func understood(_ report: ImportReport) -> String {
        var parts = ["Read \(count(report.rows, "row")) as \(report.formTitle)"]
        if let asOf = report.asOf { parts.append("as of \(asOf)") }
        if let order = report.dateOrder { parts.append("dates as \(order)") }
        if report.hasDocuments {
            parts.append("decimal \(report.decimalStyle == .comma ? "comma" : "point")")
        }
        return parts.joined(separator: ", ") + "."
    }

    private static func counted(_ report: ImportReport) -> String {
        let counts =
            "\(report.new) new, \(report.changed) changed, \(report.unchanged) unchanged"
        guard report.hasDocuments else {
            return "\(count(report.customers, "customer")), \(count(report.contacts, "contact")):"
                + " \(counts)."
        }
        let currency = report.amountTotal.currency.code
        return "\(count(report.documents, "document")) of"
            + " \(count(report.customers, "customer")): \(counts);"
            + " \(report.amountTotal.amountText) \(currency),"
            + " of which \(report.openTotal.amountText) open."
    }

    private static func count(_ number: Int64, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// What a file says must not steer the terminal.
    private static func safe(_ text: String) -> String {
        TerminalText.isolated(TerminalText.visible(text))
    }
}
