import Kernel
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

    private static let dueDateDiffers = "due_date_differs"
    static let problems: [any DomainError] = [
        APIBodyError.invalid(pointer: "", code: dueDateDiffers, reason: "")
    ]

    let document: NewDocument

    init(_ body: APIBodyReader) throws(APIBodyError) {
        var draft = try DocumentMembers.draft(body, .invoice)
        draft.dueDate = try body.value(DocumentMembers.dueDate)
        draft.isDisputed = try body.value(DocumentMembers.disputed) ?? false
        draft.instalments = try (body.value(DocumentMembers.instalments) ?? []).map(\.value)
        // Of the two the instalments would count, and the date would be taken for nothing.
        if let due = draft.dueDate, let last = draft.instalments.map(\.dueDate).max(), due != last {
            throw body.refusal(
                of: DocumentMembers.dueDate.property.name, code: Self.dueDateDiffers,
                reason: "It must be that of the last instalment, \(last), or be left out.")
        }
        draft.lines = try (body.value(DocumentMembers.lines) ?? []).map(\.value)
        document = NewDocument(draft)
    }
}
