import Kernel
import Receivables
import WebSupport

/// A write-off that a request brings.
struct WriteOffInput: APIInput {
    static let documentID = APIMember<DocumentID>.id(
        "document_id", "The document: an invoice, an opening balance, or whatever else is open."
    ).required
    static let money = APIMember<Money>.money(
        "amount", "How much, in the document's currency; the oldest part comes first."
    ).required
    static let day = APIMember<LocalDate>.date(
        "date",
        "When it counts: no day that is still to come (`date_in_future`), unless the document is"
            + " of that day or a later one. The document's date is taken where it is earlier than"
            + " that; today where it is left out."
    ).orNull

    static let schema = APIObjectSchema(
        name: "NewWriteOff", about: "Part of a document that nobody will pay.",
        properties: [documentID.property, money.property, day.property])

    let document: DocumentID
    let amount: Money
    let date: LocalDate?

    init(_ body: APIBodyReader) throws(APIBodyError) {
        document = try body.required(Self.documentID)
        amount = try body.required(Self.money)
        date = try body.value(Self.day)
    }
}
