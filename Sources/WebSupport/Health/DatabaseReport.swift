/// The answer of `/health/db`.
struct DatabaseReport: Encodable {
    let status: HealthReport.State
    /// Whole milliseconds, rounded up; null when there was no answer.
    let latencyMilliseconds: Int?

    private enum CodingKeys: String, CodingKey {
        case status
        case latencyMilliseconds = "latency_ms"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(status, forKey: .status)
        try container.encode(latencyMilliseconds, forKey: .latencyMilliseconds)
    }
}
