import Kernel
import Testing

@testable import PostgresClient

/// The binary forms as a server of version 15 was seen to send them.
@Suite struct `Binary forms` {
    @Test func `write what the server writes`() throws {
        #expect(try encoded(.int8(258)) == "0000000000000102")
        #expect(try encoded(.int4(-2)) == "fffffffe")
        #expect(try encoded(.int2(258)) == "0102")
        #expect(try encoded(.bool(true)) == "01")
        #expect(try encoded(.float8(1.5)) == "3ff8000000000000")
        #expect(try encoded(LocalDate(iso: "2026-11-21").postgresValue) == "0000265d")
        #expect(try encoded(.timestamp(1_000_000)) == "00000000000f4240")
        #expect(try encoded(.bytes([0, 255])) == "00ff")
        #expect(try encoded(.bytes([])) == "")
    }

    @Test func `write arrays as the server writes them`() throws {
        #expect(
            try encoded(["x", "yz", nil].postgresValue)
                == "0000000100000001000000190000000300000001"
                + "0000000178" + "00000002797a" + "ffffffff")
        #expect(try encoded([Int64]().postgresValue) == "000000000000000000000014")
        #expect(
            try encoded([Int32(1), -1].postgresValue)
                == "0000000100000000000000170000000200000001"
                + "0000000400000001" + "00000004ffffffff")
    }

    @Test func `read whole numbers and dates`() throws {
        #expect(try Int64(cell: cell("0000000000000102", .int8)) == 258)
        #expect(try Int64(cell: cell("fffffffe", .int4)) == -2)
        #expect(try Bool(cell: cell("01", .bool)))
        #expect(try Double(cell: cell("3ff8000000000000", .float8)) == 1.5)
        #expect(try LocalDate(cell: cell("0000265d", .date)).description == "2026-11-21")
        let instant = try Instant(cell: cell("00000000000f4240", .timestamptz))
        #expect(instant.microsecondsSince2000 == 1_000_000)
        #expect(throws: PostgresError.self) { try LocalDate(cell: cell("7fffffff", .date)) }
        #expect(throws: PostgresError.self) { try LocalDate(cell: cell("80000000", .date)) }
    }

    @Test(arguments: [
        ("0003000100000004" + "000109291a7c", "12345.6780"),
        ("0001ffff40000002" + "01f4", "-0.05"),
        ("0000000000000000", "0"),
        ("0001000100000000" + "0001", "10000"),
        ("00000000c0000000", "NaN"),
        ("00000000d0000000", "Infinity"),
        ("00000000f0000000", "-Infinity"),
    ])
    func `read numeric as exact text`(hex: String, text: String) throws {
        #expect(try String(cell: cell(hex, .numeric)) == text)
    }

    @Test func `read arrays with missing elements`() throws {
        let hex =
            "0000000100000001000000190000000300000001"
            + "0000000178" + "00000002797a" + "ffffffff"
        #expect(try [String?](cell: cell(hex, .textArray)) == ["x", "yz", nil])
        #expect(throws: PostgresError.self) { try [String](cell: cell(hex, .textArray)) }
        #expect(try [Int64](cell: cell("000000000000000000000014", .int8Array)) == [])
    }

    @Test func `read jsonb without its version byte`() throws {
        #expect(try String(cell: cell("017b7d", .jsonb)) == "{}")
        #expect(throws: PostgresError.self) { try String(cell: cell("027b7d", .jsonb)) }
    }

    @Test func `refuse bytes that do not follow the form`() {
        let damaged: [(String, PostgresType)] = [
            ("0000", .int8), ("000300010000", .numeric), ("0001000100000000", .numeric),
            ("0001000100000000270f11", .numeric), ("00010000200000000001", .numeric),
        ]
        for (hex, type) in damaged {
            #expect(throws: PostgresError.self) { try Int64(cell: cell(hex, type)) }
        }
        for hex in ["", "00000001", "00000001000000000000001900000064" + "00000001" + "00"] {
            #expect(throws: PostgresError.self) { try [String](cell: cell(hex, .textArray)) }
        }
    }

    @Test func `never cut or wrap a number that does not fit`() throws {
        #expect(throws: PostgresError.self) {
            try Int32(cell: cell("0000000100000000", .int8))
        }
        #expect(throws: PostgresError.self) {
            // 0.5 has no whole number.
            try Int64(cell: cell("0001ffff00000001" + "1388", .numeric))
        }
        #expect(try Int64(cell: cell("0001000100000000" + "0001", .numeric)) == 10_000)
    }

    @Test func `refuse text with a NUL instead of cutting it off`() {
        #expect(throws: PostgresError.invalidText) { try encoded(.text("a\0b")) }
    }

    private func encoded(_ value: PostgresValue) throws -> String {
        var buffer = ParameterBuffer()
        try buffer.encode([value])
        return buffer.withPointers { _, _, values, lengths, _ in
            guard let start = values?[0], let length = lengths?[0] else { return "null" }
            return (0..<Int(length)).map { hex(UInt8(bitPattern: start[$0])) }.joined()
        }
    }

    private func hex(_ byte: UInt8) -> String {
        let text = String(byte, radix: 16)
        return text.count == 1 ? "0" + text : text
    }

    /// A column with these bytes, kept alive for the process's life.
    private func cell(_ hex: String, _ type: PostgresType) -> PostgresCell {
        let digits = Array(hex)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
        let copy = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(1, bytes.count), alignment: 1)
        copy.copyBytes(from: bytes)
        return PostgresCell(
            bytes: UnsafeRawBufferPointer(rebasing: copy[..<bytes.count]), type: type, column: 0)
    }
}
