/// Random numbers that depend on nothing but the keys they were made with: what happens to one
/// invoice does not change because another one was added before it, nor from one machine or
/// start to the next.
struct DemoRandom {
    private var state: UInt64

    init(seed: UInt64, _ keys: Int...) {
        state = seed
        for key in keys {
            state ^= UInt64(bitPattern: Int64(key))
            state = next()
        }
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number of a range, all equally likely.
    mutating func int(_ range: ClosedRange<Int>) -> Int {
        // The bias of the remainder is one in 2⁵⁰ for ranges as small as these.
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// True so many times in a thousand.
    mutating func chance(permille: Int) -> Bool { int(0...999) < permille }

    /// One of the values, which must not be empty.
    mutating func pick<T>(_ values: [T]) -> T { values[int(0...(values.count - 1))] }

    /// A number between the quantiles given, each span equally likely.
    mutating func quantile(_ quantiles: [Int]) -> Int {
        let span = int(0...(quantiles.count - 2))
        return int(quantiles[span]...quantiles[span + 1])
    }
}
