package import Hummingbird
package import Tenancy

extension Request {
    /// Where it came from, as records have it.
    package func origin(_ context: AppRequestContext) -> Origin {
        Origin(
            address: context.remoteAddress, agent: headers[.userAgent] ?? "",
            requestID: context.requestID)
    }
}
