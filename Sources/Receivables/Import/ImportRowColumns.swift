import Formats

/// The places of a list's columns as a row is read: -1 for a column that the file lacks.
struct ImportRowColumns {
    let count: Int
    let customer: Int
    let number: Int
    let numberField: ImportField
    let date: Int
    let dateField: ImportField
    let dueDate: Int
    let amount: Int
    let amountField: ImportField
    let currency: Int
    let settledDate: Int
    let disputed: Int
    let appliedTo: Int
    let appliedAmount: Int
    let appliedDate: Int
    let line: Int
    let type: Int
    let open: Int
    let paid: Int
    let rate: Int
    let baseAmount: Int
    let bucket: Int
    let bucketFrom: Int
    let bucketTo: Int
    let customerName: Int
    let group: Int
    let terms: Int
    let contact: Int
    let email: Int
    let phone: Int

    init(_ layout: ImportLayout) {
        let isReceipts = layout.form == .receipts
        numberField = isReceipts ? .receiptNumber : .number
        dateField = isReceipts ? .receiptDate : .documentDate
        amountField = isReceipts ? .receiptAmount : .amount
        count = layout.headers.count
        customer = layout.index(.customer)
        number = layout.index(numberField)
        date = layout.index(dateField)
        dueDate = layout.index(.dueDate)
        amount = layout.index(amountField)
        currency = layout.index(.currency)
        settledDate = layout.index(.settledDate)
        disputed = layout.index(.isDisputed)
        appliedTo = layout.index(.appliedTo)
        appliedAmount = layout.index(.appliedAmount)
        appliedDate = layout.index(.appliedDate)
        line = layout.index(.line)
        type = layout.index(.type)
        open = layout.index(.open)
        paid = layout.index(.paid)
        rate = layout.index(.rate)
        baseAmount = layout.index(.baseAmount)
        bucket = layout.index(.bucket)
        bucketFrom = layout.index(.bucketFrom)
        bucketTo = layout.index(.bucketTo)
        customerName = layout.index(.customerName)
        group = layout.index(.group)
        terms = layout.index(.terms)
        contact = layout.index(.contact)
        email = layout.index(.email)
        phone = layout.index(.phone)
    }

    /// The current record's line in the file that people have.
    func line(_ reader: borrowing CSVReader) -> Int64 {
        guard line >= 0 else { return Int64(reader.line) }
        return reader.withField(line) { bytes in
            var value: Int64 = 0
            for index in bytes.indices {
                let digit = bytes[index] &- UInt8(ascii: "0")
                guard digit < 10, value < 1 << 50 else { break }
                value = value * 10 + Int64(digit)
            }
            return value
        }
    }
}
