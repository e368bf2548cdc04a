import Kernel

/// How one system writes one of its lists or reports. A value, not code: a new form is a new
/// entry in a table.
struct FormRule: Sendable {
    /// What single cells between the rows are.
    enum Sections: Sendable {
        /// Nothing; each row says everything.
        case none
        /// The names of customers, or of buckets, that hold for the rows under them.
        case headings
    }

    /// Readers of files that are no tables of documents.
    enum Reader: Sendable { case table, datev, fec, joinedSheets, payments }

    let form: RecognisedForm
    /// Report names, as `HeaderName` writes them, one of which a title must contain; empty: any.
    var titles: [String] = []
    /// Column names that all must be there, as `HeaderName` writes them.
    var requires: [String] = []
    /// One of these must be there, unless empty.
    var requiresOne: [String] = []
    /// Whether its header is too short to be told by its names: a title must name the form.
    var isShort = false
    /// None of these may be there.
    var forbids: [String] = []
    /// Whether columns of buckets must be there, or must not; nil: it does not matter.
    var buckets: Bool?
    /// The names of its columns, before the usual ones; `[]` is a column that it does not have.
    var columns: [ImportField: [String]] = [:]
    var sections = Sections.none
    var items = ImportItems.none
    var reader = Reader.table
    /// The type of rows that do not say it.
    var type: String?
    /// Whether credit notes and payments stand there as positive amounts.
    var printsCreditsPositive = false
    /// What the system's files have where no amount settles it.
    var style: DecimalStyle?
    /// Fields whose cells hold explanations instead of values in the system's own example.
    var plainFields: [ImportField] = []
    /// Of a list of bookings, the column that names the account and the accounts that count; an
    /// amount above zero is an invoice, one below a payment on the invoice of its number.
    var accounts: (column: [String], names: Set<String>)?
    /// The column that says what kind of document a receipt is applied to; only invoices count.
    var appliedKinds: [String] = []
    /// Whether it is a list of no system in particular.
    var isGeneral = false
    /// Whether the line of a customer above its documents has their sums.
    var headingsHaveAmounts = false
    /// Whether rows without a customer belong to the one above them.
    var fillsCustomerDown = false

    /// How surely a header and its titles are this form's; nil when they are not.
    func score(_ header: TableHeader, titles found: [String]) -> Int? {
        var score = 0
        if !titles.isEmpty {
            guard
                let title = titles.first(where: { title in
                    found.contains { $0.contains(title) }
                })
            else { return nil }
            score += 20 + title.utf8.count
        }
        guard requires.allSatisfy(header.nameSet.contains) else { return nil }
        if !requiresOne.isEmpty {
            guard requiresOne.contains(where: header.nameSet.contains) else { return nil }
            score += 1
        }
        guard !forbids.contains(where: header.nameSet.contains) else { return nil }
        if let buckets {
            guard buckets == header.hasBuckets else { return nil }
            score += 1
        }
        return score + requires.count * 2
    }
}
