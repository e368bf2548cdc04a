import Kernel
import Receivables

/// The lines that were rejected, as a table.
struct ImportRejectsView {
    struct Row {
        let line: String
        let column: String
        let value: String
        let reason: String
    }

    let rows: [Row]
    /// Says how many more there are.
    let more: String?
    /// Where they can be had as a file; nil where there is none.
    let download: String?

    /// Nil when nothing was rejected.
    init?(
        _ rejects: [ImportReject], count: Int64, download: String?, _ format: LocaleFormat
    ) {
        guard count > 0 else { return nil }
        let shown = rejects.prefix(ImportUploadService.rejectsShown)
        rows = shown.map { reject in
            Row(
                line: String(reject.line), column: reject.column, value: reject.value,
                reason: reject.reason)
        }
        let left = count - Int64(shown.count)
        more =
            left > 0 && !shown.isEmpty
            ? "and \(format.format(minorUnits: left, decimals: 0)) more" : nil
        self.download = download
    }
}
