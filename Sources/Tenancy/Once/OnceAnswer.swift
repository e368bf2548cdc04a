/// What a request that may be sent again is answered with, each time the same.
package struct OnceAnswer: Sendable {
    /// Of HTTP.
    package let status: Int
    /// JSON; empty for none.
    package let body: [UInt8]
    /// What is kept of it for whoever sends the request again: the body, or the body encrypted.
    let kept: [UInt8]
    /// Where what was made is.
    package let path: String?
    /// Whether it was answered before.
    package let isReplay: Bool

    /// - Parameter kept: where the body may not be kept as it is, what is kept in its place and
    ///   comes back as the body.
    package init(
        status: Int, body: [UInt8] = [], kept: [UInt8]? = nil, path: String? = nil,
        isReplay: Bool = false
    ) {
        self.status = status
        self.body = body
        self.kept = kept ?? body
        self.path = path
        self.isReplay = isReplay
    }

    /// The same with another body.
    package func with(body: [UInt8]) -> OnceAnswer {
        OnceAnswer(status: status, body: body, path: path, isReplay: isReplay)
    }
}
