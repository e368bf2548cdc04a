import Receivables
import WebSupport

/// What the aging report's document is made of; `AgingReport.json` writes it.
enum AgingSchemas {
    private static let amount = APISchema.text(
        APIText(pattern: #"^-?[0-9]+(\.[0-9]{1,4})?$"#, example: "1234.50"))
    private static let amounts = property(
        "amounts", "One for each bucket, in the buckets' order.", .list(of: amount))
    private static let unapplied = property(
        "unapplied", "Credits that nothing was set against, where they stand apart.", amount)
    private static let total = property("total", "The buckets and the unapplied.", amount)

    private static let warning = APISchema.text(
        1...1_000,
        example: "One payment without a date of its own counts from a later day: what was open on"
            + " 2026-09-30 may have been less.")

    private static let row = APIObjectSchema(
        name: "AgingRow", about: "A customer, or an item of one.",
        properties: [
            property("id", "The customer's, or the document's.", .id),
            property("customer", "The name.", .text(0...1_000, example: "Acme Ltd")),
            property("customer_id", "Whose it is; by invoice alone.", .id, isRequired: false),
            property(
                "kind", "What the document is; by invoice alone.",
                .words(DocumentKind.allCases.map { "\($0.code)" }), isRequired: false),
            property(
                "document", "Its number; by invoice alone.", .text(0...200, example: "R-1042"),
                isRequired: false),
            property("document_date", "By invoice alone.", .date, isRequired: false),
            property("due_date", "By invoice alone.", .date, isRequired: false),
            property(
                "days_past_due", "Negative before the due date; by invoice alone.",
                .integer(-3_652_059...3_652_059), isRequired: false),
            amounts, unapplied, total,
        ])

    private static let totals = APIObjectSchema(
        name: "AgingTotals", about: "Of the whole report, whatever the page.",
        properties: [amounts, unapplied, total])

    private static let report = APIObjectSchema(
        name: "AgingReport", about: "Who owes how much and how late, as of a day.",
        properties: [
            property("report", "Always `aging`.", .words(["aging"])),
            property("tenant", "The company's name.", .text(1...40, example: "acme")),
            property("as_of", "The day.", .date),
            property(
                "known_at", "What was recorded later does not count; null for all.",
                .nullable(.instant)),
            property("basis", "From what days count.", .words(AgingBasis.allCases.map(\.rawValue))),
            property(
                "limits", "The last day of each bucket but the last.",
                .list(of: .integer(1...100_000))),
            property("unapplied", "Where credits stand.", .words(["netted", "separate"])),
            property("by", "What a row is.", .words(["customer", "invoice"])),
            property("currency", "Of all amounts.", .currency),
            property(
                "buckets", "Their names.",
                .list(of: .text(1...40, example: "1-30"))),
            property("rows", "Of the page.", .list(of: .object(row))),
            property("totals", "Of the whole report.", .object(totals)),
            property(
                "control_balance",
                "What the journal says; null to who sees some customers alone.",
                .nullable(amount)),
            property(
                "warnings", "Left out where there are none.",
                .list(of: warning), isRequired: false),
            property(
                "next", "The `after` of the next page; null on the last one.",
                .nullable(.text(1...1_000, example: ""))),
        ])

    /// A report, or one for each currency.
    static let answer = APISchema.either([.object(report), .list(of: .object(report))])

    private static func property(
        _ name: String, _ about: String, _ schema: APISchema, isRequired: Bool = true
    ) -> APIObjectSchema.Property {
        APIObjectSchema.Property(
            name: name, about: about, schema: schema, isRequired: isRequired)
    }
}
