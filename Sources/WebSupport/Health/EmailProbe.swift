/// Whether mail can be sent, asked of the mail server once in a while however often it is asked
/// here: the address is open to everybody.
actor EmailProbe {
    static let freshness: Duration = .seconds(60)

    private let limit: Duration
    private let check: @Sendable () async -> Bool
    private var last: (isGood: Bool, at: ContinuousClock.Instant)?
    private var running: Task<Bool, Never>?

    init(limit: Duration, check: @escaping @Sendable () async -> Bool) {
        self.limit = limit
        self.check = check
    }

    /// False also where no answer came within the limit.
    func isGood() async -> Bool {
        if let last, ContinuousClock.now - last.at < Self.freshness { return last.isGood }
        let attempt = running ?? start()
        return await FirstAnswer.of(attempt, within: limit, otherwise: false)
    }

    private func start() -> Task<Bool, Never> {
        let attempt = Task { [check] in
            let isGood = await check()
            self.finish(isGood)
            return isGood
        }
        running = attempt
        return attempt
    }

    private func finish(_ isGood: Bool) {
        last = (isGood, .now)
        running = nil
    }
}
