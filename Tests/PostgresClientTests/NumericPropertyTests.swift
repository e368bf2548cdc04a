import Glibc
import PostgresClient
import Testing

@Suite struct `Any numeric` {
    @Test func `reads as the text the server prints`() async throws {
        let seed = getenv("COUNTINGHOUSE_TEST_SEED").flatMap { UInt64(String(cString: $0)) }
        let start = seed ?? UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix(state: start)
        try await Playground.withPool(connections: 1) { pool in
            for _ in 0..<20 {
                let texts = (0..<50).map { _ in decimal(&generator) }
                let rows = try await pool.query(
                    "SELECT t::numeric, t::numeric::text FROM unnest(\(texts)::text[]) t")
                for row in rows {
                    let (read, printed) = (try row.string(0), try row.string(1))
                    #expect(read == printed, "COUNTINGHOUSE_TEST_SEED=\(start)")
                }
            }
        }
    }

    /// A decimal of up to 30 digits on each side, often with runs of zeros.
    private func decimal(_ generator: inout SplitMix) -> String {
        var text = Bool.random(using: &generator) ? "-" : ""
        text += digits(Int.random(in: 1...30, using: &generator), &generator)
        let scale = Int.random(in: 0...30, using: &generator)
        return scale == 0 ? text : text + "." + digits(scale, &generator)
    }

    private func digits(_ count: Int, _ generator: inout SplitMix) -> String {
        (0..<count).map { _ in
            Bool.random(using: &generator) ? "0" : "\(Int.random(in: 0...9, using: &generator))"
        }.joined()
    }
}

/// A small generator whose whole state is its seed.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
