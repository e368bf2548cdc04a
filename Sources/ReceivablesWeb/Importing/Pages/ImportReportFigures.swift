import Kernel
import Receivables

/// The figures of what came, or would come, of a file.
enum ImportReportFigures {
    static func of(_ report: ImportReport, _ format: LocaleFormat) -> [ImportFigure] {
        var figures = [ImportFigure("Rows", number(report.rows, format))]
        figures += counts(
            new: report.new, changed: report.changed, unchanged: report.unchanged,
            rejected: report.rejected, format)
        if report.hasDocuments {
            figures.append(ImportFigure("Amount", format.format(report.amountTotal)))
            figures.append(ImportFigure("Open", format.format(report.openTotal)))
        } else {
            figures.append(ImportFigure("Contacts", number(report.contacts, format)))
        }
        figures.append(ImportFigure("Customers", number(report.customers, format)))
        return figures
    }

    static func of(_ entry: ImportHistoryEntry, _ format: LocaleFormat) -> [ImportFigure] {
        [ImportFigure("Rows", number(entry.rows, format))]
            + counts(
                new: entry.new, changed: entry.changed, unchanged: entry.unchanged,
                rejected: entry.rejected, format)
            + [ImportFigure("Customers", number(entry.customers, format))]
    }

    private static func counts(
        new: Int64, changed: Int64, unchanged: Int64, rejected: Int64, _ format: LocaleFormat
    ) -> [ImportFigure] {
        [
            ImportFigure("New", number(new, format)),
            ImportFigure("Changed", number(changed, format)),
            ImportFigure("Unchanged", number(unchanged, format)),
            ImportFigure("Rejected", number(rejected, format)),
        ]
    }

    private static func number(_ count: Int64, _ format: LocaleFormat) -> String {
        format.format(minorUnits: count, decimals: 0)
    }
}
