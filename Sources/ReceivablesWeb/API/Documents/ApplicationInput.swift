import Kernel
import Receivables
import WebSupport

/// What a new receipt or credit note is set against.
struct ApplicationInput: APIInput {
    private static let target = APIMember<DocumentID>.id(
        "invoice_id", "What it pays: an invoice, a refund or an opening balance."
    ).required
    private static let amount = APIMember<Money>.money(
        "amount", "How much of it, in the same currency."
    ).required
    private static let date = APIMember<LocalDate>.date(
        "date",
        "When it counts: no day that is still to come (`date_in_future`), unless one of the two"
            + " documents is of that day or a later one. The later of their dates is taken where it is"
            + " left out or earlier: nothing settles what is not there yet."
    ).orNull

    static let schema = APIObjectSchema(
        name: "NewApplication", about: "Part of a credit, for an invoice.",
        properties: [target.property, amount.property, date.property])

    let value: NewDocument.Application

    init(_ body: APIBodyReader) throws(APIBodyError) {
        value = NewDocument.Application(
            target: try body.required(Self.target), amount: try body.required(Self.amount),
            date: try body.value(Self.date))
    }
}
