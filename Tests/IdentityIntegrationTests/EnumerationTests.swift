import Identity
import Kernel
import Tenancy
import Testing

/// Whether an address is known must show neither in an answer nor in how long it takes.
///
/// All tries count. Where the machine is busy with something else, 200 of each kind may not be
/// enough for their medians to agree; then as many more are added to them, and none is left out.
/// They agree when they do so at two looks in a row: one alone may be luck.
///
/// What it can tell depends on how far the medians of 200 tries scatter by themselves. Where that is
/// 3 % of them, checks that cost alike pass practically always, one that costs 10 % more for known
/// addresses is found 99 times of 100, 8 % more 15 times of 16, and 6 % more three times of five. A
/// difference of less than 5 % is none to it, and tries over a network scatter more than that. A
/// password that is hashed for known addresses alone would differ by the whole time that it takes.
@Suite(.serialized) struct `Guessing addresses` {
    private static let tries = 200
    private static let roundsMax = 8
    private static let looksInARow = 2
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

    /// They come to differ after a first look at which they were alike.
    @Test func `is found where the first tries were lucky`() async throws {
        let difference = try await Self.difference { index, isKnown in
            let isDear = isKnown && index >= Self.tries
            return .microseconds((isDear ? 1_300 : 1_000) + index * 37 % 200)
        }
        #expect(difference > Self.differenceMax)
    }

    /// The other way round: the machine was busy at first.
    @Test func `is not suspected where the first tries were unlucky`() async throws {
        let difference = try await Self.difference { index, isKnown in
            let isDear = isKnown && index < Self.tries / 2
            return .microseconds((isDear ? 1_300 : 1_000) + index * 37 % 200)
        }
        #expect(difference < Self.differenceMax)
    }

    /// By which part the medians of all tries with a known and an unknown address differ: the
    /// larger part of the last two looks.
    private static func difference(
        _ ask: (_ index: Int, _ isKnown: Bool) async throws -> Duration
    ) async throws -> Double {
        var times: [Bool: [Duration]] = [:]
        var looks: [Double] = []
        for round in 0..<roundsMax {
            for index in round * tries..<(round + 1) * tries {
                // Each kind comes first as often as the other.
                for isKnown in index.isMultiple(of: 2) ? [true, false] : [false, true] {
                    times[isKnown, default: []].append(try await ask(index, isKnown))
                }
            }
            let medians = times.values.map { $0.sorted()[$0.count / 2] / .nanoseconds(1) }
            looks.append(abs(medians[0] - medians[1]) / min(medians[0], medians[1]))
            let last = looks.suffix(looksInARow)
            if last.count == looksInARow, last.allSatisfy({ $0 < differenceMax }) { break }
        }
        return looks.suffix(looksInARow).max() ?? 1
    }
}
