import Foundation

/// Random numbers for tests that can be had again: the seed is printed and may be given.
enum EmbeddedSeed {
    struct Generator: RandomNumberGenerator {
        fileprivate var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
    }

    static let seed: UInt64 = {
        let given = ProcessInfo.processInfo.environment["COUNTINGHOUSE_TEST_SEED"]
        let seed = given.flatMap(UInt64.init) ?? .random(in: 0..<1_000_000_000)
        print("COUNTINGHOUSE_TEST_SEED=\(seed)")
        return seed
    }()

    static func generator(round: Int) -> Generator {
        Generator(state: seed &+ UInt64(round) &* 7_919)
    }
}
