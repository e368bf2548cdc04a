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
    }
}
