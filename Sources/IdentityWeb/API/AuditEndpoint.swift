import Formats
import Hummingbird
import Identity
import Kernel
import Tenancy
import WebSupport

/// `GET /api/v1/audit/`: who did what, the newest first, a page at a time.
struct AuditEndpoint: Sendable {
    private static let word = APISchema.text(1...100, example: "document")
    private static let act = APISchema.text(1...100, example: "document.posted")
    private static let name = APISchema.text(0...1_000, example: "ann@example.com")

    /// Who did something, or what it was done to.
    private struct Party: Sendable {
        let kind: String
        let id: String?
        let name: String?
    }

    private static let party = APIObject<Party>(
        "AuditParty", "Who did something, or what it was done to.",
        [
            .text("kind", "What it is.", word) { $0.kind },
            .optionalText("id", "Its id, where it has one.", .text(1...300, example: "1042")) {
                $0.id
            },
            .optionalText("name", "Its name, where one is known.", name) { $0.name },
        ])

    private static let entry = APIObject<AuditEntry>(
        "AuditRecord", "Something that was done.",
        [
            .text("id", "The record's.", .id) { "\($0.id)" },
            .text("at", "When it was done.", .instant) { "\($0.at)" },
            .object("actor", "Who did it.", party) {
                Party(kind: $0.actorKind, id: $0.actorID.map(String.init), name: $0.actorName)
            },
            .text("action", "What was done.", act) { $0.action },
            .optionalObject("object", "What it was done to.", party) { entry in
                entry.objectKind.map {
                    Party(kind: $0, id: entry.objectID, name: entry.objectName)
                }
            },
            APIField("before", "What was there before.", .open) { $1.details($0.before) },
            APIField("after", "What was there afterwards.", .open) { $1.details($0.after) },
            .text("address", "Where it was asked from.", .text(0...100, example: "192.0.2.7")) {
                $0.address
            },
            .text("request_id", "The request's.", .text(0...200, example: "5f1c2a")) {
                $0.requestID
            },
        ])

    private static let page = APIPage<AuditEntry>("AuditPage", of: entry)

    private static let from = APIParameter<LocalDate>.date("from", "Done that day or later.")
    private static let to = APIParameter<LocalDate>.date("to", "Done that day or earlier.")
    private static let actor = APIParameter<String>.text(
        "actor", "Who did it: their whole address, or a key's whole name.", 1...300,
        example: "ann@example.com")
    private static let action = APIParameter<AuditAction>.choice("action", "What was done.")
    private static let object = APIParameter<AuditObject.Kind>.choice(
        "object", "What it was done to.")
    private static let objectID = APIParameter<String>.text(
        "id", "The id of what it was done to, alone or with others.", 1...300, example: "1042")
    private static let limit = APIParameter<Int>.integer(
        "limit", "How many items the page holds; 100 where it is left out.",
        1...AuditService.pageMax)

    let audit: AuditService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.add(list, environment)
    }

    private var list: APIOperation {
        APIOperation(
            .get, "/api/v1/audit", "listAudit", .administration, "Who did what",
            answer: .object(Self.page.schema)
        ) { call in
            var filter = AuditFilter()
            filter.from = try call.value(Self.from)
            filter.to = try call.value(Self.to)
            filter.actor = try call.value(Self.actor)
            filter.action = try call.value(Self.action)
            filter.object = try call.value(Self.object)
            filter.objectID = try call.value(Self.objectID)
            let cursor = try call.place().map { text throws(QueryError) in
                guard let cursor = AuditCursor(text) else {
                    throw QueryError.foreignCursor
                }
                return cursor
            }
            let (entries, hasMore) = try await audit.list(
                call.scope, filter, after: cursor,
                limit: try call.value(Self.limit) ?? APIParameters.limitStandard)
            return .read(
                Self.page.bytes(
                    entries, next: try call.next(hasMore ? entries.last?.cursor.text : nil)))
        }.with {
            $0.about = "The newest first."
            $0.permission = .readAudit
            $0.parameters = [
                Self.from.info, Self.to.info, Self.actor.info, Self.action.info,
                Self.object.info, Self.objectID.info, Self.limit.info, APIParameters.after.info,
            ]
        }
    }
}

extension JSONBytes {
    /// Writes what a record says of before or after.
    fileprivate mutating func details(_ details: [String: AuditValue]) {
        value(
            .object(
                details.sorted { $0.key < $1.key }.map {
                    JSONMember(name: $0.key, value: $0.value.json)
                }))
    }
}

extension AuditValue {
    fileprivate var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .number(let number): .number("\(number)")
        case .flag(let flag): .boolean(flag)
        case .list(let list): .array(list.map(\.json))
        case .object(let members):
            .object(
                members.sorted { $0.key < $1.key }.map {
                    JSONMember(name: $0.key, value: $0.value.json)
                })
        case .null: .null
        }
    }
}
