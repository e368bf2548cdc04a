package import Kernel

/// Pages of lists that are short enough to be read whole.
extension APICall {
    /// - Parameters:
    ///   - all: in the order of their places.
    ///   - last: the place of the item that the page before ended with; nil for the first page.
    ///   - place: what they are ordered by, which as text is their place.
    /// - Returns: the page's items, and the place where it ends; nil on the last one.
    /// - Throws: `QueryError`.
    package func page<Item, Place: Comparable & CustomStringConvertible>(
        of all: [Item], after last: Place?, by place: (Item) -> Place
    ) throws -> (items: [Item], next: String?) {
        let count = try limit()
        let rest = all.filter { item in last.map { place(item) > $0 } ?? true }
        let items = Array(rest.prefix(count))
        return (items, rest.count > count ? items.last.map { "\(place($0))" } : nil)
    }

    /// The same of a list in the order of its ids.
    package func page<Item, Tag>(
        of all: [Item], by id: (Item) -> ID<Tag>
    ) throws -> (items: [Item], next: String?) {
        let last: ID<Tag>? = try lastID()
        return try page(of: all, after: last, by: id)
    }
}
