import Testing

@testable import Kernel

@Suite struct `Exact decimals` {
    @Test(
        arguments: [
            ("1.0835", "1.0835"), ("-0.05", "-0.05"), ("+12", "12"), ("1.50", "1.5"),
            ("0.000", "0"),
            ("-0", "0"), ("007", "7"), (".5", "0.5"), ("5.", "5"),
            ("0.000000000000000001", "0.000000000000000001"),
            ("1.00000000000000000000000", "1"),
            (
                "170141183460469231731687303715884105727", "170141183460469231731687303715884105727"
            ),
            (
                "-170141183460469231731687303715884105728",
                "-170141183460469231731687303715884105728"
            ),
        ] as [(String, String)])
    func `read and print every digit`(text: String, printed: String) throws {
        let value = try ExactDecimal(parsing: text)
        #expect(value.description == printed)
        #expect(try ExactDecimal(parsing: printed) == value)
    }

    @Test(
        arguments: [
            ("", DecimalError.empty), ("-", .notANumber), (".", .notANumber),
            ("1.2.3", .notANumber),
            ("--1", .twoSigns), ("1-", .notANumber), ("1e5", .exponent), ("0x10", .hexadecimal),
            ("NaN", .notFinite), ("-inf", .notFinite), ("1,5", .notANumber), ("1 ", .notANumber),
            ("0.0000000000000000001", .tooPrecise(decimals: 18)),
            ("170141183460469231731687303715884105728", .overflow), ("٣", .notANumber),
        ] as [(String, DecimalError)])
    func `say why a text is none`(text: String, error: DecimalError) {
        #expect(throws: error) { try ExactDecimal(parsing: text) }
    }

    @Test func `compare by value whatever their scales`() throws {
        let ascending = try [
            "-170141183460469231731687303715884105728", "-2", "-1.000000000000000001", "-1",
            "-0.5", "0", "0.000000000000000001", "0.5", "0.51", "1", "1.1",
            "170141183460469231731.687303715884105727",
            "170141183460469231731687303715884105727",
        ].map { try ExactDecimal(parsing: $0) }
        #expect(ascending.sorted() == ascending)
        for (left, right) in zip(ascending, ascending.dropFirst()) {
            #expect(left < right)
            #expect(!(right < left))
        }
    }

    @Test func `refuse a scale below zero and drop zeros above eighteen`() throws {
        #expect(throws: DecimalError.tooPrecise(decimals: 18)) {
            try ExactDecimal(coefficient: 1, scale: -1)
        }
        #expect(throws: DecimalError.tooPrecise(decimals: 18)) {
            try ExactDecimal(coefficient: 1, scale: 19)
        }
        #expect(try ExactDecimal(coefficient: 10, scale: 19).scale == 18)
        #expect(try ExactDecimal(coefficient: 0, scale: 500) == .zero)
    }

    @Test func `survive printing and reading at random`() throws {
        var random = SeededRandom()
        let seed = random.seed
        for _ in 0..<5_000 {
            let wide = Int128(random.wideInt64()) * Int128(random.wideInt64())
            let value = try ExactDecimal(coefficient: wide, scale: Int(random.next() % 19))
            #expect(try ExactDecimal(parsing: value.description) == value, "seed \(seed)")
        }
    }
}
