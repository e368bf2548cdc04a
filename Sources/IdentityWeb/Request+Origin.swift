import Hummingbird
import Identity
import WebSupport

extension Request {
    /// Where its sender logs in from.
    func origin(_ context: AppRequestContext) -> LoginOrigin {
        LoginOrigin(address: context.remoteAddress, agent: headers[.userAgent] ?? "")
    }
}
