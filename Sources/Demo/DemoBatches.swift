/// An array in parts of at most a size, in order.
struct DemoBatches<Element>: Sequence, IteratorProtocol {
    private var rest: ArraySlice<Element>
    private let size: Int

    init(_ elements: [Element], size: Int) {
        rest = elements[...]
        self.size = size
    }

    mutating func next() -> ArraySlice<Element>? {
        guard !rest.isEmpty else { return nil }
        let batch = rest.prefix(size)
        rest = rest.dropFirst(size)
        return batch
    }
}
