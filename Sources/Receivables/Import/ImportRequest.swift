package import Kernel

/// One file to be imported.
package struct ImportRequest: Sendable {
    package let origin: ImportOrigin
    /// The file's name for people and for the record of imports.
    package let displayName: String
    package let form: ImportForm
    /// The day for which the file holds; kept in the report.
    package let asOf: LocalDate?
    /// Do everything, then store nothing.
    package let isDryRun: Bool
    /// Store nothing when a single row is rejected.
    package let isStrict: Bool
    /// Column names of ours by header names of the file, for headers that are not recognised.
    package let columnMap: [String: String]

    package init(
        origin: ImportOrigin, displayName: String, form: ImportForm = .automatic,
        asOf: LocalDate? = nil, isDryRun: Bool = false, isStrict: Bool = false,
        columnMap: [String: String] = [:]
    ) {
        self.origin = origin
        self.displayName = displayName
        self.form = form
        self.asOf = asOf
        self.isDryRun = isDryRun
        self.isStrict = isStrict
        self.columnMap = columnMap
    }

    /// A file by its path; `-` is standard input.
    package init(
        path: String, form: ImportForm = .automatic, asOf: LocalDate? = nil,
        isDryRun: Bool = false, isStrict: Bool = false, columnMap: [String: String] = [:]
    ) {
        let last = path.split(separator: "/").last.map(String.init)
        self.init(
            origin: path == "-" ? .descriptor(0) : .path(path),
            displayName: path == "-" ? "standard input" : last ?? path, form: form, asOf: asOf,
            isDryRun: isDryRun, isStrict: isStrict, columnMap: columnMap)
    }
}
