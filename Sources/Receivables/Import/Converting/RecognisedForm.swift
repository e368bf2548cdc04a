/// What kind of list or report a file was found to be, and what becomes of it.
package struct RecognisedForm: Hashable, Sendable {
    /// Stable, such as `quickbooks-online-aging-detail`.
    package let id: String
    /// For people, such as “QuickBooks Online A/R aging detail”.
    package let title: String
    /// The list that it is converted to.
    package let list: ImportForm
    /// Whether it says what was open on a day: a snapshot is kept of it, and documents that it
    /// does not list are looked for.
    package let isAging: Bool

    package init(id: String, title: String, list: ImportForm, isAging: Bool = false) {
        self.id = id
        self.title = title
        self.list = list
        self.isAging = isAging
    }
}
