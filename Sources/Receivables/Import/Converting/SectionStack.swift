/// The open sections of a report, the outermost first, with the sums of the rows in each.
struct SectionStack {
    enum Kind: Hashable { case customer, bucket(AgingBucket), currency(String), other }

    struct Frame {
        let label: String
        /// In small letters, as totals are compared with it.
        let key: String
        let level: Int
        fileprivate(set) var kind: Kind
        /// What follows the label on its row, such as the name after a number.
        let name: String
        /// Of all rows in it, and of those that are in no section within it.
        var all: [AmountPair]
        var own: [AmountPair]
        var rows = 0
        /// Whether a total with its name comes later, before which it stays open.
        let isClosedByTotal: Bool
    }

    private(set) var frames: [Frame] = []
    private let width: Int
    /// Of all rows, and of those since the last grand total.
    private(set) var grand: [AmountPair]
    private(set) var sinceGrand: [AmountPair]
    private(set) var rowsSinceGrand = 0

    init(width: Int) {
        self.width = width
        grand = [AmountPair](repeating: .zero, count: width)
        sinceGrand = grand
    }

    var top: Frame? { frames.last }

    /// Opens a section; those that it does not lie in are closed.
    mutating func open(
        _ label: String, name: String = "", level: Int, kind: Kind, isClosedByTotal: Bool
    ) {
        while let last = frames.last, isClosed(last, by: level, kind) { frames.removeLast() }
        frames.append(
            Frame(
                label: label, key: TotalLabel.key(label), level: level, kind: kind, name: name,
                all: [AmountPair](repeating: .zero, count: width),
                own: [AmountPair](repeating: .zero, count: width),
                isClosedByTotal: isClosedByTotal))
    }

    /// What was taken for a bucket or a currency is a customer of that name.
    mutating func makeTopCustomer() {
        if let last = frames.indices.last { frames[last].kind = .customer }
    }

    /// Deeper ones lie in it; of the same level only those that wait for their total.
    private func isClosed(_ frame: Frame, by level: Int, _ kind: Kind) -> Bool {
        if frame.isClosedByTotal { return false }
        if frame.level < level { return false }
        if frame.level == level, frame.rows == 0, !isSame(frame.kind, kind) { return false }
        return true
    }

    private func isSame(_ left: Kind, _ right: Kind) -> Bool {
        switch (left, right) {
        case (.customer, .customer), (.bucket, .bucket), (.currency, .currency), (.other, .other):
            true
        default: false
        }
    }

    /// Counts a row in all open sections.
    mutating func add(_ amounts: [AmountPair]) {
        for column in 0..<width {
            grand[column] += amounts[column]
            sinceGrand[column] += amounts[column]
        }
        rowsSinceGrand += 1
        for index in frames.indices {
            for column in 0..<width { frames[index].all[column] += amounts[column] }
            frames[index].rows += 1
        }
        if let last = frames.indices.last {
            for column in 0..<width { frames[last].own[column] += amounts[column] }
        }
    }

    /// The innermost open section with a name.
    func index(of key: String) -> Int? {
        frames.lastIndex { $0.key == key || key == $0.key + ":" }
            ?? frames.lastIndex { $0.key.hasSuffix(":" + key) || $0.name.lowercased() == key }
    }

    /// Closes a section and those in it.
    mutating func close(_ index: Int) -> Frame {
        let frame = frames[index]
        frames.removeSubrange(index...)
        return frame
    }

    /// Closes everything at a grand total.
    mutating func closeAll() {
        frames = []
        for column in 0..<width { sinceGrand[column] = .zero }
        rowsSinceGrand = 0
    }

    /// The customer of the innermost sections, `Parent:Sub` joined.
    var customer: (code: String, name: String)? {
        var parts: [String] = []
        var name = ""
        for frame in frames where frame.kind == .customer {
            let whole = parts.joined(separator: ":")
            if !whole.isEmpty,
                frame.label.hasPrefix(whole + ":") || frame.label.hasPrefix(whole + " : ")
            {
                parts = [frame.label]
            } else if let last = parts.last, frame.label == last + " - Other" {
                // QuickBooks Desktop's name for what stands at the customer itself.
                continue
            } else {
                parts.append(frame.label)
            }
            name = frame.name
        }
        return parts.isEmpty ? nil : (parts.joined(separator: ":"), name)
    }

    var bucket: AgingBucket? {
        for frame in frames.reversed() {
            if case .bucket(let bucket) = frame.kind { return bucket }
        }
        return nil
    }

    var currency: String? {
        for frame in frames.reversed() { if case .currency(let code) = frame.kind { return code } }
        return nil
    }
}
