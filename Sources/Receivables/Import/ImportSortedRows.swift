/// The rows of a batch in the order in which they are sent: by customer, with ascending ids.
struct ImportSortedRows: Sequence {
    let batch: ImportBatch
    private let order: [Int]
    private let customers: [Int64]
    private let documents: [Int64]

    /// - Parameters:
    ///   - customers: the ids of the batch's customers by their numbers.
    ///   - documents: ascending ids, as many as rows.
    init(_ batch: ImportBatch, customers: [Int64], documents: [Int64]) {
        self.batch = batch
        self.customers = customers
        self.documents = documents
        order = batch.order(byCustomer: customers)
    }

    func makeIterator() -> Iterator { Iterator(rows: self) }

    /// Gives a row's place in the batch and the ids of its customer and document.
    struct Iterator: IteratorProtocol {
        fileprivate let rows: ImportSortedRows
        private var index = 0

        fileprivate init(rows: ImportSortedRows) {
            self.rows = rows
        }

        mutating func next() -> (row: Int, customer: Int64, document: Int64)? {
            guard index < rows.order.count else { return nil }
            defer { index += 1 }
            let row = rows.order[index]
            return (row, rows.customers[Int(rows.batch.customer[row])], rows.documents[index])
        }
    }
}
