/// Powers of ten that fit the integers used for money.
enum PowersOfTen {
    private static let table: [Int64] = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
        10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000,
        100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ]

    /// 10 to the power of 0…18.
    static func int64(_ exponent: Int) -> Int64 { table[exponent] }

    /// 10 to the power of 0…36, the largest that 128 bits are asked for.
    static func int128(_ exponent: Int) -> Int128 {
        let half = min(exponent, 18)
        return Int128(table[half]) * Int128(table[exponent - half])
    }
}
