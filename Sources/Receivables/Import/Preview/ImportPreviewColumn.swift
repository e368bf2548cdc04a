/// A column of a file, and what it was taken as.
package struct ImportPreviewColumn: Hashable, Sendable {
    /// The file's own name of it.
    package let header: String
    /// The first values that stand in it.
    package let samples: [String]
    /// Our name of it; nil when it is not used.
    package let field: String?
    /// It is a bucket of an aging, which needs no field.
    package let isBucket: Bool
    /// Whether a person can say what it is: its name stands there once.
    package let isNamed: Bool
}
