import Glibc

/// A repeatable source of random numbers: set COUNTINGHOUSE_TEST_SEED to the seed that a failure
/// prints to see the failure again.
struct SeededRandom: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init() {
        let given = getenv("COUNTINGHOUSE_TEST_SEED").flatMap { UInt64(String(cString: $0)) }
        seed = given ?? UInt64.random(in: 1...UInt64.max)
        state = seed
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number whose length in bits is as random as its bits, with the extremes now and then.
    mutating func wideInt64() -> Int64 {
        switch next() % 20 {
        case 0: .max
        case 1: .min
        case 2: 0
        default: Int64(bitPattern: next()) >> Int64(next() % 64)
        }
    }

    /// Random bytes, mostly from an alphabet that comes close to what a parser accepts.
    mutating func bytes(from alphabet: String, upTo count: Int) -> [UInt8] {
        let letters = Array(alphabet.utf8)
        return (0..<Int(next() % UInt64(count + 1))).map { _ in
            next() % 12 == 0
                ? UInt8(truncatingIfNeeded: next()) : letters[Int(next() % UInt64(letters.count))]
        }
    }
}
