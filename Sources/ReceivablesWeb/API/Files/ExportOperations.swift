import Formats
import Hummingbird
import Kernel
import Receivables
import Tenancy
import WebSupport

/// The operations on exports.
struct ExportOperations: Sendable {
    private static let path = ExportObjects.path
    /// The first answer waits so long for a file that is made at once.
    private static let patience: Duration = .seconds(1)
    private static let ofOneServer =
        "Of several servers only the one that took an export knows of it: what divides requests"
        + " among them must keep a client with one."
    private static let id = APIParameter<String>.path("id", "The export's id.", ExportObjects.name)

    let files: APIFiles
    let services: APIServices
    let environment: WebEnvironment

    var all: [APIOperation] { [list, start, one, file] }

    private var list: APIOperation {
        APIOperation(
            .get, Self.path, "listExports", .files, "Lists your exports",
            answer: .object(ExportObjects.exports.schema)
        ) { call in
            let all = try await files.exporter.all(of: call.scope)
            return .read(ExportObjects.exports.bytes(all, next: nil))
        }.with {
            $0.about = "Those of the last hour, all on one page. " + Self.ofOneServer
            $0.permission = .readReceivables
        }
    }

    private var start: APIOperation {
        let object = ExportObjects.export
        return APIOperation(
            .post, Self.path, "startExport", .files, "Makes a file of a report",
            answer: APIAnswer(
                .accepted, "It is being made; how far it is stands in the answer.",
                .object(object.schema))
        ) { call in
            let input = try call.input(ExportInput.self)
            let answer = try await services.once.performOutside(
                call.scope, try call.once(), holds: { try await holds($0, call.scope) }
            ) {
                let id = try await begin(input, call)
                await files.exporter.wait(for: id, atMost: Self.patience)
                let export = try await files.exporter.status(of: id, call.scope)
                return OnceAnswer(
                    status: 202, body: object.bytes(export), path: "\(Self.path)/\(id)/")
            }
            return .once(answer)
        }.with {
            $0.about =
                "Ask at the address in `Location` until `state` is `done`, then fetch the file"
                + " behind it (`file/`). Files are kept for an hour, for whoever asked for them. A"
                + " server that is restarted forgets them. " + Self.ofOneServer
            $0.permission = .readReceivables
            $0.input = ExportInput.schema
            $0.example = APIExamples.export
            $0.isOnce = true
            $0.problems = AgingQuestion.problems
            $0.problems += [
                ExportStoreError.tooMany, PostingError.unknownCustomer, AgingError.dateRange,
                AgingError.knownAtInFuture, AgingError.knownAtTooRecent(.now()),
                AgingError.totalTooLarge, ExportInput.problem,
            ]
            $0.member = Self.member
        }
    }

    private var one: APIOperation {
        let object = ExportObjects.export
        return APIOperation(
            .get, "\(Self.path)/:id", "getExport", .files, "How far an export is",
            answer: .object(object.schema)
        ) { call in
            let id = try call.value(Self.id) ?? ""
            return .read(object.bytes(try await files.exporter.status(of: id, call.scope)))
        }.with {
            $0.about = Self.ofOneServer
            $0.permission = .readReceivables
            $0.parameters = [Self.id.info]
            $0.problems = [ExportStoreError.unknown]
        }
    }

    private var file: APIOperation {
        let (exporter, environment) = (files.exporter, environment)
        return APIOperation(
            plain: .get, "\(Self.path)/:id/file", "getExportFile", .files, "The file of an export",
            answer: APIAnswer(.ok, "The file.", nil, types: ["application/octet-stream"])
        ) { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            try scope.require(.readReceivables)
            return try await exporter.file(
                of: try context.parameters.require("id"), scope, context)
        }.with {
            $0.about = Self.ofOneServer
            $0.permission = .readReceivables
            $0.parameters = [Self.id.info]
            $0.problems = [
                ExportStoreError.unknown, ExportStoreError.notDone,
                ExportStoreError.failed(reason: nil),
            ]
        }
    }

    /// The member that an error is about.
    @Sendable
    private static func member(_ error: any DomainError) -> String? {
        switch error {
        case PostingError.unknownCustomer, AgingError.unknownCustomer: ExportInput.customerID.name
        case AgingError.knownAtInFuture, AgingError.knownAtTooRecent: ExportInput.known.name
        case AgingError.dateRange: ExportInput.start.name
        default: nil
        }
    }

    /// Whether the file of an answer is still there: after its hour, or on another server, it is
    /// made anew.
    private func holds(_ answer: OnceAnswer, _ scope: Scope) async throws -> Bool {
        let id = answer.path?.split(separator: "/").last.map(String.init) ?? ""
        return try await files.exporter.all(of: scope).contains { $0.id == id }
    }

    private func begin(_ input: ExportInput, _ call: APICall) async throws -> String {
        let (scope, exports, format) = (call.scope, files.exports, input.format)
        let to = input.asOf ?? call.today
        switch input.report {
        case .aging:
            let question = try input.aging(scope.tenant, today: call.today)
            // What can be told at once is not told by a file that is never done.
            try await exports.checkAging(scope, question)
            return try await files.exporter.start(
                scope, format, title: "Aging report",
                name: "aging-\(scope.tenant.name)-\(question.asOf)", subject: Self.path
            ) { make in try await exports.aging(scope, question, make) }
        case .statement:
            guard let id = input.customer else { throw PostingError.unknownCustomer }
            // Asked here, so that a customer who is not there is told at once.
            let customer = try await services.customerRegister.customer(
                scope, id, today: call.today
            ).customer
            let statement = try await exports.statement(scope, id, input.from, to)
            return try await files.exporter.start(
                scope, format, title: "Statement of account",
                name: "statement-\(scope.tenant.name)-\(customer.code)-\(to)", subject: Self.path
            ) { make in try statement.write(to: try make()) }
        }
    }
}
