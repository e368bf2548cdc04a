import Hummingbird
import Kernel
import Receivables
import Tenancy
import WebSupport

/// The operations on imports.
struct ImportOperations: Sendable {
    private static let path = "/api/v1/imports"
    /// The first answer waits so long for what is nearly there.
    private static let patience: Duration = .milliseconds(1_500)
    private static let ofOneServer =
        "Of several servers only the one that took a file knows how far it is, has its `report` and"
        + " can stop it: what divides requests among them must keep a client with one."
    private static let id = APIParameter<String>.path("id", "The import's id.", .id)
    private static let token = APIParameter<String>.path(
        "token", "The file's id.",
        .text(APIText(pattern: "^[0-9a-f]{32}$", example: "0123456789abcdef0123456789abcdef")))
    private static let page = APIPage("ImportPage", of: ImportObjects.entry)

    let desk: ImportDesk
    let once: OnceService

    var all: [APIOperation] { [list, start, one, file, cancel] }

    private var list: APIOperation {
        APIOperation.list(
            Self.path, "listImports", .files, "Lists the imports that are in the books", Self.page
        ) { call, after, limit in
            try await desk.history.list(call.scope, after: after, limit: limit)
        }.with {
            $0.about = "The youngest first."
            $0.permission = .importData
        }
    }

    private var one: APIOperation {
        let object = ImportObjects.entry
        return APIOperation(
            .get, "\(Self.path)/:id", "getImport", .files, "One import that is in the books",
            answer: .object(object.schema)
        ) { call in
            guard let text = try call.value(Self.id), let id = ID<ImportHistoryEntry>(text),
                let entry = try await desk.history.find(call.scope, id.rawValue)
            else { throw ImportFileError.unknownImport }
            return .read(object.bytes(entry))
        }.with {
            $0.permission = .importData
            $0.parameters = [Self.id.info]
            $0.problems = [ImportFileError.unknownImport]
        }
    }

    private var start: APIOperation {
        let object = ImportObjects.run
        return APIOperation(
            .post, Self.path, "startImport", .files, "Imports a file",
            answer: APIAnswer(
                .accepted, "It was taken; how far it is stands in the answer.",
                .object(object.schema))
        ) { call in
            .once(try await take(call))
        }.with {
            $0.about =
                "The body is the file itself: CSV, Excel, HTML or what else the import page takes."
                + " The answer waits a moment; where the file is not imported by then, ask at the"
                + " address in `Location` until `state` is no longer `importing`. The same file"
                + " sent twice changes nothing. With `dry_run` the answer is all there is: nothing"
                + " is kept, and there is no `Location`. "
                + Self.ofOneServer
            $0.permission = .importData
            $0.parameters = ImportParameters.all
            $0.inputType = "application/octet-stream"
            $0.bodyBytesMax = ImportUploadService.bytesMax
            $0.isOnce = true
            $0.problems = [
                ImportParameters.mapProblem, ImportFileError.form, ImportUploadError.empty,
                ImportUploadError.tooLarge(bytesMax: ImportUploadService.bytesMax),
                ImportUploadError.busy, ImportUploadError.cannotKeep(reason: ""),
            ]
        }
    }

    private var file: APIOperation {
        let object = ImportObjects.run
        return APIOperation(
            .get, "\(Self.path)/files/:token", "getImportFile", .files,
            "What became of a file that was sent to be imported", answer: .object(object.schema)
        ) { call in
            let token = try Self.token(call)
            let upload = try await desk.uploads.find(call.scope, token)
            let job = await desk.queue.job(call.scope, token)
            return .read(object.bytes(ImportRun(upload, job)))
        }.with {
            $0.about = "For whoever sent it, for two weeks. " + Self.ofOneServer
            $0.permission = .importData
            $0.parameters = [Self.token.info]
            $0.problems = [ImportUploadError.unknown]
        }
    }

    private var cancel: APIOperation {
        let object = ImportObjects.run
        return APIOperation(
            .post, "\(Self.path)/files/:token/cancel", "cancelImport", .files,
            "Stops an import that waits or runs",
            answer: APIAnswer(
                .accepted, "It was told to stop; what came of it stands in the answer.",
                .object(object.schema))
        ) { call in
            let token = try Self.token(call)
            let scope = call.scope
            return .once(
                try await once.performOutside(scope, try call.once()) {
                    let upload = try await desk.uploads.find(scope, token)
                    guard upload.state == .importing,
                        let job = await desk.queue.job(scope, token)
                    else { throw ImportUploadError.notRunning }
                    await desk.queue.cancel(scope, token)
                    await job.finished(within: Self.patience)
                    let left = ImportRun(try await desk.uploads.find(scope, token), job)
                    return OnceAnswer(
                        status: 202, body: object.bytes(left),
                        path: "\(Self.path)/files/\(token.text)/")
                })
        }.with {
            $0.about =
                "For whoever sent the file. Nothing of it is stored; `state` is `cancelled` then,"
                + " and `stored` where it was in the books before it could be stopped. The answer"
                + " waits a moment: where `state` is still `importing`, ask at the address in"
                + " `Location`. " + Self.ofOneServer
            $0.permission = .importData
            $0.parameters = [Self.token.info]
            $0.isOnce = true
            $0.problems = [ImportUploadError.unknown, ImportUploadError.notRunning]
        }
    }

    /// - Throws: `ImportUploadError.unknown` for what is no token, too.
    private static func token(_ call: APICall) throws -> ImportUploadToken {
        guard let token = try call.value(token).flatMap({ ImportUploadToken($0) }) else {
            throw ImportUploadError.unknown
        }
        return token
    }

    private func take(_ call: APICall) async throws -> OnceAnswer {
        let type = call.request.headers[.contentType]?.lowercased() ?? ""
        guard !type.hasPrefix("multipart/"),
            !type.hasPrefix("application/x-www-form-urlencoded")
        else { throw ImportFileError.form }
        let options = try ImportParameters.options(call)
        let (name, isDryRun) = (
            try ImportParameters.name(call), try ImportParameters.isDryRun(call)
        )
        var body = try call.streamed()
        let writer = try desk.uploads.begin(call.scope)
        for try await piece in call.request.body {
            let bytes = Array(piece.readableBytesView)
            body?.append(bytes)
            try await writer.append(bytes)
        }
        let scope = try await call.scopeAfterBody()
        return try await once.performOutside(
            scope, try body?.request(), holds: { isDryRun ? true : try await holds($0, scope) }
        ) {
            let token = try await desk.uploads.finish(scope, writer, named: name)
            let made = try await run(scope, token, options, isDryRun: isDryRun)
            // A file that was only looked at is forgotten: nothing is there to be asked.
            return OnceAnswer(
                status: 202, body: ImportObjects.run.bytes(made),
                path: isDryRun ? nil : "\(Self.path)/files/\(token.text)/")
        }
    }

    /// Whether the file of an answer is, or was, imported: a server that was killed meanwhile did
    /// not do what it promised. A file that was taken away since was so on purpose.
    private func holds(_ answer: OnceAnswer, _ scope: Scope) async throws -> Bool {
        guard let name = answer.path?.split(separator: "/").last,
            let token = ImportUploadToken(String(name))
        else { return true }
        do {
            return try await desk.uploads.find(scope, token).state != .interrupted
        } catch ImportUploadError.unknown { return true }
    }

    private func run(
        _ scope: Scope, _ token: ImportUploadToken, _ options: ImportUploadOptions, isDryRun: Bool
    ) async throws -> ImportRun {
        if options != ImportUploadOptions() {
            try await desk.uploads.change(scope, token, options)
        }
        let upload = try await desk.uploads.find(scope, token)
        guard !isDryRun else { return try await look(scope, upload) }
        let job = try await desk.queue.start(scope, upload)
        await job.finished(within: Self.patience)
        return ImportRun(try await desk.uploads.find(scope, token), job)
    }

    /// Looks at the whole file, and forgets it.
    private func look(_ scope: Scope, _ upload: ImportUpload) async throws -> ImportRun {
        let job = await desk.queue.check(scope, upload)
        await job.finished()
        let run = ImportRun(upload, job)
        try await desk.uploads.remove(scope, upload.token)
        return run
    }
}
