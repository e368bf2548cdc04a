/// Numbers as JSON documents write them.
package enum JSONNumber {
    /// Longer numbers than this are no amounts.
    private static let digitsMax = 400

    /// The same number without an exponent: "1.25e2" is "125". Zeros at the end are kept.
    ///
    /// - Parameter text: a number of a JSON document.
    /// - Returns: nil when it would be absurdly long.
    package static func plain(_ text: String) -> String? {
        guard let mark = text.utf8.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) else {
            return text
        }
        var exponentText = text[text.utf8.index(after: mark)...]
        if exponentText.first == "+" { exponentText = exponentText.dropFirst() }
        // The magnitude, for the most negative number has no opposite.
        guard let exponent = Int(exponentText), exponent.magnitude <= digitsMax.magnitude else {
            return nil
        }
        let isNegative = text.hasPrefix("-")
        let parts = text[..<mark].drop { $0 == "-" }.split(separator: ".")
        guard let whole = parts.first else { return nil }
        let fraction = parts.count > 1 ? parts[1] : ""
        guard whole.utf8.count + fraction.utf8.count <= digitsMax else { return nil }
        let moved = move(Array((whole + fraction).utf8), point: whole.utf8.count + exponent)
        return (isNegative ? "-" : "") + moved
    }

    private static func move(_ digits: [UInt8], point: Int) -> String {
        let zero = UInt8(ascii: "0")
        let before = point <= 0 ? [] : digits.prefix(point) + zeros(point - digits.count)
        let after = point >= digits.count ? [] : zeros(-point) + digits.dropFirst(max(0, point))
        let whole = before.drop { $0 == zero }
        let text = String(decoding: whole.isEmpty ? [zero] : Array(whole), as: UTF8.self)
        return after.isEmpty ? text : text + "." + String(decoding: after, as: UTF8.self)
    }

    private static func zeros(_ count: Int) -> [UInt8] {
        Array(repeating: UInt8(ascii: "0"), count: max(0, count))
    }
}
