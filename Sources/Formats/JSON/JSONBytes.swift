package import Kernel

/// Writes one JSON document, front to back, straight into bytes.
///
/// Commas come by themselves. Keys are literals, so that no name from outside becomes one.
/// Amounts are written digit by digit from their minor units, never through a binary fraction.
/// The caller closes what it opens; the `object` and `array` methods with a body do.
package struct JSONBytes {
    /// The document so far.
    package private(set) var bytes: [UInt8] = []
    /// Whether a value stands before the next one in the same array or object.
    private var needsComma = false
    /// Objects and arrays that are open.
    private var depth = 0

    /// - Parameter capacity: the bytes to expect.
    package init(reservingCapacity capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// Whether all objects and arrays are closed and something was written.
    package var isComplete: Bool { depth == 0 && needsComma }

    /// Takes what was written so far out of the writer, for those who send it piece by piece.
    package mutating func take() -> [UInt8] {
        let taken = bytes
        bytes.removeAll(keepingCapacity: true)
        return taken
    }

    package mutating func beginObject() { open(UInt8(ascii: "{")) }
    package mutating func endObject() { close(UInt8(ascii: "}")) }
    package mutating func beginArray() { open(UInt8(ascii: "[")) }
    package mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Writes an object whose members `body` writes.
    package mutating func object<E: Error>(
        _ body: (inout JSONBytes) throws(E) -> Void
    ) throws(E) {
        beginObject()
        try body(&self)
        endObject()
    }

    /// Writes an array whose values `body` writes.
    package mutating func array<E: Error>(
        _ body: (inout JSONBytes) throws(E) -> Void
    ) throws(E) {
        beginArray()
        try body(&self)
        endArray()
    }

    /// Writes the name of the member whose value comes next.
    package mutating func key(_ name: StaticString) {
        separate()
        needsComma = false
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { JSONEscape.append($0, to: &bytes) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    /// Writes a value that was read, or whose names are not known here.
    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .boolean(let flag): bool(flag)
        case .number(let text):
            separate()
            needsComma = true
            bytes.append(contentsOf: text.utf8)
        case .string(let text): string(text)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                string(member.name)
                bytes.append(UInt8(ascii: ":"))
                needsComma = false
                self.value(member.value)
            }
            endObject()
        }
    }

    package mutating func null() { literal("null") }

    package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    package mutating func integer(_ value: some FixedWidthInteger) {
        separate()
        needsComma = true
        guard let small = Int64(exactly: value) else {
            bytes.append(contentsOf: String(value).utf8)
            return
        }
        DecimalText.append(small, decimals: 0, to: &bytes)
    }

    package mutating func string(_ text: String) {
        var text = text
        text.withUTF8 { quoted($0) }
    }

    package mutating func string(_ text: StaticString) {
        text.withUTF8Buffer { quoted($0) }
    }

    /// Writes a string from bytes. What is not UTF-8 in them becomes U+FFFD.
    package mutating func string(utf8: Span<UInt8>) {
        utf8.withUnsafeBufferPointer { bytes in
            if JSONEscape.isUTF8(bytes) {
                quoted(bytes)
            } else {
                string(String(decoding: bytes, as: UTF8.self))
            }
        }
    }

    /// Writes a date as `"2026-09-30"`.
    package mutating func date(_ date: LocalDate) {
        inQuotes { date.append(to: &$0) }
    }

    /// Writes an amount as a string with its currency's decimals: `"-5.00"`.
    package mutating func amountString(_ money: Money) {
        amountString(minorUnits: money.minorUnits, decimals: money.currency.decimals)
    }

    /// Writes a number given in units of 10^-`decimals` as a string: `"-5.00"`.
    package mutating func amountString(minorUnits: Int64, decimals: Int) {
        inQuotes { DecimalText.append(minorUnits, decimals: decimals, to: &$0) }
    }

    /// Writes an amount as a JSON number with all its decimals: `-5.00`.
    package mutating func amountNumber(_ money: Money) {
        amountNumber(minorUnits: money.minorUnits, decimals: money.currency.decimals)
    }

    /// Writes a number given in units of 10^-`decimals` as a JSON number: `-5.00`.
    package mutating func amountNumber(minorUnits: Int64, decimals: Int) {
        separate()
        needsComma = true
        DecimalText.append(minorUnits, decimals: decimals, to: &bytes)
    }

    @inline(__always)
    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
        depth += 1
    }

    private mutating func close(_ bracket: UInt8) {
        assert(depth > 0, "closing what is not open")
        bytes.append(bracket)
        needsComma = true
        depth -= 1
    }

    private mutating func literal(_ text: StaticString) {
        separate()
        needsComma = true
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    @inline(__always)
    private mutating func inQuotes(_ body: (inout [UInt8]) -> Void) {
        separate()
        needsComma = true
        bytes.append(UInt8(ascii: "\""))
        body(&bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func quoted(_ text: UnsafeBufferPointer<UInt8>) {
        inQuotes { JSONEscape.append(text, to: &$0) }
    }
}
