import Kernel
import Receivables
import WebSupport

/// What was owed when the books began, that a request brings.
struct OpeningBalanceInput: DocumentInput {
    private static let dueDate = APIMember<LocalDate>.date(
        "due_date", "When it is due; on its own date where it is left out."
    ).orNull
    private static let amount = APIMember<Money>.money(
        "amount", "What was owed; less than zero for a credit."
    ).required

    static let schema = APIObjectSchema(
        name: "NewOpeningBalance", about: "What was owed when the books began, to be posted.",
        properties: [
            DocumentMembers.customer.property, DocumentMembers.number.property,
            DocumentMembers.date.property, dueDate.property, amount.property,
            DocumentMembers.rate.property, DocumentMembers.reference.property,
        ])

    let document: NewDocument

    init(_ body: APIBodyReader) throws(APIBodyError) {
        var draft = DocumentDraft(
            kind: .openingBalance, customer: try body.required(DocumentMembers.customer),
            number: try body.required(DocumentMembers.number),
            date: try body.required(DocumentMembers.date),
            amount: try body.required(Self.amount))
        draft.dueDate = try body.value(Self.dueDate)
        draft.rate = try body.value(DocumentMembers.rate)
        draft.reference = try body.value(DocumentMembers.reference)
        document = NewDocument(draft)
    }
}
