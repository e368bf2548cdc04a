import Kernel
import Testing

@testable import Formats

@Suite struct `Reading CSV` {
    static let cases: [(String, [[String]])] = [
        ("a,b,c\n1,2,3\n", [["a", "b", "c"], ["1", "2", "3"]]),
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a,b\n1,", [["a", "b"], ["1", ""]]),
        ("a,b\n,\n", [["a", "b"], ["", ""]]),
        ("\"a\",\"b\"\n\"1\",\"2\"", [["a", "b"], ["1", "2"]]),
        ("a,\"b,c\"\n", [["a", "b,c"]]),
        ("a,\"b\"\"c\"\n", [["a", "b\"c"]]),
        ("a,\"\"\"\"\n", [["a", "\""]]),
        ("a,\"\"\n", [["a", ""]]),
        ("a,\"\"\"b\"\"\"\"c\"\"\",d\n", [["a", "\"b\"\"c\"", "d"]]),
        ("a,\"b\nc\",d\n", [["a", "b\nc", "d"]]),
        ("a,\"b\r\nc\",d\r\n", [["a", "b\r\nc", "d"]]),
        ("a, b ,c\n", [["a", " b ", "c"]]),
        ("a,\"b\"  ,c\n", [["a", "b", "c"]]),
        ("a,\"b\"\t\n", [["a", "b"]]),
        ("a,5\" pipe,c\n", [["a", "5\" pipe", "c"]]),
        ("a, \"b\",c\n", [["a", " \"b\"", "c"]]),
        ("\u{FEFF}a,b\n", [["a", "b"]]),
        ("\u{FEFF}\"a\",b\n", [["a", "b"]]),
        ("a,b\n\n1,2\n", [["a", "b"], [""], ["1", "2"]]),
        ("a,b\r\n\r\n1,2\r\n", [["a", "b"], [""], ["1", "2"]]),
        ("a,b\n1\n1,2,3\n", [["a", "b"], ["1"], ["1", "2", "3"]]),
        ("Straße,東京,Ω\n", [["Straße", "東京", "Ω"]]),
        ("a\u{0B},b\u{01}c,\u{0C}\n", [["a\u{0B}", "b\u{01}c", "\u{0C}"]]),
        ("sep=;\r\na;b,c\r\n", [["a", "b,c"]]),
        ("sep=|\na|b\n", [["a", "b"]]),
        (
            "abcdefgh,ijklmnop\n12345678,90123456\n",
            [
                ["abcdefgh", "ijklmnop"], ["12345678", "90123456"],
            ]
        ),
    ]

    @Test(arguments: cases) func `gives the fields`(_ text: String, _ fields: [[String]]) {
        let result = CSV.read(text)
        #expect(result.error == nil)
        #expect(result.records.map(\.fields) == fields)
    }

    @Test(arguments: cases) func `gives the same fields byte by byte`(
        _ text: String, _ fields: [[String]]
    ) {
        let whole = CSV.read(text)
        for chunk in 1...5 {
            #expect(CSV.read(Array(text.utf8), chunk: chunk, block: 1) == whole)
        }
    }

    @Test func `numbers records by the line they begin on`() {
        let text = "h,i\n\"x\ny\",1\r\n\"p\r\nq\rr\",2\rlast,3"
        let result = CSV.read(text)
        #expect(result.records.map(\.line) == [1, 2, 4, 7])
        #expect(result.error == nil)
    }

    @Test func `counts the separator hint as a line`() {
        #expect(CSV.read("sep=,\na,b\n").records.map(\.line) == [2])
    }

    @Test func `takes any separator it is told`() {
        #expect(CSV.fields("a:b,c\n", delimiter: UInt8(ascii: ":")) == [["a", "b,c"]])
        #expect(CSV.fields("a\tb\n", delimiter: 9) == [["a", "b"]])
    }

    @Test func `gives nothing for fields that a short record lacks`() throws {
        var reader = try CSVReader(CSVMemorySource(Array("a\n".utf8)))
        #expect(try reader.next())
        let texts = [reader.string(1), reader.string(-1), reader.string(.max)]
        #expect(texts == ["", "", ""])
        let count = reader.byteCount(7)
        #expect(count == 0)
    }

    @Test func `hands fields to parsers without making strings`() throws {
        var reader = try CSVReader(CSVMemorySource(Array("1.234,50;x\n".utf8)), delimiter: 0x3B)
        #expect(try reader.next())
        let amount = try reader.withField(0) { bytes throws(DecimalError) in
            try DecimalText.parseMinorUnits(bytes, decimals: 2, style: .comma)
        }
        #expect(amount == 123_450)
        #expect(throws: DecimalError.self) {
            try reader.withField(1) { bytes throws(DecimalError) in
                try DecimalText.parseMinorUnits(bytes, decimals: 2)
            }
        }
    }

    @Test func `knows blank records`() throws {
        var reader = try CSVReader(CSVMemorySource(Array("a,b\n\n , \t\n,\n,x\n".utf8)))
        var blanks: [Bool] = []
        while try reader.next() { blanks.append(reader.isBlank) }
        #expect(blanks == [false, true, true, true, false])
    }

    @Test func `tells of text after a closing quote and keeps it`() throws {
        var reader = try CSVReader(CSVMemorySource(Array("\"5\" pipe\",1\n\"5\" ,1\n".utf8)))
        #expect(try reader.next())
        let first = (reader.hasTextAfterQuote, reader.string(0))
        #expect(first.0)
        #expect(first.1 == "5 pipe\"")
        #expect(try reader.next())
        let second = reader.hasTextAfterQuote
        #expect(!second)
    }

    @Test func `shows how far it has come`() throws {
        let bytes = Array("a,b\n1,2\n".utf8)
        var reader = try CSVReader(CSVMemorySource(bytes))
        let size = reader.sizeBytes
        #expect(size == 8)
        var places = [reader.bytesConsumed]
        while try reader.next() { places.append(reader.bytesConsumed) }
        let hasMore = try reader.next()
        #expect(!hasMore)
        places.append(reader.bytesConsumed)
        #expect(places == [0, 4, 8, 8])
    }

    @Test func `reads records far larger than a block`() {
        let long = String(repeating: "0123456789\"\"", count: 5_000)
        let text = "a,\"\(long)\",z\nb,c,d\n"
        let expected = long.replacing("\"\"", with: "\"")
        let result = CSV.read(Array(text.utf8), chunk: 7, block: 16)
        #expect(result.error == nil)
        #expect(result.records.map(\.fields) == [["a", expected, "z"], ["b", "c", "d"]])
    }
}
