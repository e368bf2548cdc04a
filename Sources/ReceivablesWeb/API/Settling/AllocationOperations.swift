import Kernel
import Receivables
import Tenancy
import WebSupport

/// The operations on allocations.
struct AllocationOperations: Sendable {
    private static let path = "/api/v1/allocations"
    private static let id = APIParameter<String>.path("id", "The allocation's id.", .id)
    private static let credit = APIParameter<DocumentID>.id(
        "credit_id", "Those of one receipt, credit note or opening balance below zero.")
    private static let document = APIParameter<DocumentID>.id(
        "document_id", "Those against one invoice, refund or opening balance.")
    private static let page = APIPage("AllocationPage", of: SettlingObjects.allocation)

    let services: APIServices

    var all: [APIOperation] { [list, create, one, reverse] }

    private var list: APIOperation {
        APIOperation.list(
            Self.path, "listAllocations", .settling, "Lists allocations", Self.page,
            filters: [Self.credit.info, Self.document.info]
        ) { call, after, limit in
            var question = AllocationQuestion()
            question.credit = try call.value(Self.credit)
            question.document = try call.value(Self.document)
            question.after = after
            question.limit = limit
            return try await services.settling.allocations(call.scope, question)
        }.with {
            $0.about =
                "Of all documents, or of a credit or what it was set against, in the order in which"
                + " they were made. Those that were taken back are there and say so."
        }
    }

    private var one: APIOperation {
        let object = SettlingObjects.allocation
        return APIOperation(
            .get, "\(Self.path)/:id", "getAllocation", .settling, "One allocation",
            answer: .object(object.schema)
        ) { call in
            .read(
                object.bytes(
                    try await services.settling.allocation(
                        call.scope, try Self.allocation(call))))
        }.with {
            $0.permission = .readReceivables
            $0.parameters = [Self.id.info]
            $0.problems = [PostingError.unknownAllocation]
        }
    }

    private var create: APIOperation {
        let object = SettlingObjects.allocations
        return APIOperation(
            .post, Self.path, "createAllocation", .settling,
            "Sets part of a credit against a document", answer: .created(object.schema)
        ) { call in
            let input = try call.input(AllocationInput.self)
            let (services, today) = (services, call.today)
            return .once(
                try await services.once.perform(call.scope, try call.once()) { connection in
                    let ids = try services.posting.allocate(
                        call.scope, input.application, of: input.credit,
                        instalment: input.instalment, today: today, on: connection)
                    let made = try services.settling.allocations(
                        call.scope, ids, on: connection)
                    return OnceAnswer(
                        status: 201, body: object.bytes(made),
                        path: "\(Self.path)/?credit_id=\(input.credit)")
                })
        }.with {
            $0.about =
                "Both must be posted, of the same customer and in the same currency. It may reach"
                + " several instalments: each is an allocation of its own."
            $0.permission = .postReceivables
            $0.readsBack = true
            $0.input = AllocationInput.schema
            $0.example = APIExamples.allocation
            $0.isOnce = true
            $0.problems = [
                PostingError.unknownCredit, PostingError.unknownDocument,
                PostingError.notAllocatable, PostingError.otherCurrency, PostingError.moreThanOpen,
                PostingError.settlesNothing, PostingError.inFuture,
            ]
            $0.member = Self.member
        }
    }

    /// The member that an error is about.
    @Sendable
    private static func member(_ error: any DomainError) -> String? {
        switch error as? PostingError {
        case .unknownCredit: AllocationInput.creditID.name
        case .unknownDocument, .notAllocatable: AllocationInput.documentID.name
        case .moreThanOpen, .settlesNothing, .otherCurrency: AllocationInput.amount.name
        case .inFuture: AllocationInput.date.name
        default: nil
        }
    }

    private var reverse: APIOperation {
        let object = SettlingObjects.allocation
        return APIOperation(
            .post, "\(Self.path)/:id/reverse", "reverseAllocation", .settling,
            "Takes an allocation back", answer: .object(object.schema)
        ) { call in
            let id = try Self.allocation(call)
            let services = services
            return .once(
                try await services.once.perform(call.scope, try call.once()) { connection in
                    let known = try services.settling.allocation(call.scope, id, on: connection)
                    // Nobody else takes it back between the check and the reversal.
                    try services.posting.lock(call.scope, known.document, on: connection)
                    let current = try services.settling.allocation(call.scope, id, on: connection)
                    try call.checkMatch(object.bytes(current))
                    try services.posting.reverse(call.scope, id, on: connection)
                    let left = try services.settling.allocation(call.scope, id, on: connection)
                    return OnceAnswer(status: 200, body: object.bytes(left))
                })
        }.with {
            $0.about =
                "What it applied is open and unapplied again from the day on which it counted."
            $0.permission = .postReceivables
            $0.readsBack = true
            $0.parameters = [Self.id.info]
            $0.isOnce = true
            $0.checksMatch = true
            $0.problems = [PostingError.unknownAllocation, PostingError.alreadyReversed]
        }
    }

    private static func allocation(_ call: APICall) throws -> AllocationID {
        try call.id(id, orThrow: PostingError.unknownAllocation)
    }
}
