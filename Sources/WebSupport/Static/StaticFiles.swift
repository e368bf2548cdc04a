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
            let body = ByteBuffer(bytes: file.bytes)
            routes.get(file.path) { _, _ in
                Response(
                    status: .ok,
                    headers: [.contentType: file.contentType, .cacheControl: Self.lifetime],
                    body: ResponseBody(byteBuffer: body))
            }
        }
    }
}
