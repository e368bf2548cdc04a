/// The answer of `/health`.
struct HealthReport: Encodable {
    enum State: String, Encodable {
        case healthy, unhealthy
    }

    let status: State
    let database: State
    let cache: String
    let timestamp: String
}
