import Receivables
import WebSupport

/// Payment terms that a request brings.
struct TermsInput: APIInput {
    private static let name = APIMember<String>.line(
        "name", "Their name; terms of that name are replaced.", 1...200, example: "Net 30"
    ).required
    private static let dueDays = APIMember<Int64>.integer(
        "due_days", "After how many days an invoice is due.", 0...3_650
    ).required
    private static let fromMonthEnd = APIMember<Bool>.flag(
        "from_month_end", "Whether days count from the end of the invoice's month.")
    static let instalments = APIMember<[TermsInstalmentInput]>.list(
        "instalments", "Parts that are due on days of their own; their shares make 10,000.",
        0...100)

    static let schema = APIObjectSchema(
        name: "NewPaymentTerms", about: "When invoices are due that do not say it themselves.",
        properties: [
            name.property, dueDays.property, fromMonthEnd.property, instalments.property,
        ])

    let terms: PaymentTerms

    init(_ body: APIBodyReader) throws(APIBodyError) {
        terms = PaymentTerms(
            name: try body.required(Self.name), dueDays: Int(try body.required(Self.dueDays)),
            countsFromMonthEnd: try body.value(Self.fromMonthEnd) ?? false,
            instalments: (try body.value(Self.instalments) ?? []).map(\.value))
    }
}
