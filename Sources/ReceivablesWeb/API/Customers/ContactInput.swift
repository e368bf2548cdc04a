import Receivables
import WebSupport

/// A contact that a request brings.
struct ContactInput: APIInput {
    static let schema = APIObjectSchema(
        name: "NewContact", about: "A contact to be added.",
        properties: [
            ContactMembers.name.required.property, ContactMembers.email.property,
            ContactMembers.phone.property, ContactMembers.role.property,
        ])

    let contact: ContactDraft

    init(_ body: APIBodyReader) throws(APIBodyError) {
        contact = ContactDraft(
            name: try body.required(ContactMembers.name),
            email: try body.value(ContactMembers.email),
            phone: try body.value(ContactMembers.phone),
            role: try body.value(ContactMembers.role))
    }
}
