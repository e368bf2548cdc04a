import CXlsxWriter
import Kernel

/// The invoices as a workbook, as a spreadsheet program saves them: texts shared, dates and amounts
/// as numbers.
enum InvoiceWorkbook {
    /// What one sheet holds below its header.
    static let rowsMax = 1_048_575

    private static let dateFormat: UInt8 = 14
    /// A spreadsheet counts days from 1899-12-30.
    private static let daysTo2000 = 36_526.0
    private static let header = [
        "Customer", "Invoice No", "Invoice Date", "Due Date", "Amount", "Currency",
    ]

    /// Writes the file; holds all of it in memory meanwhile.
    static func write(_ data: InvoiceData, to path: String) throws {
        guard let book = workbook_new(path), let sheet = workbook_add_worksheet(book, "Invoices")
        else { throw BenchError.unexpected("\(path) cannot be begun") }
        let date = workbook_add_format(book)
        format_set_num_format_index(date, dateFormat)
        for (column, title) in header.enumerated() {
            worksheet_write_string(sheet, 0, UInt16(column), title, nil)
        }
        for index in 0..<min(data.count, rowsMax) {
            let invoice = try data.invoice(index)
            let row = UInt32(index + 1)
            worksheet_write_string(sheet, row, 0, InvoiceData.customerName(invoice.customer), nil)
            worksheet_write_string(sheet, row, 1, InvoiceData.number(index), nil)
            worksheet_write_number(sheet, row, 2, serial(invoice.date), date)
            worksheet_write_number(sheet, row, 3, serial(invoice.dueDate), date)
            worksheet_write_number(sheet, row, 4, Double(invoice.minorUnits) / 100, nil)
            worksheet_write_string(sheet, row, 5, "USD", nil)
        }
        guard workbook_close(book) == LXW_NO_ERROR else {
            throw BenchError.unexpected("\(path) cannot be written")
        }
    }

    private static func serial(_ date: LocalDate) -> Double {
        Double(date.daysSince2000) + daysTo2000
    }
}
