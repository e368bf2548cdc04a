/// An ISO 4217 currency with a minor unit.
///
/// A value is four bytes, the letters and the number of decimals packed together, so copying,
/// comparing and hashing cost what an integer costs and no table is read for `decimals`.
/// Units without a minor unit (metals, `XDR`, test codes) are not currencies to this type.
package struct Currency: Hashable, Sendable {
    /// The three ASCII letters in the upper 24 bits, the decimals in the lower 8.
    let packed: UInt32

    init(letters: UInt32, decimals: UInt8) {
        packed = letters << 8 | UInt32(decimals)
    }

    /// The currency a code names, in any case.
    ///
    /// - Throws: `CurrencyError.unknownCode` for everything else.
    package init(code: some StringProtocol) throws(CurrencyError) {
        guard let found = Currency.find(code) else { throw .unknownCode(String(code)) }
        self = found
    }

    /// The currency a code names, in any case; nil when there is none.
    package static func find(_ code: some StringProtocol) -> Currency? {
        var letters: UInt32 = 0
        var count = 0
        for byte in code.utf8 {
            guard count < 3, let upper = upperLetter(byte) else { return nil }
            letters = letters << 8 | UInt32(upper)
            count += 1
        }
        return count == 3 ? find(letters: letters) : nil
    }

    /// Digits after the decimal separator: 0, 2, 3 or 4.
    package var decimals: Int { Int(packed & 0xFF) }

    /// The three upper-case letters, for example `USD`.
    package var code: String {
        String(unsafeUninitializedCapacity: 3) { buffer in
            buffer[0] = UInt8(packed >> 24)
            buffer[1] = UInt8(packed >> 16 & 0xFF)
            buffer[2] = UInt8(packed >> 8 & 0xFF)
            return 3
        }
    }

    /// The English name, for example `US Dollar`.
    package var name: String {
        Currency.tableIndex(letters: packed >> 8).map { Currency.table[$0].name } ?? code
    }

    /// True for a code that ISO has withdrawn; old documents may still be in it.
    package var isWithdrawn: Bool {
        Currency.tableIndex(letters: packed >> 8).map { Currency.table[$0].isWithdrawn } ?? false
    }

    /// How many minor units make one unit: 1, 100, 1 000 or 10 000.
    package var minorUnitsPerUnit: Int64 { PowersOfTen.int64(decimals) }

    /// Every currency in use, sorted by code; withdrawn ones are left out.
    package static let all: [Currency] = table.filter { !$0.isWithdrawn }.map(\.currency)

    /// Every currency that `find` knows: those in use and the withdrawn ones of old documents.
    package static let known: [Currency] = table.map(\.currency)

    static func find(letters: UInt32) -> Currency? {
        tableIndex(letters: letters).map { table[$0].currency }
    }

    /// Binary search: the table is sorted by code.
    private static func tableIndex(letters: UInt32) -> Int? {
        var low = 0
        var high = table.count
        while low < high {
            let middle = (low + high) / 2
            if table[middle].currency.packed >> 8 < letters {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low < table.count, table[low].currency.packed >> 8 == letters else { return nil }
        return low
    }

    static func upperLetter(_ byte: UInt8) -> UInt8? {
        let upper = byte & 0xDF
        return upper >= 0x41 && upper <= 0x5A && byte < 0x80 ? upper : nil
    }
}

extension Currency: CustomStringConvertible {
    /// The code.
    package var description: String { code }
}

extension Currency: Comparable {
    /// By code, alphabetically.
    package static func < (left: Currency, right: Currency) -> Bool { left.packed < right.packed }
}

extension Currency: Codable {
    /// Reads the code, in any case.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        try self.init(code: container.decode(String.self))
    }

    /// Writes the code.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}
