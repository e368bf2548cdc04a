import Kernel
import Receivables
import WebSupport

/// A part of an invoice that a request brings.
struct InstalmentInput: APIInput {
    private static let dueDate = APIMember<LocalDate>.date("due_date", "When it is due.").required
    private static let amount = APIMember<Money>.money(
        "amount", "How much of the invoice it is."
    ).required

    static let schema = APIObjectSchema(
        name: "NewInstalment", about: "A part of an invoice that is due on a day of its own.",
        properties: [dueDate.property, amount.property])

    let value: DocumentDraft.Instalment

    init(_ body: APIBodyReader) throws(APIBodyError) {
        value = DocumentDraft.Instalment(
            dueDate: try body.required(Self.dueDate), amount: try body.required(Self.amount))
    }
}
