import Kernel
import Receivables

/// Which rows of a long report a page shows, and the way to the others.
struct ReportPaging {
    static let rowsPerPage = 100

    /// `1–100 of 10,000 customers`.
    let text: String
    let first: String?
    let previous: String?
    let next: String?
    let hasOthers: Bool

    /// The positions that a page may have.
    static func window(page: Int) -> Range<Int> {
        ((page - 1) * rowsPerPage)..<(page * rowsPerPage)
    }

    /// The positions of a page's rows.
    ///
    /// - Throws: `AgingError.pastTheEnd`.
    static func rows(of report: AgingReport, page: Int) throws(AgingError) -> Range<Int> {
        let start = (page - 1) * rowsPerPage
        guard page == 1 || start < report.rowCount else { throw .pastTheEnd }
        return start..<min(report.rowCount, start + rowsPerPage)
    }

    init(_ report: AgingReport, page: Int, query: ReportQuery, format: LocaleFormat) {
        let count = report.rowCount
        let start = (page - 1) * Self.rowsPerPage
        let end = min(count, start + Self.rowsPerPage)
        let all = Self.count(of: report, format)
        text =
            count <= Self.rowsPerPage
            ? all : "\(format.format(start + 1))–\(format.format(end)) of \(all)"
        // Pages of one of several currencies are of that one alone.
        let own = report.request.currency == .base ? [] : [report.currency.code]
        func address(_ page: Int) -> String {
            let changes: [(name: String, value: String?)] = own.map { ("currency", $0) }
            return query.address(changes + [("page", page == 1 ? nil : String(page))])
        }
        first = page > 2 ? address(1) : nil
        previous = page > 1 ? address(page - 1) : nil
        next = end < count ? address(page + 1) : nil
        hasOthers = previous != nil || next != nil
    }

    /// `10,000 customers`.
    static func count(of report: AgingReport, _ format: LocaleFormat) -> String {
        let count = report.rowCount
        return "\(format.format(count)) \(noun(report.request.rows, count: count))"
    }

    private static func noun(_ rows: AgingRequest.Rows, count: Int) -> String {
        switch rows {
        case .customer: count == 1 ? "customer" : "customers"
        case .invoice: count == 1 ? "open item" : "open items"
        }
    }
}
