import Receivables
import WebSupport

/// A receipt that a request brings.
struct ReceiptInput: DocumentInput {
    static let schema = APIObjectSchema(
        name: "NewReceipt", about: "A receipt to be posted.",
        properties: [
            DocumentMembers.customer.property, DocumentMembers.number.property,
            DocumentMembers.date.property, DocumentMembers.amount.property,
            DocumentMembers.rate.property, DocumentMembers.reference.property,
            DocumentMembers.applications.property,
        ])

    let document: NewDocument

    init(_ body: APIBodyReader) throws(APIBodyError) {
        document = NewDocument(
            try DocumentMembers.draft(body, .receipt),
            applications: try (body.value(DocumentMembers.applications) ?? []).map(\.value))
    }
}
