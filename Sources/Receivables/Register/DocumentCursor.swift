import Kernel

/// The place behind a document in a list: where the next page begins.
package struct DocumentCursor: Sendable, Equatable {
    let sort: RegisterQuestion.Sort
    let order: RegisterQuestion.Order
    /// What the list is sorted by: days since 2000, minor units, or the id itself.
    let key: Int64
    let id: DocumentID
    /// Which list it is a place in: `RegisterQuestion.list`.
    let list: UInt32

    init(
        sort: RegisterQuestion.Sort, order: RegisterQuestion.Order, key: Int64, id: DocumentID,
        list: UInt32
    ) {
        self.list = list
        self.sort = sort
        self.order = order
        self.key = key
        self.id = id
    }

    /// - Throws: `RegisterError.foreignCursor`.
    package init(_ text: String) throws(RegisterError) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, let sort = RegisterQuestion.Sort(rawValue: parts[0]),
            let order = RegisterQuestion.Order(rawValue: parts[1]), let key = Int64(parts[2]),
            let id = DocumentID(parts[3]), let list = UInt32(parts[4]), Self.mayBe(key, sort)
        else { throw .foreignCursor }
        self.init(sort: sort, order: order, key: key, id: id, list: list)
    }

    /// Whether a document has such a key: what nobody was given is not asked of the database.
    private static func mayBe(_ key: Int64, _ sort: RegisterQuestion.Sort) -> Bool {
        switch sort {
        case .id: key > 0
        case .date, .dueDate:
            (Int64(LocalDate.min.daysSince2000)...Int64(LocalDate.max.daysSince2000)).contains(key)
        case .amount: key.magnitude <= DocumentDraft.minorUnitsMax.magnitude
        }
    }

    package var text: String { "\(sort.rawValue).\(order.rawValue).\(key).\(id).\(list)" }
}
