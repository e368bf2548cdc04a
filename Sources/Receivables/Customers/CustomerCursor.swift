import Kernel

/// The place behind a customer in a list: where the next page begins.
package struct CustomerCursor: Sendable, Equatable {
    let sort: CustomerQuestion.Sort
    let order: CustomerQuestion.Order
    let id: CustomerID
    /// The beginning of the name that it is sorted by; empty where it is not.
    let name: String

    init(
        sort: CustomerQuestion.Sort, order: CustomerQuestion.Order, id: CustomerID, name: String
    ) {
        self.sort = sort
        self.order = order
        self.id = id
        self.name = sort == .name ? name : ""
    }

    /// - Throws: `RegisterError.foreignCursor`.
    package init(_ text: String) throws(RegisterError) {
        // By bytes: a name that begins with an accent makes one character with the dot before it.
        let parts = text.utf8.split(
            separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false
        ).map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 4, let sort = CustomerQuestion.Sort(rawValue: parts[0]),
            let order = CustomerQuestion.Order(rawValue: parts[1]),
            let id = CustomerID(parts[2])
        else { throw .foreignCursor }
        self.init(sort: sort, order: order, id: id, name: parts[3])
    }

    package var text: String { "\(sort.rawValue).\(order.rawValue).\(id).\(name)" }
}
