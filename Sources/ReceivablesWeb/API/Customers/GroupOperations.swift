import Kernel
import Receivables
import Tenancy
import WebSupport

/// The operations on groups of customers.
struct GroupOperations: Sendable {
    private static let path = "/api/v1/groups"
    private static let id = APIParameter<String>.path("id", "The group's id.", .id)
    private static let page = APIPage("GroupPage", of: CustomerObjects.group)

    let services: APIServices

    var all: [APIOperation] { [list, create, one, rename, remove] }

    private var list: APIOperation {
        APIOperation.list(
            Self.path, "listGroups", .customers, "Lists groups of customers", Self.page
        ) { call, after, limit in
            try await services.groups.list(call.scope, after: after, limit: limit)
        }
    }

    private var one: APIOperation {
        let object = CustomerObjects.group
        return APIOperation(
            .get, "\(Self.path)/:id", "getGroup", .customers, "One group of customers",
            answer: .object(object.schema)
        ) { call in
            let found = try await services.groups.group(call.scope, try Self.group(call))
            return .readWithState(
                object.bytes(found), state: CustomerObjects.groupState.bytes(found))
        }.with {
            $0.permission = .readReceivables
            $0.parameters = [Self.id.info]
            $0.problems = [CustomerGroupError.unknown]
        }
    }

    private var create: APIOperation {
        let object = CustomerObjects.group
        return APIOperation(
            .post, Self.path, "createGroup", .customers, "Makes a group of customers",
            answer: .created(object.schema)
        ) { call in
            let name = try call.input(GroupInput.self).name
            let services = services
            return .once(
                try await services.once.perform(call.scope, try call.once()) { connection in
                    let made = try services.groups.create(call.scope, name, on: connection)
                    return OnceAnswer(
                        status: 201, body: object.bytes(made), path: "\(Self.path)/\(made.id)/")
                })
        }.with {
            $0.permission = .postReceivables
            $0.input = GroupInput.schema
            $0.example = #"{"name": "North"}"#
            $0.isOnce = true
            $0.problems = [CustomerGroupError.name, CustomerGroupError.nameTaken("")]
            $0.member = Self.member
        }
    }

    private var rename: APIOperation {
        let object = CustomerObjects.group
        return APIOperation(
            .patch, "\(Self.path)/:id", "renameGroup", .customers, "Renames a group",
            answer: .object(object.schema)
        ) { call in
            let id = try Self.group(call)
            let name = try call.input(GroupInput.self).name
            let services = services
            return .once(
                try await services.once.perform(call.scope, try call.once()) { connection in
                    let found = try services.groups.lock(call.scope, id, on: connection)
                    try call.checkMatch(state: CustomerObjects.groupState.bytes(found))
                    try services.groups.rename(call.scope, id, to: name, on: connection)
                    let left = CustomerGroup(id: id, name: name, customers: found.customers)
                    return OnceAnswer(status: 200, body: object.bytes(left))
                })
        }.with {
            $0.permission = .postReceivables
            $0.parameters = [Self.id.info]
            $0.input = GroupInput.schema
            $0.example = #"{"name": "North and east"}"#
            $0.isOnce = true
            $0.checksMatch = true
            $0.problems = [
                CustomerGroupError.unknown, CustomerGroupError.name,
                CustomerGroupError.nameTaken(""),
            ]
            $0.member = Self.member
        }
    }

    private var remove: APIOperation {
        APIOperation(
            .delete, "\(Self.path)/:id", "removeGroup", .customers, "Dissolves a group",
            answer: .nothing
        ) { call in
            let id = try Self.group(call)
            let services = services
            return .once(
                try await services.once.perform(call.scope, try call.once()) { connection in
                    let found = try services.groups.lock(call.scope, id, on: connection)
                    try call.checkMatch(state: CustomerObjects.groupState.bytes(found))
                    try services.groups.remove(call.scope, id, on: connection)
                    return OnceAnswer(status: 204)
                })
        }.with {
            $0.about = "One that still has customers stays (409)."
            $0.permission = .postReceivables
            $0.parameters = [Self.id.info]
            $0.isOnce = true
            $0.checksMatch = true
            $0.problems = [CustomerGroupError.unknown, CustomerGroupError.notEmpty]
        }
    }

    /// The member that an error is about.
    @Sendable
    private static func member(_ error: any DomainError) -> String? {
        switch error as? CustomerGroupError {
        case .name, .nameTaken: GroupInput.name.name
        default: nil
        }
    }

    private static func group(_ call: APICall) throws -> ID<CustomerGroup> {
        try call.id(id, orThrow: CustomerGroupError.unknown)
    }
}
