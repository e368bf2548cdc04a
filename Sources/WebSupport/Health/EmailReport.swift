/// The answer of `/health/email`.
struct EmailReport: Encodable {
    let status: HealthReport.State
    /// Without a mail server, mail is written to the log: that is as it was set up.
    let isConfigured: Bool

    private enum CodingKeys: String, CodingKey {
        case status
        case isConfigured = "configured"
    }
}
