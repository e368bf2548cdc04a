import Kernel
import Receivables
import Tenancy
import WebSupport

/// The operations on the documents of a kind.
struct DocumentOperations<Input: DocumentInput>: Sendable {
    let words: DocumentWords
    /// An example of a new one, as JSON.
    let example: String
    /// The number in it; none where the kind cannot be posted.
    var exampleNumber = ""
    let services: APIServices

    private var entries: APIObject<DocumentEntry> {
        APIObject(
            words.name, "\(words.heading) as lists show it.", isSparse: true,
            DocumentObjects.fields(words) { $0 })
    }

    var details: APIObject<DocumentDetails> {
        var fields = DocumentObjects.fields(words) { (details: DocumentDetails) in details.entry }
        if words.kind == .invoice {
            fields.append(
                .list(
                    "instalments", "Its parts; none where all of it is due at once.",
                    DocumentObjects.instalment
                ) { $0.instalments })
        }
        if words.kind == .invoice || words.kind == .creditNote {
            fields.append(.list("lines", "What was sold.", DocumentObjects.line) { $0.lines })
        }
        return APIObject(
            "\(words.name)Details", "\(words.heading) with its parts.",
            isSparse: true, fields)
    }

    private var path: String { "/api/v1/\(words.path)" }
    private static var id: APIParameter<String> { .path("id", "The document's id.", .id) }

    func reading() -> [APIOperation] { [list, one] }

    func writing() -> [APIOperation] {
        let batch = BatchOperation<Input>(
            path: "\(path)/batch", name: "create\(words.name)s", tag: words.tag,
            summary: "Posts up to 1,000 \(words.many)", services: services,
            make: { documents, call, connection in
                try services.posting.book(
                    call.scope, documents.map(\.document), today: call.today, on: connection
                ).map { "\($0)" }
            }, problems: Self.postingProblems,
            example: APIExamples.batch(of: example, exampleNumber),
            hold: { documents, call, connection in
                try services.posting.lockCustomers(
                    call.scope, of: documents.map(\.document), on: connection)
            })
        return [create, batch.operation, void]
    }

    private var list: APIOperation {
        let item = entries
        let page = APIPage("\(words.name)Page", of: item)
        let list = DocumentListParameters(words: words, names: item.names)
        return APIOperation(
            .get, path, "list\(words.name)s", words.tag, "Lists \(words.many)",
            answer: .object(page.schema)
        ) { call in
            let (entries, next) = try await services.register.list(
                call.scope, try list.question(call))
            return .read(page.bytes(entries, next: next?.text, try call.value(list.fields)))
        }.with {
            $0.about = DocumentListParameters.about
            $0.permission = .readReceivables
            $0.parameters = list.all
            $0.problems = [
                RegisterError.foreignCursor, RegisterError.filterNeedsSort(""),
                RegisterError.filtersConflict, RegisterError.importAlone,
                RegisterError.neverOverdue,
            ]
        }
    }

    private var one: APIOperation {
        let object = details
        let fields = APIParameters.fields(object.names)
        return APIOperation(
            .get, "\(path)/:id", "get\(words.name)", words.tag, "One \(words.one)",
            answer: .object(object.schema)
        ) { call in
            let document = try await services.register.document(
                call.scope, try Self.document(call), words.kind)
            return .read(object.bytes(document, try call.value(fields)))
        }.with {
            $0.permission = .readReceivables
            $0.parameters = [Self.id.info, fields.info]
            $0.problems = [PostingError.unknownDocument]
        }
    }

    private var create: APIOperation {
        let object = details
        return APIOperation(
            .post, path, "create\(words.name)", words.tag, "Posts \(words.article)",
            answer: .created(object.schema)
        ) { call in
            let document = try call.input(Input.self).document
            let (services, path, today) = (services, path, call.today)
            let (scope, request) = (call.scope, try call.once())
            let answer = { @Sendable (made: DocumentDetails) in
                OnceAnswer(
                    status: 201, body: object.bytes(made), path: "\(path)/\(made.entry.id)/")
            }
            let alone = {
                try await services.once.perform(scope, request) { connection in
                    answer(
                        try services.posting.bookAndRead(
                            scope, document, today: today, with: services.register,
                            on: connection))
                }
            }
            guard let request else { return .once(try await alone()) }
            let joining = JointPosting.Request(scope, request, document, answer: answer)
            return .once(try await services.joint.perform(joining, alone: alone))
        }.with {
            $0.permission = .postReceivables
            $0.readsBack = true
            $0.input = Input.schema
            $0.example = example
            $0.isOnce = true
            $0.isQuick = true
            $0.problems = Self.postingProblems
            $0.member = NewMember.of
        }
    }

    /// Voids one of them, also of a kind that is posted in another way.
    var void: APIOperation {
        let object = details
        return APIOperation(
            .post, "\(path)/:id/void", "void\(words.name)", words.tag, "Voids \(words.article)",
            answer: .object(object.schema)
        ) { call in
            let id = try Self.document(call)
            let (services, kind) = (services, words.kind)
            return .once(
                try await services.once.perform(call.scope, try call.once()) { connection in
                    // Nobody else settles it between the check and the voiding.
                    try services.posting.lock(call.scope, id, on: connection)
                    try call.checkMatch(
                        object.bytes(
                            try services.register.document(
                                call.scope, id, kind, on: connection)))
                    try services.posting.void(call.scope, id, kind, on: connection)
                    let left = try services.register.document(
                        call.scope, id, kind, on: connection)
                    return OnceAnswer(status: 200, body: object.bytes(left))
                })
        }.with {
            $0.about =
                "It counts nowhere from its own date on; what it was set against is open again."
                + " Nothing is deleted, and its number is not free again: what takes its place is"
                + " posted under another one."
            $0.permission = .postReceivables
            $0.readsBack = true
            $0.parameters = [Self.id.info]
            $0.isOnce = true
            $0.checksMatch = true
            $0.problems = [PostingError.unknownDocument, PostingError.alreadyVoid]
        }
    }

    /// - Throws: `PostingError.unknownDocument` for what is no id, too.
    static func document(_ call: APICall) throws -> DocumentID {
        guard let id = try call.value(id).flatMap({ DocumentID($0) }) else {
            throw PostingError.unknownDocument
        }
        return id
    }

    private static var postingProblems: [any DomainError] {
        Input.problems + commonProblems
    }

    private static var commonProblems: [any DomainError] {
        [
            PostingError.number, PostingError.notPositive(""), PostingError.tooLarge(""),
            PostingError.instalments(""), PostingError.lines(""), PostingError.duplicateNumber,
            PostingError.unknownCustomer, PostingError.noRate(""), PostingError.notAllocatable,
            PostingError.unknownDocument, PostingError.otherCurrency, PostingError.moreThanOpen,
            PostingError.rate, PostingError.rateOfBase, PostingError.inFuture, MoneyError.overflow,
            DateError.outOfRange,
        ] as [any DomainError]
    }
}
