import Kernel
import Testing

@testable import Formats

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite struct `Writing JSON` {
    private func text(_ write: (inout JSONBytes) throws -> Void) rethrows -> String {
        var json = JSONBytes()
        try write(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test func `puts commas where they belong`() {
        let result = text { json in
            json.object { json in
                json.key("empty")
                json.object { _ in }
                json.key("list")
                json.array { json in
                    json.integer(1)
                    json.array { _ in }
                    json.array { $0.null() }
                    json.object { json in
                        json.key("a")
                        json.bool(true)
                        json.key("b")
                        json.bool(false)
                    }
                }
                json.key("last")
                json.string("x")
            }
        }
        #expect(
            result
                == #"{"empty":{},"list":[1,[],[null],{"a":true,"b":false}],"last":"x"}"#)
    }

    @Test func `knows when it is complete`() {
        var json = JSONBytes(reservingCapacity: 100)
        #expect(!json.isComplete)
        json.beginArray()
        #expect(!json.isComplete)
        json.integer(1)
        #expect(!json.isComplete)
        json.endArray()
        #expect(json.isComplete)
    }

    @Test func `writes numbers digit by digit`() throws {
        let result = try text { json in
            json.beginArray()
            json.integer(Int64.min)
            json.integer(UInt64.max)
            json.integer(0)
            json.amountNumber(minorUnits: -5, decimals: 2)
            json.amountString(minorUnits: -5, decimals: 2)
            json.amountNumber(minorUnits: .min, decimals: 3)
            json.amountString(Money(minorUnits: 123_450, currency: try Currency(code: "USD")))
            json.amountNumber(Money(minorUnits: 12, currency: try Currency(code: "JPY")))
            json.date(try LocalDate(iso: "2026-09-30"))
            json.endArray()
        }
        #expect(
            result == "[-9223372036854775808,18446744073709551615,0,-0.05,\"-0.05\","
                + "-9223372036854775.808,\"1234.50\",12,\"2026-09-30\"]")
    }

    @Test(arguments: [
        ("", #""""#), ("a\"b", #""a\"b""#), ("a\\b", #""a\\b""#), ("\n\r\t", #""\n\r\t""#),
        ("\u{8}\u{C}", #""\b\f""#), ("\0\u{1F}", #""\u0000\u001f""#), ("\u{7F}", "\"\u{7F}\""),
        ("\u{2028}x\u{2029}", #""\u2028x\u2029""#), ("\u{2027}\u{202A}€", "\"\u{2027}\u{202A}€\""),
        ("Müller 東京 😀", "\"Müller 東京 😀\""), ("</script>", "\"</script>\""),
        ("\u{2028}", #""\u2028""#), ("x\u{2028}", #""x\u2028""#),
    ])
    func `escapes strings`(_ string: String, _ written: String) {
        #expect(text { $0.string(string) } == written)
        #expect(text { $0.string(utf8: string.utf8.span) } == written)
    }

    @Test func `replaces bytes that are not UTF-8`() {
        let bytes: [UInt8] = [0x61, 0xFF, 0xE2, 0x80]
        #expect(text { $0.string(utf8: bytes.span) } == "\"a\u{FFFD}\u{FFFD}\"")
    }

    @Test func `is read back by another reader`() throws {
        var random = SeededRandom()
        for _ in 0..<300 {
            let strings = (0..<random.below(8)).map { _ in
                random.text(
                    upTo: 20, from: "a\"\\/\n\r\t\0\u{1}\u{2028}\u{2029}é東😀\u{E000}\u{202A}")
            }
            var json = JSONBytes()
            json.array { json in
                for string in strings { json.string(string) }
            }
            let read = try JSONDecoder().decode([String].self, from: Data(json.bytes))
            #expect(read == strings, "seed \(random.seed)")
        }
    }

    @Test func `survives any bytes`() throws {
        var random = SeededRandom()
        for _ in 0..<500 {
            let bytes = (0..<random.below(60)).map { _ in UInt8(random.below(256)) }
            var json = JSONBytes()
            json.array { $0.string(utf8: bytes.span) }
            let read = try JSONDecoder().decode([String].self, from: Data(json.bytes))
            #expect(read == [String(decoding: bytes, as: UTF8.self)], "seed \(random.seed)")
        }
    }

    @Test func `can be taken piece by piece`() {
        var json = JSONBytes()
        var pieces: [UInt8] = []
        json.array { json in
            for number in 0..<3 {
                json.integer(number)
                pieces += json.take()
            }
        }
        pieces += json.take()
        #expect(String(decoding: pieces, as: UTF8.self) == "[0,1,2]")
        #expect(json.isComplete)
    }

    @Test func `passes on errors of the body`() {
        struct Broken: Error, Equatable {}
        #expect(throws: Broken()) {
            _ = try text { json in
                try json.object { _ throws(Broken) in throw Broken() }
            }
        }
    }
}
