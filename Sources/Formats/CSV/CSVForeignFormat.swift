/// What a file turned out to be that was offered as CSV.
package enum CSVForeignFormat: String, Hashable, Sendable, CaseIterable {
    case xlsx
    case zip
    case xls
    case pdf
    case image
    case gzip
    case utf16
    case webPage
    case binary

    /// The format's name in a sentence: "This file is …".
    package var name: String {
        switch self {
        case .xlsx: "an Excel workbook (.xlsx)"
        case .zip: "a ZIP archive"
        case .xls: "an old Excel workbook (.xls)"
        case .pdf: "a PDF document"
        case .image: "a picture"
        case .gzip: "a gzip archive"
        case .utf16: "UTF-16 text"
        case .webPage: "a web page"
        case .binary: "a binary file"
        }
    }

    /// What the person can do about it.
    package var advice: String {
        switch self {
        case .xlsx, .xls, .utf16: "Save it as “CSV UTF-8” and try again."
        case .zip, .gzip: "Unpack it and choose the CSV file inside."
        case .pdf, .image, .webPage, .binary: "Export the data as CSV and try again."
        }
    }
}
