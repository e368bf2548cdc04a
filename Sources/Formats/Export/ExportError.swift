package import Kernel

/// Why an export cannot be written.
package enum ExportError: DomainError, Equatable {
    case tooManyRows(ExportFormat, max: Int)
    /// There is no Typst, which sets the pages.
    case noTypst
    /// The setting names something that is not there or cannot be run.
    case typstSetting(String)
    /// Typst did not do it; the reason is for logs.
    case typstFailed(String)
    case typstTooSlow
    case cannotWrite(reason: String)
    case workbook(reason: String)

    package var kind: ErrorKind {
        switch self {
        case .tooManyRows: .tooLarge
        case .noTypst, .typstSetting: .unavailable
        case .typstTooSlow: .timeout
        case .typstFailed, .cannotWrite, .workbook: .internalFailure
        }
    }

    package var code: String {
        switch self {
        case .tooManyRows: "export_too_long"
        case .noTypst, .typstSetting: "pdf_not_available"
        case .typstFailed: "pdf_failed"
        case .typstTooSlow: "pdf_too_slow"
        case .cannotWrite: "export_not_writable"
        case .workbook: "workbook_failed"
        }
    }

    package var userMessage: String {
        switch self {
        case .tooManyRows(.pdf, let max):
            "A PDF has at most \(max) rows and this would have more: take XLSX or CSV, or ask"
                + " for less."
        case .tooManyRows(let format, let max):
            "\(format.name) has room for \(max) rows and this would have more: take CSV, or ask"
                + " for less."
        case .noTypst:
            "PDF files need Typst, which is not installed: run `make setup-run`, or name it in"
                + " COUNTINGHOUSE_TYPST. XLSX and CSV do not need it."
        case .typstSetting(let path):
            "COUNTINGHOUSE_TYPST names \(path), which is neither the program typst nor a Python"
                + " that has the module typst."
        case .typstFailed(let reason): "The PDF could not be set: \(reason)"
        case .typstTooSlow: "Setting the PDF took too long; ask for less, or take XLSX or CSV."
        case .cannotWrite(let reason): "The file cannot be written: \(reason)."
        case .workbook(let reason): "The workbook cannot be written: \(reason)."
        }
    }
}
