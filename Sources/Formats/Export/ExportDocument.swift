package import Kernel

/// What an export is about, said before its tables.
package struct ExportDocument: Sendable {
    package let title: String
    package let facts: [ExportFact]
    /// How people's amounts and dates are written where they are text.
    package let locale: LocaleFormat
    /// Where it is a letter.
    package let letter: ExportLetter?

    package init(
        title: String, facts: [ExportFact], locale: LocaleFormat, letter: ExportLetter? = nil
    ) {
        self.title = title
        self.facts = facts
        self.locale = locale
        self.letter = letter
    }
}
