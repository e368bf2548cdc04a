package import Kernel

/// One file to be imported.
package struct ImportRequest: Sendable {
    package let origin: ImportOrigin
    /// The file's name for people and for the record of imports.
    package let displayName: String
    package let form: ImportForm
    /// The day for which the file holds; goes before what the file says itself.
    package let asOf: LocalDate?
    /// Do everything, then store nothing.
    package let isDryRun: Bool
    /// Store nothing when a single row is rejected.
    package let isStrict: Bool
    /// Column names of ours by header names of the file, for headers that are not recognised.
    package let columnMap: [String: String]
    /// The list is complete: what it does not name any more is not open on its day.
    package let isComplete: Bool
    /// An open descriptor to which the rejected lines are written, as CSV to mend and import.
    package let rejectsDescriptor: Int32?
    /// The uploaded file that it is; kept with the import, so that what became of the file is
    /// known whatever happens to the program.
    var upload: String?

    package init(
        origin: ImportOrigin, displayName: String, form: ImportForm = .automatic,
        asOf: LocalDate? = nil, isDryRun: Bool = false, isStrict: Bool = false,
        columnMap: [String: String] = [:], isComplete: Bool = false,
        rejectsDescriptor: Int32? = nil
    ) {
        self.origin = origin
        self.displayName = displayName
        self.form = form
        self.asOf = asOf
        self.isDryRun = isDryRun
        self.isStrict = isStrict
        self.columnMap = columnMap
        self.isComplete = isComplete
        self.rejectsDescriptor = rejectsDescriptor
    }

    /// A file by its path; `-` is standard input.
    package init(
        path: String, form: ImportForm = .automatic, asOf: LocalDate? = nil,
        isDryRun: Bool = false, isStrict: Bool = false, columnMap: [String: String] = [:],
        isComplete: Bool = false, rejectsDescriptor: Int32? = nil
    ) {
        let last = path.split(separator: "/").last.map(String.init)
        self.init(
            origin: path == "-" ? .descriptor(0) : .path(path),
            displayName: path == "-" ? "standard input" : last ?? path, form: form, asOf: asOf,
            isDryRun: isDryRun, isStrict: isStrict, columnMap: columnMap, isComplete: isComplete,
            rejectsDescriptor: rejectsDescriptor)
    }
}
