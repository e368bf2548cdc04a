import HTTPTypes
import Hummingbird

/// Says with every answer, also with a refusal, what its sender may still ask.
enum AllowanceStep {
    static func finish(_ response: inout Response, _ context: AppRequestContext) {
        let allowances = context.facts.allowances
        guard !allowances.isEmpty else { return }
        let policies = allowances.map(\.policyField).joined(separator: ", ")
        let fields = allowances.map(\.field).joined(separator: ", ")
        response.headers.append(HTTPField(name: HeaderNames.rateLimitPolicy, value: policies))
        response.headers.append(HTTPField(name: HeaderNames.rateLimit, value: fields))
    }
}
