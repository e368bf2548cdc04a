import Testing

@testable import Formats

@Suite struct `Parsing JSON` {
    private func parse(_ text: String) throws(JSONError) -> JSONValue {
        try JSONParser.parse(Array(text.utf8))
    }

    @Test func `every kind of value`() throws {
        let value = try parse(#" {"a": [1, -0.10, 1e3], "b": {"c": null}, "d": true, "e": "x"} "#)
        #expect(
            value
                == .object([
                    JSONMember(
                        name: "a", value: .array([.number("1"), .number("-0.10"), .number("1e3")])),
                    JSONMember(
                        name: "b", value: .object([JSONMember(name: "c", value: .null)])),
                    JSONMember(name: "d", value: .boolean(true)),
                    JSONMember(name: "e", value: .string("x")),
                ]))
        #expect(value["b"]?["c"] == .null)
        #expect(value["z"] == nil)
        #expect(try parse("[]") == .array([]))
        #expect(try parse("[[],{}]") == .array([.array([]), .object([])]))
    }

    @Test func `escapes and pairs`() throws {
        #expect(try parse(#""a\"\\\/\b\f\n\r\té😀""#).text == "a\"\\/\u{8}\u{C}\n\r\té😀")
        #expect(try parse(#""\u00e9\ud83d\ude00""#).text == "é😀")
        #expect(try parse(#""\ud83dx\ud83d\u0041""#).text == "\u{FFFD}x\u{FFFD}A")
    }

    @Test(arguments: [#""\ud83d""#, #""\ud83dx""#, #""\ud83d\u0041""#, #""\ude00""#])
    func `half a pair where that is refused`(text: String) {
        #expect(throws: JSONError.invalid(line: 1, reason: "a text holds half a surrogate pair")) {
            try JSONParser.parse(Array(text.utf8), isStrict: true)
        }
    }

    @Test func `whole pairs where halves are refused`() throws {
        #expect(try JSONParser.parse(Array(#""\ud83d\ude00""#.utf8), isStrict: true).text == "😀")
    }

    @Test(arguments: [
        ("{\n\"a\": 1\n\"b\": 2}", 3, "a comma is missing"),
        ("[1,\n]", 2, "nothing follows a comma"),
        ("[1", 1, "the document ends in the middle"),
        ("\n[01]", 2, "a number is not written as JSON writes it"),
        ("[1.]", 1, "digits are missing behind a point"),
        ("[nul]", 1, "a text stands without quotes"),
        ("{a: 1}", 1, "a name in quotes is missing"),
        ("{\"a\" 1}", 1, "a colon is missing"),
        ("[\"a\nb\"]", 1, "a text holds a control character"),
        ("[\"\\x\"]", 1, "a backslash stands before something it cannot escape"),
        ("[] []", 1, "more follows the end of the document"),
        ("\"abc", 1, "the document ends inside a text"),
    ])
    func `what is wrong and on which line`(text: String, line: Int, reason: String) {
        #expect(throws: JSONError.invalid(line: line, reason: reason)) { try parse(text) }
    }

    @Test func `no more than sixty-four levels`() throws {
        let levels = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
        _ = try parse(levels(64))
        #expect(throws: JSONError.tooDeep(line: 1, depthMax: 64)) { try parse(levels(65)) }
    }

    @Test func `no more values in one than memory should hold`() throws {
        var parser = JSONParser(Array("[1, 2] [1, 2, 3]".utf8), valuesMax: 3)
        _ = try parser.value()
        #expect(throws: JSONError.tooManyValues(line: 1, valuesMax: 3)) { try parser.value() }
        #expect(
            TableError(JSONError.tooManyValues(line: 1, valuesMax: 3))
                == .tooMuch(of: "values in one record", max: 3))
    }

    @Test(arguments: [
        ("1.25e2", "125"), ("1.25e1", "12.5"), ("-1.25E+3", "-1250"), ("5e-3", "0.005"),
        ("12.50", "12.50"), ("0.10e1", "1.0"), ("0e5", "0"),
        ("123456789012345678.01", "123456789012345678.01"),
    ])
    func `numbers lose their exponent and nothing else`(text: String, plain: String) {
        #expect(JSONNumber.plain(text) == plain)
    }

    @Test func `a number of a million digits stays what it was`() {
        #expect(JSONNumber.plain("1e1000000") == nil)
        #expect(JSONNumber.plain("1e99999999999999999999") == nil)
    }
}
