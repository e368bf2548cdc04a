import Receivables
import WebSupport

/// A credit note that a request brings.
struct CreditNoteInput: DocumentInput {
    static let schema = APIObjectSchema(
        name: "NewCreditNote", about: "A credit note to be posted.",
        properties: [
            DocumentMembers.customer.property, DocumentMembers.number.property,
            DocumentMembers.date.property, DocumentMembers.amount.property,
            DocumentMembers.rate.property, DocumentMembers.reference.property,
            DocumentMembers.lines.property, DocumentMembers.applications.property,
        ])

    let document: NewDocument

    init(_ body: APIBodyReader) throws(APIBodyError) {
        var draft = try DocumentMembers.draft(body, .creditNote)
        draft.lines = try (body.value(DocumentMembers.lines) ?? []).map(\.value)
        document = NewDocument(
            draft,
            applications: try (body.value(DocumentMembers.applications) ?? []).map(\.value))
    }
}
