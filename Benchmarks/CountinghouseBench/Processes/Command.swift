import Glibc

/// One run of another program from its start to its end.
struct Command {
    /// What a run gave and took.
    struct Outcome: Sendable {
        let output: String
        let errors: String
        let status: Int32
        let seconds: Double
        /// The most memory it was seen to hold; looked at every few milliseconds.
        let peakBytes: Int
    }

    /// How often a running program is looked at.
    private static let pause: Duration = .milliseconds(4)

    let words: [String]
    var environment: [String: String] = [:]
    var timeout: Duration = .seconds(600)

    init(
        _ words: [String], environment: [String: String] = [:], timeout: Duration = .seconds(600)
    ) {
        self.words = words
        self.environment = environment
        self.timeout = timeout
    }

    /// Runs the program and waits for its end.
    ///
    /// - Throws: `BenchError` unless it ends with one of the allowed statuses in time.
    @discardableResult
    func run(allowing statuses: Set<Int32> = [0]) async throws -> Outcome {
        let output = try CaptureFile()
        let errors = try CaptureFile()
        let clock = ContinuousClock()
        let start = clock.now
        let process = try Spawn.start(
            words, environment: environment, output: output.descriptor, errors: errors.descriptor)
        var peak = 0
        var status = Spawn.status(of: process)
        while status == nil {
            if let memory = ProcessMemory(of: process) { peak = max(peak, memory.peakBytes) }
            if clock.now - start > timeout {
                kill(process, SIGKILL)
                _ = Spawn.status(of: process, wait: true)
                throw BenchError.tookTooLong(words[0])
            }
            try await Task.sleep(for: Self.pause)
            status = Spawn.status(of: process)
        }
        let outcome = Outcome(
            output: output.text(), errors: errors.text(), status: status ?? -1,
            seconds: (clock.now - start).seconds, peakBytes: peak)
        guard statuses.contains(outcome.status) else {
            throw BenchError.failed(
                command: words.prefix(3).joined(separator: " "), status: outcome.status,
                message: String(outcome.errors.prefix(2_000)))
        }
        return outcome
    }
}
