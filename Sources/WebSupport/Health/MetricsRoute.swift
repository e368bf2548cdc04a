import Hummingbird
import Kernel

/// `/metrics`: counts for who watches the installation, in the text form of Prometheus
/// (https://prometheus.io/docs/instrumenting/exposition_formats/, version 0.0.4).
///
/// For programs on the same machine that come without a proxy, and for operators.
struct MetricsRoute: Sendable {
    private static let type = "text/plain; version=0.0.4; charset=utf-8"

    let cache: AnswerCache?
    let edge: ServerEdge

    func add(to routes: inout RouteTable) {
        routes.get("/metrics") { _, context in
            guard isAllowed(context) else { throw WebError.noSuchAddress }
            var response = Response(
                status: .ok, headers: [.contentType: Self.type],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
            response.headers[.cacheControl] = "no-store"
            return response
        }
    }

    private func isAllowed(_ context: AppRequestContext) -> Bool {
        if let visitor = context.visitor { return visitor.isOperator }
        guard context.facts.clientAddress == nil,
            let address = NetworkAddress(context.remoteAddress)
        else { return false }
        return address.isLoopback && !edge.trusts(address)
    }

    private var text: String {
        let counts = cache?.counts ?? CacheCounts()
        var lines: [String] = []
        func add(_ name: String, _ type: String, _ about: String, _ samples: [(String, String)]) {
            lines.append("# HELP countinghouse_\(name) \(about)")
            lines.append("# TYPE countinghouse_\(name) \(type)")
            for (labels, value) in samples {
                lines.append("countinghouse_\(name)\(labels) \(value)")
            }
        }
        add(
            "cache_answers_total", "counter",
            "Questions whose answers may be kept, by where the answer came from.",
            [
                ("{from=\"connection\"}", "\(counts.readyHits)"),
                ("{from=\"process\"}", "\(counts.hits)"),
                ("{from=\"redis\"}", "\(counts.sharedHits)"),
                ("{from=\"database\"}", "\(counts.misses)"),
            ])
        add(
            "cache_hit_ratio", "gauge", "The part of these that was not computed.",
            counts.hitRatio.map { [("", "\($0)")] } ?? [])
        add(
            "cache_evictions_total", "counter", "Answers forgotten to make room.",
            [("", "\(counts.evictions)")])
        add("cache_entries", "gauge", "Answers kept in this process.", [("", "\(counts.entries)")])
        add("cache_bytes", "gauge", "Their bytes.", [("", "\(counts.bytes)")])
        return lines.joined(separator: "\n") + "\n"
    }
}
