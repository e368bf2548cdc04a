import Hummingbird
import Kernel

/// Counts a request for who sent it, and refuses it where that is too many.
struct RequestLimitStep: Sendable {
    let limiter: RequestLimiter

    func take(_ context: AppRequestContext) async throws {
        try await limiter.take(Self.key(context), for: context.facts)
    }

    private static func key(_ context: AppRequestContext) -> RequestLimiter.Key {
        switch context.visitor?.actor {
        case .person(let id, _): return .client("person \(id)")
        case .program(let id, _): return .client("key \(id)")
        default:
            let address = NetworkAddress(context.remoteAddress)?.neighbourhood.description
            return .address(address ?? "")
        }
    }
}
