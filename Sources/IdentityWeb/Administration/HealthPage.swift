import WebSupport

/// How the server and what it needs are.
struct HealthPage {
    struct Row {
        let title: String
        let text: String
        /// `good`, `warn` or `bad`; empty for what is neither.
        let mark: String
        let state: String
    }

    let layout: PageLayout
    /// Of the times.
    let zone: String
    let rows: [Row]
}
