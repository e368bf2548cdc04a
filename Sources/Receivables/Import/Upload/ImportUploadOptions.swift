package import Kernel

/// How an uploaded file is to be imported.
package struct ImportUploadOptions: Hashable, Sendable {
    package var form: ImportForm
    package var asOf: LocalDate?
    package var isStrict: Bool
    package var isComplete: Bool
    /// Our names of columns by the file's; empty when what was recognised is right.
    package var map: [String: String]

    package init(
        form: ImportForm = .automatic, asOf: LocalDate? = nil, isStrict: Bool = false,
        isComplete: Bool = false, map: [String: String] = [:]
    ) {
        self.form = form
        self.asOf = asOf
        self.isStrict = isStrict
        self.isComplete = isComplete
        self.map = map
    }
}
