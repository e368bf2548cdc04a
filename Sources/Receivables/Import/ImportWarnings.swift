/// The warnings of one import, bounded: a file of a million bad lines must not fill memory.
struct ImportWarnings: Sendable {
    static let textsMax = 100

    private(set) var texts: [String] = []
    private var further = 0

    mutating func add(_ text: String) {
        if texts.count < Self.textsMax { texts.append(text) } else { further += 1 }
    }

    /// Counts warnings whose texts were not even fetched.
    mutating func add(further count: Int) {
        further += count
    }

    /// The texts, and how many more there are.
    var all: [String] {
        further > 0 ? texts + ["There are \(further) more warnings."] : texts
    }
}
