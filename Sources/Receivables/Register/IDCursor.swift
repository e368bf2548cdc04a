import Kernel

/// The place behind something in a list that comes by id: where the next page begins.
package struct IDCursor: Sendable, Equatable {
    package let id: Int64

    package init(_ id: Int64) {
        self.id = id
    }

    /// - Throws: `RegisterError.foreignCursor`.
    package init(_ text: String) throws(RegisterError) {
        guard let id = ID<IDCursor>(text) else { throw .foreignCursor }
        self.id = id.rawValue
    }

    package var text: String { "\(id)" }
}
