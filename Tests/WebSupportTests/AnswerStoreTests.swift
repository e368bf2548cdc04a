import Kernel
import Tenancy
import Testing

@testable import WebSupport

@Suite
struct `Kept answers` {
    private static let version = DataVersion(epoch: 1, changes: 1)

    private static func question(_ text: String) throws -> AnswerQuestion {
        AnswerQuestion(
            text, [],
            for: .unrestricted(try WebFixtures.tenant("acme"), actor: .system))
    }

    private static func answer(_ bytes: Int) -> KeptAnswer {
        KeptAnswer(
            [UInt8](repeating: 0x20, count: bytes), version: version,
            madeAt: Instant(microsecondsSince2000: 0))
    }

    @Test func `never take more room than there is, and the longest unused go`() throws {
        var store = AnswerStore(bytesMax: 10_000)
        for number in 0..<100 {
            store.keep(Self.answer(700), for: try Self.question("\(number)"))
            #expect(store.bytes <= 10_000)
            // The first is asked for all the time.
            #expect(store.find(try Self.question("0")) != nil, "\(number)")
        }
        #expect(store.find(try Self.question("99")) != nil)
        #expect(store.find(try Self.question("1")) == nil)
        #expect(store.evictions == 100 - store.count)
        #expect(store.bytes >= store.count * 700)
    }

    @Test func `give up the room of what they replace`() throws {
        var store = AnswerStore(bytesMax: 10_000)
        for _ in 0..<100 { store.keep(Self.answer(4_000), for: try Self.question("same")) }
        #expect(store.count == 1)
        #expect(store.evictions == 0)
        store.keep(Self.answer(20_000), for: try Self.question("too large"))
        #expect(store.bytes <= 10_000)
    }

    @Test func `come back from where servers share them as they were`() throws {
        let madeAt = Instant(microsecondsSince2000: -12_345_678_901_234)
        let answer = KeptAnswer(Array("{\"a\": 1}".utf8), version: Self.version, madeAt: madeAt)
        let read = try #require(KeptAnswer(shared: answer.shared, version: Self.version))
        #expect(read.body == answer.body)
        #expect(read.tag == answer.tag)
        #expect(read.madeAt == madeAt)
        #expect(KeptAnswer(shared: Array(answer.shared.prefix(8)), version: Self.version) == nil)
        #expect(KeptAnswer(shared: [], version: Self.version) == nil)
    }

    @Test(arguments: [
        (0, true), (599_999_999, true), (600_000_000, false), (-1, false),
    ])
    func `last for as long as they may, and not when the clock was set back`(
        age: Int64, isFresh: Bool
    ) {
        let now = Instant(microsecondsSince2000: age)
        #expect(Self.answer(1).isFresh(at: now, lifetime: .seconds(600)) == isFresh)
    }
}
