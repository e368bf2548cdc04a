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

    var all: [APIOperation] { [list, create, one, reverse] }

    private var list: APIOperation {
        APIOperation.list(
            Self.path, "listWriteOffs", .settling, "Lists write-offs", Self.page,
            filters: [Self.document.info]
        ) { call, after, limit in
            try await services.settling.writeOffs(
                call.scope, of: try call.value(Self.document), after: after, limit: limit)
        }.with {
            $0.about =
                "In the order in which they were recorded. Those that were taken back, by themselves"
                + " or with their document, stay in the list and say so."
        }
    }

    private var one: APIOperation {
        let object = SettlingObjects.writeOff
        return APIOperation(
            .get, "\(Self.path)/:id", "getWriteOff", .settling, "One write-off",
            answer: .object(object.schema)
        ) { call in
            let id = try Self.writeOff(call)
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
            $0.readsBack = true
            $0.input = WriteOffInput.schema
            $0.example = APIExamples.writeOff
            $0.isOnce = true
            $0.problems = [
                PostingError.unknownDocument, PostingError.notAllocatable,
                PostingError.otherCurrency,
                PostingError.moreThanOpen, PostingError.settlesNothing, PostingError.inFuture,
            ]
            $0.member = Self.member
        }
    }

    /// The member that an error is about.
    @Sendable
    private static func member(_ error: any DomainError) -> String? {
        switch error as? PostingError {
        case .unknownDocument, .notAllocatable: WriteOffInput.documentID.name
        case .moreThanOpen, .settlesNothing, .otherCurrency: WriteOffInput.money.name
        case .inFuture: WriteOffInput.day.name
        default: nil
        }
    }

    private var reverse: APIOperation {
        let object = SettlingObjects.writeOff
        return APIOperation(
            .post, "\(Self.path)/:id/reverse", "reverseWriteOff", .settling,
            "Takes a write-off back", answer: .object(object.schema)
        ) { call in
            let id = try Self.writeOff(call)
            let services = services
            return .once(
                try await services.once.perform(call.scope, try call.once()) { connection in
                    let known = try services.settling.writeOff(call.scope, id, on: connection)
                    // Nobody else takes it back between the check and the reversal.
                    try services.posting.lock(call.scope, known.document, on: connection)
                    let current = try services.settling.writeOff(call.scope, id, on: connection)
                    try call.checkMatch(object.bytes(current))
                    try services.posting.reverse(call.scope, current, on: connection)
                    let left = try services.settling.writeOff(call.scope, id, on: connection)
                    return OnceAnswer(status: 200, body: object.bytes(left))
                })
        }.with {
            $0.about =
                "What it wrote off is open again from the day on which it counted. Nothing is"
                + " deleted. One that was taken back before, by itself or with its document, is"
                + " refused."
            $0.permission = .postReceivables
            $0.readsBack = true
            $0.parameters = [Self.id.info]
            $0.isOnce = true
            $0.checksMatch = true
            $0.problems = [SettlingError.unknownWriteOff, SettlingError.writeOffReversed]
        }
    }

    /// - Throws: `SettlingError.unknownWriteOff` for what is no id, too.
    private static func writeOff(_ call: APICall) throws -> WriteOffID {
        try call.id(id, orThrow: SettlingError.unknownWriteOff)
    }
}
