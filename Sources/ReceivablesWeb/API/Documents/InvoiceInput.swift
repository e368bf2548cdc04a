import Receivables
import WebSupport

/// An invoice that a request brings.
struct InvoiceInput: DocumentInput {
    static let schema = APIObjectSchema(
        name: "NewInvoice", about: "An invoice to be posted.",
        properties: [
            DocumentMembers.customer.property, DocumentMembers.number.property,
            DocumentMembers.date.property, DocumentMembers.dueDate.property,
            DocumentMembers.amount.property, DocumentMembers.rate.property,
            DocumentMembers.reference.property, DocumentMembers.disputed.property,
            DocumentMembers.instalments.property, DocumentMembers.lines.property,
        ])

    let document: NewDocument

    init(_ body: APIBodyReader) throws(APIBodyError) {
        var draft = try DocumentMembers.draft(body, .invoice)
        draft.dueDate = try body.value(DocumentMembers.dueDate)
        draft.isDisputed = try body.value(DocumentMembers.disputed) ?? false
        draft.instalments = try (body.value(DocumentMembers.instalments) ?? []).map(\.value)
        draft.lines = try (body.value(DocumentMembers.lines) ?? []).map(\.value)
        document = NewDocument(draft)
    }
}
