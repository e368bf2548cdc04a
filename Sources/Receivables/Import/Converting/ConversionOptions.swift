package import Kernel

/// What the caller knows about a file before it is read.
package struct ConversionOptions: Sendable {
    /// The kind of list that the file must become; `automatic` finds out.
    package var form: ImportForm
    /// The id of the form that the file is said to have; nil finds out.
    package var formID: String?
    /// Column names of ours by header names of the file.
    package var map: [String: String]
    /// Such maps of earlier files, by the shape of their headers.
    package var mappings: [String: [String: String]]
    /// The tenant's own.
    package var currency: Currency
    /// The day for which the file holds, where the caller says so.
    package var asOf: LocalDate?
    /// Whether 4/5/2026 is the fifth of April to the tenant; decides only what the file leaves
    /// open.
    package var prefersMonthFirst: Bool

    package init(
        form: ImportForm = .automatic, formID: String? = nil, map: [String: String] = [:],
        mappings: [String: [String: String]] = [:], currency: Currency, asOf: LocalDate? = nil,
        prefersMonthFirst: Bool = false
    ) {
        self.form = form
        self.formID = formID
        self.map = map
        self.mappings = mappings
        self.currency = currency
        self.asOf = asOf
        self.prefersMonthFirst = prefersMonthFirst
    }
}
