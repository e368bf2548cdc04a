import Testing

@testable import Formats

@Suite struct `Telling encodings apart` {
    private let text = "Kunde;Betrag\nMüller & Söhne;5 €\nŁódź;6\n"
    private let cells = [["Kunde", "Betrag"], ["Müller & Söhne", "5 €"], ["Łódź", "6"]]

    @Test func `UTF-8 with and without a byte order mark`() {
        for bytes in [Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8)] {
            let table = Tables.read(bytes)
            #expect(table.kind == .delimited(.utf8))
            #expect(table.rows.map(\.cells) == cells)
        }
    }

    @Test(arguments: [true, false], [true, false])
    func `UTF-16 of both kinds`(isBigEndian: Bool, hasMark: Bool) {
        let marked = hasMark ? "\u{FEFF}" + text : text
        let table = Tables.read(Tables.wide(marked, isBigEndian: isBigEndian))
        #expect(
            table.kind == .delimited(isBigEndian ? .utf16BigEndian : .utf16LittleEndian))
        #expect(table.rows.map(\.cells) == cells)
    }

    @Test func `UTF-16 with characters of two units, halves of them and half a unit`() {
        let whole = Tables.wide("\u{FEFF}A,😀\n")
        #expect(Tables.read(whole).rows.map(\.cells) == [["A", "😀"]])
        let half = Tables.wide("\u{FEFF}A,") + [0x3D, 0xD8] + Tables.wide("B\n")
        #expect(Tables.read(half).rows.map(\.cells) == [["A", "\u{FFFD}B"]])
        #expect(Tables.read(whole + [0x41]).error == .truncated)
        #expect(Tables.read(whole + [0x0A]).error == nil)
    }

    @Test func `Windows-1252 and Latin-1`() {
        let windows = Array("A,".utf8) + [0xFC, 0x2C, 0x80, 0x2C, 0x93, 0x78, 0x94, 0x0A]
        #expect(Tables.read(windows).kind == .delimited(.windows1252))
        #expect(Tables.read(windows).rows.map(\.cells) == [["A", "ü", "€", "“x”"]])
        let latin = Array("A,Gr".utf8) + [0xFC, 0xDF, 0x65, 0x0A]
        #expect(Tables.read(latin).kind == .delimited(.latin1))
        #expect(Tables.read(latin).rows.map(\.cells) == [["A", "Grüße"]])
    }

    @Test func `the first umlaut may stand behind a megabyte of plain text`() {
        let plain = Array(repeatElement(Array("Acme,5.00\n".utf8), count: 110_000).joined())
        let table = Tables.read(plain + [0x4D, 0xFC, 0x2C, 0x36, 0x0A], rowsMax: 110_001)
        #expect(table.kind == .delimited(.latin1))
        #expect(table.rows.last?.cells == ["Mü", "6"])
    }

    @Test func `UTF-8 with a few characters of Windows-1252 in it keeps both`() {
        let bytes = Array("Müller,Söhne\nJosé,".utf8) + [0x80, 0x0A]
        #expect(Tables.read(bytes).kind == .delimited(.mixed))
        #expect(Tables.read(bytes).rows.map(\.cells) == [["Müller", "Söhne"], ["José", "€"]])
    }

    @Test func `the census and the decoder do not care where blocks end`() {
        var random = SeededRandom()
        let seed = random.seed
        for _ in 0..<300 {
            let bytes = random.bytes(upTo: 60, from: "a,\n" + "ü€😀")
            var (whole, pieces) = (TextCensus(), TextCensus())
            bytes.withUnsafeBytes { whole.add($0) }
            for byte in bytes { [byte].withUnsafeBytes { pieces.add($0) } }
            #expect(whole.encoding == pieces.encoding, "seed \(seed)")
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            #expect((whole.encoding == .utf8) == isValid, "seed \(seed)")
            for encoding in TextEncoding.allCases {
                #expect(
                    decode(bytes, encoding, by: 1) == decode(bytes, encoding, by: 1_000),
                    "seed \(seed)")
            }
        }
    }

    private func decode(_ bytes: [UInt8], _ encoding: TextEncoding, by count: Int) -> [UInt8] {
        var decoder = TextDecoder(encoding)
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: count) {
            bytes[start..<min(bytes.count, start + count)].withUnsafeBytes {
                decoder.append($0, to: &output)
            }
        }
        _ = decoder.finish(&output)
        return output
    }
}
