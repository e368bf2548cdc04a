import Logging
import NIOCore
import NIOHTTP1

/// An answer as it went out, for the requests that ask the very same.
struct ReadyAnswer: Sendable {
    let condition: ReadyCondition
    /// What was sent before the body, but for what differs from answer to answer.
    private let head: HTTPResponseHead
    let body: ByteBuffer?

    init(_ condition: ReadyCondition, _ head: HTTPResponseHead, body: ByteBuffer?) {
        self.condition = condition
        self.body = body
        var head = head
        head.headers.remove(name: HeaderNames.requestID.rawName)
        head.headers.remove(name: HeaderNames.rateLimit.rawName)
        self.head = head
    }

    var status: Int { Int(head.status.code) }

    func head(requestID: String, _ allowances: [RequestAllowance]) -> HTTPResponseHead {
        var head = head
        if !allowances.isEmpty {
            let left = allowances.map(\.field).joined(separator: ", ")
            head.headers.add(name: HeaderNames.rateLimit.rawName, value: left)
        }
        head.headers.add(name: HeaderNames.requestID.rawName, value: requestID)
        return head
    }
}
