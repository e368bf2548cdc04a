import Kernel
import Receivables
import WebSupport

/// An allocation that a request brings.
struct AllocationInput: APIInput {
    static let creditID = APIMember<DocumentID>.id(
        "credit_id", "A receipt, a credit note or an opening balance below zero."
    ).required
    static let documentID = APIMember<DocumentID>.id(
        "document_id", "What it is set against: an invoice, a refund or an opening balance."
    ).required
    private static let part = APIMember<Int64>.integer(
        "instalment", "Which part of it; without it the oldest that is open comes first.",
        1...32_767
    ).orNull
    static let amount = APIMember<Money>.money(
        "amount", "How much, in the documents' currency."
    ).required
    static let date = APIMember<LocalDate>.date(
        "date",
        "When it counts: no day that is still to come (`date_in_future`), unless one of the two"
            + " documents is of that day or a later one. The later of their dates is taken where it is"
            + " left out or earlier: nothing settles what is not there yet."
    ).orNull

    static let schema = APIObjectSchema(
        name: "NewAllocation", about: "Part of a credit, for a document.",
        properties: [
            creditID.property, documentID.property, part.property, amount.property, date.property,
        ])

    let credit: DocumentID
    let instalment: Int16?
    let application: NewDocument.Application

    init(_ body: APIBodyReader) throws(APIBodyError) {
        credit = try body.required(Self.creditID)
        instalment = try body.value(Self.part).map { Int16(truncatingIfNeeded: $0) }
        application = NewDocument.Application(
            target: try body.required(Self.documentID), amount: try body.required(Self.amount),
            date: try body.value(Self.date))
    }
}
