/// PostgreSQL's `numeric` from its binary form into the exact text the server itself would print.
enum NumericText {
    private static let positive: UInt16 = 0x0000
    private static let negative: UInt16 = 0x4000

    /// The text, or nil when the bytes do not follow the form.
    static func text(_ bytes: UnsafeRawBufferPointer) -> String? {
        guard bytes.count >= 8 else { return nil }
        let digitCount = Int(load(bytes, 0))
        let weight = Int(Int16(bitPattern: load(bytes, 2)))
        let sign = load(bytes, 4)
        let scale = Int(load(bytes, 6))
        switch sign {
        case positive, negative: break
        case 0xc000: return "NaN"
        case 0xd000: return "Infinity"
        case 0xf000: return "-Infinity"
        default: return nil
        }
        guard bytes.count == 8 + 2 * digitCount, scale <= 16_383 else { return nil }
        let groups = (0..<digitCount).map { Int(load(bytes, 8 + 2 * $0)) }
        guard groups.allSatisfy({ $0 < 10_000 }) else { return nil }
        let digits = Digits(groups: groups, weight: weight)
        return digits.text(isNegative: sign == negative, scale: scale)
    }

    private static func load(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt16 {
        UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }

    /// Groups of four decimal digits; group `i` counts 10000^(weight - i).
    private struct Digits {
        let groups: [Int]
        let weight: Int

        func group(_ index: Int) -> Int { groups.indices.contains(index) ? groups[index] : 0 }

        func text(isNegative: Bool, scale: Int) -> String {
            var out: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
            if weight < 0 {
                out.append(UInt8(ascii: "0"))
            } else {
                out.append(contentsOf: String(group(0)).utf8)
                if weight > 0 { for index in 1...weight { Digits.append(group(index), &out) } }
            }
            if scale > 0 {
                out.append(UInt8(ascii: "."))
                let start = out.count
                var index = weight + 1
                while out.count < start + scale {
                    Digits.append(group(index), &out)
                    index += 1
                }
                out.removeLast(out.count - start - scale)
            }
            return String(decoding: out, as: UTF8.self)
        }

        private static func append(_ group: Int, _ out: inout [UInt8]) {
            for divisor in [1000, 100, 10, 1] {
                out.append(UInt8(ascii: "0") + UInt8(group / divisor % 10))
            }
        }
    }
}
