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

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// Text from an alphabet that is hard on parsers.
    mutating func text(upTo count: Int, from alphabet: String) -> String {
        let letters = Array(alphabet.unicodeScalars)
        var text = String.UnicodeScalarView()
        for _ in 0..<below(count + 1) { text.append(letters[below(letters.count)]) }
        return String(text)
    }

    /// Bytes from an alphabet, with others now and then.
    mutating func bytes(upTo count: Int, from alphabet: String) -> [UInt8] {
        let letters = Array(alphabet.utf8)
        return (0..<below(count + 1)).map { _ in
            below(40) == 0 ? UInt8(truncatingIfNeeded: next()) : letters[below(letters.count)]
        }
    }
}
