import Identity
import Kernel
import Tenancy
import Testing

/// Whether an address is known must show neither in an answer nor in how long it takes.
///
/// All tries count. Where the machine is busy with something else, 200 of each kind may not be
/// enough for their medians to agree; then as many more are added to them, and none is left out, so
/// that a check that costs more for known addresses is found however often it is looked for.
@Suite(.serialized) struct `Guessing addresses` {
    private static let tries = 200
    private static let roundsMax = 4
    private static let differenceMax = 0.05

    @Test(.timeLimit(.minutes(10)))
    func `takes as long for an unknown address as for a wrong password`() async throws {
        try await People.use { people in
            try await people.make()
            try await people.make("new@example.com", password: nil)
            var days = 0
            for unknown in ["eve@example.com", "new@example.com"] {
                let difference = try await Self.difference { index, isKnown in
                    // Hours apart, so that none has to wait for the ones before.
                    let now = People.start.adding(.seconds((days + index) * 7_200))
                    let email = isKnown ? "ada@example.com" : unknown
                    let start = ContinuousClock.now
                    let code = try await People.refusal {
                        try await people.logIn(email, "wrong horse battery staple", at: now)
                    }
                    let time = ContinuousClock.now - start
                    #expect(code == "credentials_wrong")
                    return time
                }
                #expect(difference < Self.differenceMax, "\(unknown)")
                days += Self.tries * Self.roundsMax
            }
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `takes as long to ask for a new password whoever it is for`() async throws {
        try await Postbox.use { postbox in
            try await postbox.people.make()
            let difference = try await Self.difference { index, isKnown in
                let now = People.start.adding(.seconds(index * 7_200))
                let start = ContinuousClock.now
                try await postbox.resets.ask(
                    email: isKnown ? "ada@example.com" : "eve@example.com",
                    from: Origin(address: People.address), at: now)
                return ContinuousClock.now - start
            }
            #expect(difference < Self.differenceMax)
        }
    }

    @Test func `is found where known addresses cost more`() async throws {
        let difference = try await Self.difference { index, isKnown in
            .microseconds((isKnown ? 1_100 : 1_000) + index * 37 % 200)
        }
        #expect(difference > Self.differenceMax)
    }

    /// By which part the medians of all tries with a known and an unknown address differ.
    private static func difference(
        _ ask: (_ index: Int, _ isKnown: Bool) async throws -> Duration
    ) async throws -> Double {
        var times: [Bool: [Duration]] = [:]
        var difference = 1.0
        for round in 0..<roundsMax where difference >= differenceMax {
            for index in round * tries..<(round + 1) * tries {
                // Each kind comes first as often as the other.
                for isKnown in index.isMultiple(of: 2) ? [true, false] : [false, true] {
                    times[isKnown, default: []].append(try await ask(index, isKnown))
                }
            }
            let medians = times.values.map { $0.sorted()[$0.count / 2] / .nanoseconds(1) }
            difference = abs(medians[0] - medians[1]) / min(medians[0], medians[1])
        }
        return difference
    }
}
