import Hummingbird
import NIOCore
import Tenancy

/// Tells the connection for how long an answer that is about to go out holds for the very same
/// request (`ReadyAnswerHandler`): one that was kept already, of somebody who is known.
struct ReadyStep: Sendable {
    let limiter: RequestLimiter

    func finish(
        _ response: Response, _ context: AppRequestContext,
        _ reading: VersionReading
    ) {
        // Limits that servers count together are not to be had at once.
        guard let kept = reading.kept, let shared = reading.shared, context.visitor != nil,
            limiter.isAlone, response.status == .ok || response.status == .notModified,
            !response.headers.contains(.setCookie), context.channel.eventLoop.inEventLoop
        else { return }
        let condition = ReadyCondition(
            tenant: kept.tenant, tenantName: context.facts.tenant, version: kept.version,
            shared: shared, until: kept.until, limits: context.facts.limits)
        context.channel.triggerUserOutboundEvent(condition, promise: nil)
    }
}
