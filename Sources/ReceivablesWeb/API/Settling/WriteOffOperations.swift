import Kernel
import Receivables
import Tenancy
import WebSupport

/// The operations on write-offs.
struct WriteOffOperations: Sendable {
    private static let path = "/api/v1/write-offs"
    private static let id = APIParameter<String>.path("id", "The write-off's id.", .id)
    private static let document = APIParameter<DocumentID>.id(
        "document_id", "Those of one document.")
    private static let page = APIPage("WriteOffPage", of: SettlingObjects.writeOff)

    let services: APIServices

    var all: [APIOperation] { [list, create, one] }

    private var list: APIOperation {
        APIOperation.list(
            Self.path, "listWriteOffs", .settling, "Lists write-offs", Self.page,
            filters: [Self.document.info]
        ) { call, after, limit in
            try await services.settling.writeOffs(
                call.scope, of: try call.value(Self.document), after: after, limit: limit)
        }.with {
            $0.about =
                "In the order in which they were recorded. What voids a document takes its"
                + " write-offs back; they stay in the list."
        }
    }

    private var one: APIOperation {
        let object = SettlingObjects.writeOff
        return APIOperation(
            .get, "\(Self.path)/:id", "getWriteOff", .settling, "One write-off",
            answer: .object(object.schema)
        ) { call in
            guard let id = try call.value(Self.id).flatMap({ WriteOffID($0) }) else {
                throw SettlingError.unknownWriteOff
            }
            return .read(object.bytes(try await services.settling.writeOff(call.scope, id)))
        }.with {
            $0.permission = .readReceivables
            $0.parameters = [Self.id.info]
            $0.problems = [SettlingError.unknownWriteOff]
        }
    }

    private var create: APIOperation {
        let object = SettlingObjects.writeOffs
        return APIOperation(
            .post, Self.path, "createWriteOff", .settling,
            "Writes off what nobody will pay", answer: .created(object.schema)
        ) { call in
            let input = try call.input(WriteOffInput.self)
            let (services, today) = (services, call.today)
            return .once(
                try await services.once.perform(call.scope, try call.once()) { connection in
                    try services.posting.writeOff(
                        call.scope, input.document, input.amount, on: input.date ?? today,
                        today: today, on: connection)
                    let made = try services.settling.writeOffs(
                        call.scope, justMadeOf: input.document, on: connection)
                    return OnceAnswer(
                        status: 201, body: object.bytes(made),
                        path: "\(Self.path)/?document_id=\(input.document)")
                })
        }.with {
            $0.permission = .postReceivables
            $0.input = WriteOffInput.schema
            $0.example = APIExamples.writeOff
            $0.isOnce = true
            $0.problems = [
                PostingError.unknownDocument, PostingError.notAllocatable,
                PostingError.moreThanOpen, PostingError.settlesNothing, PostingError.inFuture,
            ]
        }
    }
}
