/// A repeatable source of random numbers: set COUNTINGHOUSE_TEST_SEED to the seed that a failure
/// prints to see the failure again.
package struct SeededRandom: RandomNumberGenerator {
    package let seed: UInt64
    private var state: UInt64

    /// - Parameter seed: nil takes the environment's seed, or a new one.
    package init(seed: UInt64? = nil) {
        self.seed = seed ?? TestLength.givenSeed ?? UInt64.random(in: 1...UInt64.max)
        state = self.seed
    }

    /// SplitMix64.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    package mutating func int(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }

    /// True once in so many times.
    package mutating func chance(_ oneIn: Int) -> Bool { int(1...oneIn) == 1 }

    package mutating func pick<T>(_ values: [T]) -> T? { values.randomElement(using: &self) }
}
