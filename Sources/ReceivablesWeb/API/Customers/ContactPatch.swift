import Receivables
import WebSupport

/// What a request says is to be changed of a contact.
struct ContactPatch: APIInput {
    static let schema = APIObjectSchema(
        name: "ContactChange", about: "What is to be changed; what is left out stays.",
        properties: [
            ContactMembers.name.property, ContactMembers.email.property,
            ContactMembers.phone.property, ContactMembers.role.property,
        ])

    let change: ContactChange

    init(_ body: APIBodyReader) throws(APIBodyError) {
        var change = ContactChange()
        change.name = try body.value(ContactMembers.name)
        change.email = try body.change(ContactMembers.email).field
        change.phone = try body.change(ContactMembers.phone).field
        change.role = try body.change(ContactMembers.role).field
        self.change = change
    }
}
