import Glibc
import Kernel

/// The invoices as a plain list, as a ledger program would export it.
enum InvoiceFile {
    private static let bufferBytes = 1 << 20

    /// Writes the file; the same data give the same bytes.
    static func write(_ data: InvoiceData, to path: String) throws {
        guard let file = fopen(path, "we") else {
            throw BenchError.unexpected("\(path) cannot be written")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(bufferBytes + 256)
        bytes.append(
            contentsOf: "Customer,Invoice No,Invoice Date,Due Date,Amount,Currency\n".utf8)
        for index in 0..<data.count {
            append(try data.invoice(index), number: InvoiceData.number(index), to: &bytes)
            if bytes.count >= bufferBytes { try flush(&bytes, to: file, path) }
        }
        try flush(&bytes, to: file, path)
    }

    private static func append(
        _ invoice: InvoiceData.Invoice, number: String, to bytes: inout [UInt8]
    ) {
        bytes.append(contentsOf: InvoiceData.customerName(invoice.customer).utf8)
        bytes.append(UInt8(ascii: ","))
        bytes.append(contentsOf: number.utf8)
        bytes.append(UInt8(ascii: ","))
        invoice.date.append(to: &bytes)
        bytes.append(UInt8(ascii: ","))
        invoice.dueDate.append(to: &bytes)
        bytes.append(UInt8(ascii: ","))
        DecimalText.append(invoice.minorUnits, decimals: 2, to: &bytes)
        bytes.append(contentsOf: ",USD\n".utf8)
    }

    private static func flush(
        _ bytes: inout [UInt8], to file: UnsafeMutablePointer<FILE>, _ path: String
    ) throws {
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
            throw BenchError.unexpected("\(path) cannot be written")
        }
        bytes.removeAll(keepingCapacity: true)
    }
}
