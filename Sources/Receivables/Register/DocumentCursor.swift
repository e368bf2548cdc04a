import Kernel

/// The place behind a document in a list: where the next page begins.
package struct DocumentCursor: Sendable, Equatable {
    let sort: RegisterQuestion.Sort
    let order: RegisterQuestion.Order
    /// What the list is sorted by: days since 2000, minor units, or the id itself.
    let key: Int64
    let id: DocumentID

    init(
        sort: RegisterQuestion.Sort, order: RegisterQuestion.Order, key: Int64, id: DocumentID
    ) {
        self.sort = sort
        self.order = order
        self.key = key
        self.id = id
    }

    /// - Throws: `RegisterError.foreignCursor`.
    package init(_ text: String) throws(RegisterError) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let sort = RegisterQuestion.Sort(rawValue: parts[0]),
            let order = RegisterQuestion.Order(rawValue: parts[1]), let key = Int64(parts[2]),
            let id = DocumentID(parts[3]),
            sort != .date && sort != .dueDate || (Int64(Int32.min)...Int64(Int32.max)).contains(key)
        else { throw .foreignCursor }
        self.init(sort: sort, order: order, key: key, id: id)
    }

    package var text: String { "\(sort.rawValue).\(order.rawValue).\(key).\(id)" }
}
