/// What a request that may be sent again is answered with, each time the same.
package struct OnceAnswer: Sendable {
    /// Of HTTP.
    package let status: Int
    /// JSON; empty for none.
    package let body: [UInt8]
    /// Where what was made is.
    package let path: String?
    /// Whether it was answered before.
    package let isReplay: Bool

    package init(status: Int, body: [UInt8] = [], path: String? = nil, isReplay: Bool = false) {
        self.status = status
        self.body = body
        self.path = path
        self.isReplay = isReplay
    }
}
