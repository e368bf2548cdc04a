package import Hummingbird

/// Finds out who sent a request. This is all that the server knows of logging in.
package struct Authenticator: Sendable {
    let visitor: @Sendable (Request) async throws -> Visitor?

    /// - Parameter visitor: who sent a request; nil for somebody who is not logged in.
    package init(visitor: @escaping @Sendable (Request) async throws -> Visitor?) {
        self.visitor = visitor
    }

    /// Everybody is this visitor.
    package static func always(_ visitor: Visitor) -> Authenticator {
        Authenticator { _ in visitor }
    }
}
