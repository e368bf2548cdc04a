import Kernel
import Receivables
import Tenancy
import WebSupport

/// The operations that undo imports.
struct ImportUndoOperations: Sendable {
    private static let path = "/api/v1/imports/:id/undo"
    /// The first answer waits so long for what is nearly there.
    private static let patience: Duration = .milliseconds(1_500)
    private static let id = APIParameter<String>.path("id", "The import's id.", .id)

    let desk: ImportDesk
    let once: OnceService

    var all: [APIOperation] { [plan, undo] }

    private var plan: APIOperation {
        let object = ImportUndoObjects.undo
        return APIOperation(
            .get, Self.path, "getImportUndo", .files,
            "What undoing an import would take back, and how far it is",
            answer: .object(object.schema)
        ) { call in
            let id = try Self.id(call)
            let found = try await find(call.scope, id)
            return .readWithState(object.bytes(found), state: Self.state(found))
        }.with {
            $0.permission = .importData
            $0.parameters = [Self.id.info]
            $0.problems = [ImportFileError.unknownImport]
        }
    }

    private var undo: APIOperation {
        let object = ImportUndoObjects.undo
        return APIOperation(
            .post, Self.path, "undoImport", .files, "Undoes an import",
            answer: APIAnswer(
                .accepted, "It was begun; how far it is stands in the answer.",
                .object(object.schema))
        ) { call in
            let id = try Self.id(call)
            return .once(
                try await once.performOutside(
                    call.scope, try call.once(),
                    holds: { _ in try await find(call.scope, id).isBegun }
                ) {
                    let left = try await begin(call, id)
                    return OnceAnswer(
                        status: 202, body: object.bytes(left),
                        path: "/api/v1/imports/\(id)/undo/")
                })
        }.with {
            $0.about =
                "What it created becomes void and what it changed is put back, all or nothing;"
                + " nothing is deleted. The answer waits a moment; where the import is not undone"
                + " by then, ask at the address in `Location` until `state` is neither `waiting`"
                + " nor `running`. `If-Match` with that address's `ETag` undoes it only where it"
                + " takes back what you have seen. How far it is only the server knows that does"
                + " it: another one of the installation says `possible` until it is done."
            $0.permission = .importData
            $0.parameters = [Self.id.info]
            $0.isOnce = true
            $0.checksMatch = true
            $0.problems = [
                ImportFileError.unknownImport, ImportUndoError.alreadyUndone,
                ImportUndoError.blocked(ImportUndoBlocker(reason: .later), count: 1),
                ImportUndoError.broken(reason: ""),
            ]
        }
    }

    /// Begins it, unless it was begun, and waits a moment.
    private func begin(_ call: APICall, _ id: Int64) async throws -> ImportUndo {
        let before = try await find(call.scope, id)
        try call.checkMatch(state: Self.state(before))
        guard before.plan.isPossible else { throw ImportUndoError(before.plan) }
        let job = try await desk.queue.undo(call.scope, id)
        await job.finished(within: Self.patience)
        let left = try await find(call.scope, id)
        // Another server may have done it meanwhile: it is what was asked for.
        if case .done(.failure(let failure)) = job.phase, left.state != .undone {
            // Something came in between; else its key stays free for another try.
            throw left.plan.isPossible
                ? ImportUndoError.broken(reason: failure.sentence) : ImportUndoError(left.plan)
        }
        return left
    }

    /// - Throws: `ImportFileError.unknownImport`.
    private func find(_ scope: Scope, _ id: Int64) async throws -> ImportUndo {
        let job = await desk.queue.undoing(scope, id)
        let phase = job?.phase
        let plan = try await desk.undoing.plan(scope, id)
        guard plan.blockers.first?.reason != .unknown else { throw ImportFileError.unknownImport }
        return ImportUndo(plan, job, phase)
    }

    /// What is looked at where somebody says what they have seen: not how far it is.
    private static func state(_ found: ImportUndo) -> [UInt8] {
        ImportUndoObjects.undo.bytes(ImportUndo(found.plan))
    }

    /// - Throws: `ImportFileError.unknownImport` for what is no id, too.
    private static func id(_ call: APICall) throws -> Int64 {
        let found: ID<ImportHistoryEntry> = try call.id(
            id, orThrow: ImportFileError.unknownImport)
        return found.rawValue
    }
}
