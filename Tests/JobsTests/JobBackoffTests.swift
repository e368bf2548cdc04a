import Jobs
import Testing

@Suite struct `The pause before a job is tried again` {
    @Test func `doubles up to an hour, give or take half of it`() {
        let pauses = (1...14).map { JobBackoff.pause(afterAttempt: $0, chance: 0.5) }
        #expect(Array(pauses.prefix(3)) == [.seconds(5), .seconds(10), .seconds(20)])
        #expect(pauses.last == .seconds(3_600))
        #expect(JobBackoff.pause(afterAttempt: 1, chance: 0) == .seconds(2.5))
        #expect(JobBackoff.pause(afterAttempt: 99, chance: 1) == .seconds(5_400))
    }
}
