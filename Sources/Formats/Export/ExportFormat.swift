/// What kind of file an export is.
package enum ExportFormat: String, Sendable, CaseIterable {
    case csv, xlsx, pdf

    package var contentType: String {
        switch self {
        case .csv: "text/csv; charset=utf-8"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .pdf: "application/pdf"
        }
    }

    /// What people call it.
    package var name: String { rawValue.uppercased() }
}
