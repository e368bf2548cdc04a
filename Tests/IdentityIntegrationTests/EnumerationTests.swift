import Identity
import Kernel
import Tenancy
import Testing

/// Whether an address is known must show neither in an answer nor in how long it takes.
@Suite(.serialized) struct `Guessing addresses` {
    private static let tries = 200
    private static let roundsMax = 4

    /// Each difference of the medians is measured anew where the machine was busy with something
    /// else; a check that costs more for known addresses differs in every round.
    @Test(.timeLimit(.minutes(10)))
    func `takes as long for an unknown address as for a wrong password`() async throws {
        try await People.use { people in
            try await people.make()
            try await people.make("new@example.com", password: nil)
            var rounds = 0
            for unknown in ["eve@example.com", "new@example.com"] {
                var difference = 1.0
                for _ in 0..<Self.roundsMax where difference >= 0.05 {
                    difference = try await Self.difference(people, unknown, round: rounds)
                    rounds += 1
                }
                #expect(difference < 0.05, "\(unknown)")
            }
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `takes as long to ask for a new password whoever it is for`() async throws {
        try await Postbox.use { postbox in
            try await postbox.people.make()
            var difference = 1.0
            for round in 0..<Self.roundsMax where difference >= 0.05 {
                var times: [[Duration]] = [[], []]
                for index in 0..<Self.tries {
                    let now = People.start.adding(
                        .seconds((round * Self.tries + index) * 7_200))
                    for (side, email) in ["ada@example.com", "eve@example.com"].enumerated() {
                        let start = ContinuousClock.now
                        try await postbox.resets.ask(
                            email: email, from: Origin(address: People.address), at: now)
                        times[side].append(ContinuousClock.now - start)
                    }
                }
                let medians = times.map { $0.sorted()[Self.tries / 2] / .nanoseconds(1) }
                difference = abs(medians[0] - medians[1]) / medians.min()!
            }
            #expect(difference < 0.05)
        }
    }

    private static func difference(
        _ people: People, _ unknown: String, round: Int
    ) async throws -> Double {
        var times: [[Duration]] = [[], []]
        for index in 0..<tries {
            // Hours apart, so that none has to wait for the ones before.
            let now = People.start.adding(.seconds((round * tries + index) * 7_200))
            for (side, email) in ["ada@example.com", unknown].enumerated() {
                let start = ContinuousClock.now
                let code = try await People.refusal {
                    try await people.logIn(email, "wrong horse battery staple", at: now)
                }
                times[side].append(ContinuousClock.now - start)
                #expect(code == "credentials_wrong")
            }
        }
        let medians = times.map { $0.sorted()[tries / 2] / .nanoseconds(1) }
        return abs(medians[0] - medians[1]) / min(medians[0], medians[1])
    }
}
