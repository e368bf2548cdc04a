/// What a text of the API may be.
package struct APIText: Sendable, Equatable {
    /// A format that JSON Schema names: `date`, `email`.
    package var format: String?
    /// A regular expression that it matches.
    package var pattern: String?
    /// In characters of Unicode.
    package var lengths: ClosedRange<Int>?
    /// The only ones there are.
    package var words: [String]?
    /// Empty where none can be given that is good everywhere.
    package var example: String

    package init(
        format: String? = nil, pattern: String? = nil, lengths: ClosedRange<Int>? = nil,
        words: [String]? = nil, example: String
    ) {
        self.format = format
        self.pattern = pattern
        self.lengths = lengths
        self.words = words
        self.example = example
    }

    var isShownByExample: Bool { words == nil && !example.isEmpty }
}
