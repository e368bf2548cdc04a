import Hummingbird

/// The files of a server.
package struct StaticFiles: Sendable {
    private static let lifetime = "public, max-age=31536000, immutable"

    private let files: [StaticFile]

    package init(_ files: [StaticFile]) {
        self.files = files
    }

    /// Where a file is served; empty when there is none of that name.
    package func path(of name: String) -> String {
        files.first { $0.name == name }?.path ?? ""
    }

    func addRoutes(to routes: inout RouteTable) {
        for file in files {
            let body = StaticBody(file.bytes)
            routes.get(file.path, isQuick: true) { request, _ in
                var response = Response(
                    status: .ok,
                    headers: [
                        .contentType: file.contentType, .cacheControl: Self.lifetime,
                        .vary: "Accept-Encoding",
                    ],
                    body: ResponseBody(byteBuffer: body.plain))
                if request.takesGzip, let packed = body.packed {
                    response.headers[.contentEncoding] = "gzip"
                    response.body = ResponseBody(byteBuffer: packed)
                }
                return response
            }
        }
    }
}

extension Request {
    /// Whether the sender unpacks gzip; `q=0` says that it does not.
    fileprivate var takesGzip: Bool {
        headers[values: .acceptEncoding].contains { line in
            line.split(separator: ",").contains { choice in
                let parts = choice.split(separator: ";").map { $0.filter { $0 != " " } }
                guard parts.first?.lowercased() == "gzip" else { return false }
                guard parts.count > 1 else { return true }
                return !parts[1].hasPrefix("q=0") || parts[1].hasPrefix("q=0.")
            }
        }
    }
}
