package import Formats
package import Kernel

/// What came of an import. Counts are of the file's documents: a settled invoice of a payment
/// history is one, though its payment is stored beside it.
package struct ImportReport: Hashable, Sendable {
    /// The rejects that a report lists; `rejected` counts all of them.
    package static let rejectsMax = 1_000

    /// The kind of list that it is.
    package internal(set) var recognisedAs: ImportForm
    /// The form's id in the report, such as `quickbooks-online-aging-detail`, and its name for
    /// people; a plain list's are those of its kind.
    package internal(set) var formID: String
    package internal(set) var formTitle: String
    package internal(set) var asOf: LocalDate?
    /// `YYYY-MM-DD`, `M/D/YYYY` or `D/M/YYYY`; nil for a file without dates.
    package internal(set) var dateOrder: String?
    /// Lines with data, without header and blank lines.
    package internal(set) var rows: Int64 = 0
    /// How many customers the accepted lines name.
    package internal(set) var customers: Int64 = 0
    package internal(set) var contacts: Int64 = 0
    /// What the documents amount to, and what the file leaves open of it; both in the tenant's
    /// currency.
    package internal(set) var amountTotal: Money
    package internal(set) var openTotal: Money
    package internal(set) var new: Int64 = 0
    package internal(set) var changed: Int64 = 0
    package internal(set) var unchanged: Int64 = 0
    package internal(set) var rejected: Int64 = 0
    package internal(set) var rejects: [ImportReject] = []
    package internal(set) var warnings: [String] = []
    /// False after a dry run and when a strict import met a bad row.
    package internal(set) var isStored = false
    /// The decimal sign of the amounts.
    package internal(set) var decimalStyle: DecimalStyle = .point
    /// How many documents have a payment whose day is only assumed: the day of the list.
    package internal(set) var assumedPayments: Int64 = 0
    /// In how many lines an aging list differs from our own aging of its day; nil for others.
    package internal(set) var differing: Int64?

    /// False for lists of customers, whose counts are of customers.
    package internal(set) var hasDocuments = true

    package var documents: Int64 { hasDocuments ? new + changed + unchanged : 0 }

    init(form: ImportForm, asOf: LocalDate?, currency: Currency) {
        recognisedAs = form
        formID = form.rawValue
        formTitle = form.phrase
        self.asOf = asOf
        amountTotal = .zero(currency)
        openTotal = .zero(currency)
    }

    /// Writes the report as one JSON object.
    package func write(to json: inout JSONBytes) {
        json.object { json in
            json.key("recognised_as")
            json.string(formID)
            json.key("as_of")
            if let asOf { json.date(asOf) } else { json.null() }
            json.key("date_order")
            if let dateOrder { json.string(dateOrder) } else { json.null() }
            json.key("rows")
            json.integer(rows)
            json.key("documents")
            json.integer(documents)
            json.key("customers")
            json.integer(customers)
            json.key("contacts")
            json.integer(contacts)
            json.key("amount_total")
            json.amountString(amountTotal)
            json.key("open_total")
            json.amountString(openTotal)
            json.key("new")
            json.integer(new)
            json.key("changed")
            json.integer(changed)
            json.key("unchanged")
            json.integer(unchanged)
            json.key("rejected")
            json.integer(rejected)
            json.key("rejects")
            json.array { json in for reject in rejects { Self.write(reject, to: &json) } }
            json.key("warnings")
            json.array { json in for warning in warnings { json.string(warning) } }
        }
    }

    private static func write(_ reject: ImportReject, to json: inout JSONBytes) {
        json.object { json in
            json.key("line")
            json.integer(reject.line)
            json.key("column")
            json.string(reject.column)
            json.key("value")
            json.string(reject.value)
            json.key("reason")
            json.string(reject.reason)
        }
    }
}
