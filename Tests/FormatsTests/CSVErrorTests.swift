import Testing

@testable import Formats

@Suite struct `CSV that cannot be read` {
    @Test(arguments: ["", "\u{FEFF}", "\n", "\r\n \t\n"])
    func `is empty`(_ text: String) {
        #expect(CSV.read(text) == ReadResult(error: .empty))
    }

    @Test func `ends inside quotes`() {
        let result = CSV.read("a,b\n1,2\n\"x\ny,\n")
        #expect(result.error == .truncated(line: 3))
        #expect(result.records.count == 2)
        #expect(CSV.read("a,\"").error == .truncated(line: 1))
        #expect(CSV.read("a,\"b\"\"").error == .truncated(line: 1))
        #expect(CSV.read("\"a\nb\",\"c").error == .truncated(line: 2))
    }

    @Test func `has a zero byte`() {
        #expect(CSV.read("a,b\n1,\0\n").error == .zeroByte(line: 2))
        #expect(CSV.read("a,\"b\n\0\"\n").error == .zeroByte(line: 2))
        #expect(CSV.read("a,\"b\"\0\n").error == .zeroByte(line: 1))
    }

    @Test(
        arguments: [
            [0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80],
            [0xE2, 0x82],
        ] as [[UInt8]])
    func `is not UTF-8`(_ bad: [UInt8]) {
        let plain = Array("name,x\nok,1\nb".utf8) + bad + Array(",2\n".utf8)
        #expect(CSV.read(plain).error == .invalidUTF8(line: 3))
        #expect(CSV.read(plain, chunk: 1, block: 1).error == .invalidUTF8(line: 3))
        let quoted = Array("name,x\n\"b\"\"".utf8) + bad + Array("\",2\n".utf8)
        #expect(CSV.read(quoted).error == .invalidUTF8(line: 2))
    }

    @Test func `splits a character between two fields`() {
        let bytes = Array("a,b\n".utf8) + [0xC3, 0x2C, 0xA9, 0x0A]
        #expect(CSV.read(bytes).error == .invalidUTF8(line: 2))
    }

    @Test func `has a field beyond the limit`() {
        let limits = CSVLimits(fieldBytesMax: 4)
        #expect(CSV.read("abcd,e\n", limits: limits).error == nil)
        let error = CSVError.fieldTooLong(line: 2, bytesMax: 4)
        #expect(CSV.read("a\nabcde,e\n", limits: limits).error == error)
        #expect(CSV.read("a\n\"abcde\",e\n", limits: limits).error == error)
        #expect(CSV.read("a\n\"ab\"\"c\",e\n", limits: limits).error == nil)
    }

    @Test func `gives up on a missing quote before the memory is full`() throws {
        let source = EndlessSource("a,b\n1,\"x\n")
        var reader = try CSVReader(source, delimiter: 0x2C)
        #expect(try reader.next())
        #expect(throws: CSVError.fieldTooLong(line: 2, bytesMax: 1 << 20)) {
            _ = try reader.next()
        }
        #expect(source.bytesGiven < 4 << 20)
    }

    @Test func `has too many columns`() {
        let limits = CSVLimits(columnsMax: 3)
        #expect(CSV.read("a,b,c\n", limits: limits).error == nil)
        let result = CSV.read("a,b,c\na,b,c,d\n", limits: limits)
        #expect(result.error == .tooManyColumns(line: 2, columnsMax: 3))
    }

    @Test func `has a record beyond the limit`() {
        let limits = CSVLimits(recordBytesMax: 20)
        let text = "a,b\n12345678,12345678,12345678\n"
        let error = CSVError.recordTooLong(line: 2, bytesMax: 20)
        #expect(CSV.read(text, limits: limits).error == error)
        #expect(CSV.read(Array(text.utf8), limits: limits, chunk: 1, block: 1).error == error)
    }

    @Test func `stays failed`() throws {
        var reader = try CSVReader(CSVMemorySource(Array("a,b\n1,\"\n".utf8)))
        #expect(try reader.next())
        for _ in 0..<3 {
            #expect(throws: CSVError.truncated(line: 2)) { _ = try reader.next() }
        }
    }

    static let foreign: [([UInt8], CSVForeignFormat)] = [
        (Array("PK\u{3}\u{4}....[Content_Types].xml....xl/workbook.xml".utf8), .xlsx),
        (Array("PK\u{3}\u{4}....notes.txt".utf8), .zip),
        (Array("PK\u{5}\u{6}".utf8), .zip),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], .xls),
        (Array("%PDF-1.7\n".utf8), .pdf),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], .image),
        ([0xFF, 0xD8, 0xFF, 0xE0], .image),
        (Array("GIF89a".utf8), .image),
        ([0x1F, 0x8B, 8, 0], .gzip),
        ([0xFF, 0xFE] + Array("a,b".utf8).flatMap { [$0, 0] }, .utf16),
        ([0xFE, 0xFF] + Array("a,b".utf8).flatMap { [0, $0] }, .utf16),
        (Array("name,amount\r\n".utf8).flatMap { [$0, 0] }, .utf16),
        (Array("name,amount\r\n".utf8).flatMap { [0, $0] }, .utf16),
        ([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0x3E, 0], .binary),
        (Array("\n <!DOCTYPE HTML><table>".utf8), .webPage),
        (Array("\u{FEFF}<HTML>".utf8), .webPage),
    ]

    @Test(arguments: foreign)
    func `is another kind of file`(_ bytes: [UInt8], _ format: CSVForeignFormat) {
        #expect(CSV.read(bytes) == ReadResult(error: .notText(format)))
        #expect(CSV.read(bytes, chunk: 1, block: 1) == ReadResult(error: .notText(format)))
    }

    @Test func `speaks in sentences`() {
        let errors: [CSVError] = [
            .cannotOpen(reason: "Permission denied"), .readFailed(reason: "I/O error"), .empty,
            .zeroByte(line: 1), .invalidUTF8(line: 1), .truncated(line: 1),
            .fieldTooLong(line: 1, bytesMax: 1), .tooManyColumns(line: 1, columnsMax: 1),
            .recordTooLong(line: 1, bytesMax: 1),
        ]
        for error in errors + CSVForeignFormat.allCases.map({ .notText($0) }) {
            #expect(error.userMessage.hasSuffix("."))
            #expect(error.code.hasPrefix("csv_"))
        }
        #expect(Set(errors.map(\.code)).count == errors.count)
    }
}

/// A file that begins with some text and never ends.
private final class EndlessSource: CSVSource {
    let sizeBytes: Int64? = nil
    private(set) var bytesGiven = 0
    private var beginning: [UInt8]

    init(_ beginning: String) { self.beginning = Array(beginning.utf8) }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        for index in buffer.indices { buffer[index] = UInt8(ascii: "x") }
        buffer.copyBytes(from: beginning.prefix(buffer.count))
        beginning = []
        bytesGiven += buffer.count
        return buffer.count
    }
}
