/// A file to be made.
package struct ExportWork: Sendable {
    /// What people call it: `Aging report`.
    package let title: String
    /// Letters, digits, hyphens and points.
    package let fileName: String
    package let contentType: String
    /// How far it is, in words.
    package let progress: @Sendable () -> String
    /// Makes the file at a path at which there is none.
    package let run: @Sendable (String) async throws -> Void

    package init(
        title: String, fileName: String, contentType: String,
        progress: @escaping @Sendable () -> String,
        run: @escaping @Sendable (String) async throws -> Void
    ) {
        self.title = title
        self.fileName = fileName
        self.contentType = contentType
        self.progress = progress
        self.run = run
    }
}
