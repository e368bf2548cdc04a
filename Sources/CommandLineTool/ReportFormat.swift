import ArgumentParser
import Formats

/// How a report is written.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv, xlsx, pdf

    /// Whether it is for other programs' files even where it is printed.
    var isFile: Bool {
        switch self {
        case .table, .json: false
        case .csv, .xlsx, .pdf: true
        }
    }

    /// The file that is made of it; nil for what is text.
    var export: ExportFormat? {
        switch self {
        case .table, .json, .csv: nil
        case .xlsx: .xlsx
        case .pdf: .pdf
        }
    }
}
