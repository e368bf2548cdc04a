import Kernel
import Receivables
import Tenancy
import WebSupport

/// The operations on the people at customers.
struct ContactOperations: Sendable {
    private static let path = "/api/v1/contacts"
    private static let id = APIParameter<String>.path("id", "The contact's id.", .id)
    private static let page = APIPage("ContactPage", of: CustomerObjects.contact)

    let services: APIServices

    var all: [APIOperation] { [list, create, one, change, remove] }

    private var list: APIOperation {
        APIOperation.list(
            "\(CustomerOperations.path)/:id/contacts", "listContacts", .customers,
            "Lists a customer's contacts", Self.page, filters: [CustomerOperations.id.info]
        ) { call, after, limit in
            try await services.contacts.list(
                call.scope, of: try CustomerOperations.customer(call), after: after, limit: limit)
        }.with {
            $0.problems.insert(PostingError.unknownCustomer, at: 0)
        }
    }

    private var create: APIOperation {
        let object = CustomerObjects.contact
        return APIOperation(
            .post, "\(CustomerOperations.path)/:id/contacts", "createContact", .customers,
            "Adds a contact to a customer", answer: .created(object.schema)
        ) { call in
            let customer = try CustomerOperations.customer(call)
            let contact = try call.input(ContactInput.self).contact
            let services = services
            return .once(
                try await services.once.perform(call.scope, try call.once()) { connection in
                    let made = try services.contacts.add(
                        call.scope, contact, to: customer, on: connection)
                    return OnceAnswer(
                        status: 201, body: object.bytes(made), path: "\(Self.path)/\(made.id)/")
                })
        }.with {
            $0.permission = .postReceivables
            $0.parameters = [CustomerOperations.id.info]
            $0.input = ContactInput.schema
            $0.example = APIExamples.contact
            $0.isOnce = true
            $0.problems = [PostingError.unknownCustomer, ContactMembers.emailProblem]
        }
    }

    private var one: APIOperation {
        let object = CustomerObjects.contact
        return APIOperation(
            .get, "\(Self.path)/:id", "getContact", .customers, "One contact",
            answer: .object(object.schema)
        ) { call in
            .read(
                object.bytes(
                    try await services.contacts.contact(call.scope, try Self.contact(call))))
        }.with {
            $0.permission = .readReceivables
            $0.parameters = [Self.id.info]
            $0.problems = [ContactError.unknown]
        }
    }

    private var change: APIOperation {
        let object = CustomerObjects.contact
        return APIOperation(
            .patch, "\(Self.path)/:id", "changeContact", .customers, "Changes a contact",
            answer: .object(object.schema)
        ) { call in
            let id = try Self.contact(call)
            let change = try call.input(ContactPatch.self).change
            let services = services
            return .once(
                try await services.once.perform(call.scope, try call.once()) { connection in
                    let found = try services.contacts.lock(call.scope, id, on: connection)
                    try call.checkMatch(object.bytes(found))
                    let left = try services.contacts.change(
                        call.scope, id, change, on: connection)
                    return OnceAnswer(status: 200, body: object.bytes(left))
                })
        }.with {
            $0.about = "What is left out stays as it is, and null empties it."
            $0.permission = .postReceivables
            $0.parameters = [Self.id.info]
            $0.input = ContactPatch.schema
            $0.example = #"{"role": "Head of accounting", "phone": null}"#
            $0.isOnce = true
            $0.checksMatch = true
            $0.problems = [ContactError.unknown, ContactMembers.emailProblem]
        }
    }

    private var remove: APIOperation {
        let object = CustomerObjects.contact
        return APIOperation(
            .delete, "\(Self.path)/:id", "removeContact", .customers, "Removes a contact",
            answer: .nothing
        ) { call in
            let id = try Self.contact(call)
            let services = services
            return .once(
                try await services.once.perform(call.scope, try call.once()) { connection in
                    let found = try services.contacts.lock(call.scope, id, on: connection)
                    try call.checkMatch(object.bytes(found))
                    try services.contacts.remove(call.scope, id, on: connection)
                    return OnceAnswer(status: 204)
                })
        }.with {
            $0.permission = .postReceivables
            $0.parameters = [Self.id.info]
            $0.isOnce = true
            $0.checksMatch = true
            $0.problems = [ContactError.unknown]
        }
    }

    private static func contact(_ call: APICall) throws -> ContactID {
        try call.id(id, orThrow: ContactError.unknown)
    }
}
