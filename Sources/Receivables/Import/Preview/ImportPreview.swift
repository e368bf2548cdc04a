/// A file as it looks before it is imported.
package struct ImportPreview: Sendable {
    package enum Outcome: Sendable {
        case understood(ImportUnderstood)
        /// It cannot be read like this; saying what its columns are may help.
        case refused(code: String, sentence: String)
    }

    /// Empty where columns cannot be chosen.
    package let columns: [ImportPreviewColumn]
    package let outcome: Outcome
    /// The map in force is remembered from an earlier file.
    package let isMapRemembered: Bool

    package var understood: ImportUnderstood? {
        if case .understood(let understood) = outcome { understood } else { nil }
    }
}
