/// What somebody has left of what they may ask, as the headers `RateLimit-Policy` and `RateLimit`
/// say it (draft-ietf-httpapi-ratelimit-headers-10).
struct RequestAllowance: Hashable, Sendable {
    /// What is counted: `address`, `client` or `tenant`.
    let policy: String
    /// The requests of a minute.
    let quota: Int
    let remaining: Int
    /// Until everything is there again.
    let resetSeconds: Int

    var policyField: String { "\"\(policy)\";q=\(quota);w=\(RequestLimiter.windowSeconds)" }
    var field: String { "\"\(policy)\";r=\(remaining);t=\(resetSeconds)" }
}
