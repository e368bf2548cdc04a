/// One column of a `TextTable`.
package struct TextColumn: Hashable, Sendable {
    package enum Alignment: Hashable, Sendable {
        case left
        case right
    }

    package var title: String
    package var alignment: Alignment
    /// The width below which the column is not shortened when the table is too wide; nil when it
    /// is never shortened, as an amount must not be.
    package var shortenedWidthMin: Int?

    /// A column of names or other text, which may be shortened to `shortenedWidthMin`.
    package static func text(_ title: String, shortenedWidthMin: Int = 12) -> TextColumn {
        TextColumn(title: title, alignment: .left, shortenedWidthMin: max(1, shortenedWidthMin))
    }

    /// A column of short codes or dates: to the left and never shortened.
    package static func code(_ title: String) -> TextColumn {
        TextColumn(title: title, alignment: .left, shortenedWidthMin: nil)
    }

    /// A column of amounts or counts: to the right and never shortened.
    package static func number(_ title: String) -> TextColumn {
        TextColumn(title: title, alignment: .right, shortenedWidthMin: nil)
    }
}
