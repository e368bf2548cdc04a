import Formats
import Hummingbird
import Receivables
import Tenancy
import WebSupport

/// Tells a page how far an import, a check or an undo is, as server-sent events.
struct ImportEventsHandler: Sendable {
    private static let pause: Duration = .milliseconds(200)
    /// A browser comes back by itself when it is told no more.
    private static let roundsMax = 1_500
    private static let roundsPerSign = 75

    let desk: ImportDesk
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get("/import/file/:token/events") { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            let upload = try await desk.uploads.find(scope, try ImportAddress.token(context))
            let job = await desk.queue.job(scope, upload.token)
            return events(upload.state == .importing ? job : nil, scope)
        }
        routes.get("/import/file/:token/check/events") { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            let upload = try await desk.uploads.find(scope, try ImportAddress.token(context))
            let mayCheck =
                upload.state.mayStart && upload.sizeBytes <= ImportFileHandler.checkedBytesMax
            return events(mayCheck ? await desk.queue.check(scope, upload) : nil, scope)
        }
        routes.get("/import/:id/events") { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            let id = try ImportAddress.id(context)
            try scope.require(.importData)
            return events(await desk.queue.undoing(scope, id), scope)
        }
    }

    private func events(_ job: ImportJob?, _ scope: Scope) -> Response {
        let queue = desk.queue
        let body = ResponseBody { writer in
            var last = ""
            for round in 0..<Self.roundsMax {
                let isOver = job?.isDone ?? true
                let text = isOver ? Self.done : Self.event(job, scope)
                if text != last {
                    try await writer.write(ByteBuffer(string: text))
                    last = text
                } else if round.isMultiple(of: Self.roundsPerSign) {
                    try await writer.write(ByteBuffer(string: ": still there\n\n"))
                }
                if isOver || queue.isStopping || Task.isCancelled { break }
                do { try await Task.sleep(for: Self.pause) } catch { break }
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store",
            ], body: body)
    }

    private static let done = "event: done\ndata: {}\n\n"

    private static func event(_ job: ImportJob?, _ scope: Scope) -> String {
        let view = ImportProgressView(job, tenant: scope.tenant)
        var json = JSONBytes(reservingCapacity: 128)
        json.object { json in
            json.key("percent")
            json.integer(Int64(view.percent) ?? 0)
            json.key("text")
            json.string(view.text)
        }
        return "data: \(String(decoding: json.bytes, as: UTF8.self))\n\n"
    }
}
