import Formats
import Kernel

/// Rows on their way straight into the tables: so many as are sorted and sent together. Columns,
/// not rows, so that a row costs what its values take.
struct ImportBatch {
    /// With the texts' limit, some 40 MB.
    static let rowsMax = 1 << 19
    private static let textBytesMax = 24 << 20

    private(set) var customers = ImportNames()
    private(set) var customer: [Int32] = []
    private(set) var amount: [Int64] = []
    private(set) var date: [Int32] = []
    private(set) var dueDate: [Int32] = []
    private(set) var isDisputed: [Bool] = []
    private var numbers: [UInt8] = []
    private var numberEnds: [Int] = []

    var count: Int { amount.count }

    var isFull: Bool {
        count == Self.rowsMax || numbers.count + customers.byteCount >= Self.textBytesMax
    }

    mutating func append(
        _ row: ImportRow, _ reader: borrowing CSVReader, _ columns: ImportRowColumns
    ) {
        let name = reader.withField(columns.customer) { bytes in
            customers.number(bytes.extracting(ImportText.trimmed(bytes)))
        }
        reader.withField(columns.number) { bytes in
            bytes.extracting(ImportText.trimmed(bytes)).withUnsafeBufferPointer {
                numbers.append(contentsOf: $0)
            }
        }
        numberEnds.append(numbers.count)
        customer.append(name)
        amount.append(row.amount)
        date.append(row.date)
        dueDate.append(row.dueDate)
        isDisputed.append(row.isDisputed ?? false)
    }

    mutating func removeAll() {
        customers.removeAll()
        customer.removeAll(keepingCapacity: true)
        amount.removeAll(keepingCapacity: true)
        date.removeAll(keepingCapacity: true)
        dueDate.removeAll(keepingCapacity: true)
        isDisputed.removeAll(keepingCapacity: true)
        numbers.removeAll(keepingCapacity: true)
        numberEnds.removeAll(keepingCapacity: true)
    }

    /// A negative amount is a credit note.
    func kind(_ row: Int) -> DocumentKind { amount[row] < 0 ? .creditNote : .invoice }

    func withNumber<R, E: Error>(
        _ row: Int, _ body: (Span<UInt8>) throws(E) -> R
    ) throws(E) -> R {
        let start = row == 0 ? 0 : numberEnds[row - 1]
        return try body(numbers.span.extracting(start..<numberEnds[row]))
    }

    /// The rows by customer and then as the file has them.
    ///
    /// - Parameter ids: the customers' ids by their numbers.
    func order(byCustomer ids: [Int64]) -> [Int] {
        var keys = customer.indices.map { row in
            UInt64(truncatingIfNeeded: ids[Int(customer[row])]) << 20 | UInt64(row)
        }
        keys.sort()
        return keys.map { Int($0 & (1 << 20 - 1)) }
    }
}
