import Formats
import Testing

@testable import WebSupport

@Suite struct `An example of a schema` {
    private static let cases: [(APISchema, String)] = [
        (.id, #""1042""#), (.date, #""2026-09-30""#), (.words(["b", "a"]), #""b""#),
        (.text(2...9, example: "pq"), #""pq""#), (.text(2...9, example: ""), #""xx""#),
        (.text(0...9, example: ""), "\"\""), (.integer(0...9), "1"), (.integer(100...999), "100"),
        (.integer(-9 ... -2), "-2"), (.number, "1"), (.boolean, "false"), (.open, "{}"),
        (.list(of: .boolean), "[false]"), (.list(of: .boolean, count: 2...9), "[false, false]"),
        (.list(of: .boolean, count: 0...0), "[]"), (.nullable(.date), #""2026-09-30""#),
        (.nullable(.text(1...9, example: "")), "null"),
        (.either([.boolean, .number]), "false"),
    ]

    @Test(arguments: cases)
    func `is made from those of its parts`(schema: APISchema, example: String) {
        #expect(SchemaExample.value(schema)?.text() == example)
    }

    private static let shapeless = APISchema.text(APIText(pattern: "^x$", example: ""))

    private static func object(isRequired: Bool) -> APISchema {
        .object(
            APIObjectSchema(
                name: "Thing", about: "",
                properties: [
                    .init(name: "id", about: "", schema: .id, isRequired: true),
                    .init(name: "shape", about: "", schema: shapeless, isRequired: isRequired),
                ]))
    }

    @Test func `is left out where none is known`() {
        #expect(SchemaExample.value(Self.shapeless) == nil)
        #expect(SchemaExample.value(.nullable(Self.shapeless)) == .null)
        #expect(SchemaExample.value(.list(of: Self.shapeless)) == .array([]))
        #expect(SchemaExample.value(.list(of: Self.shapeless, count: 1...9)) == nil)
        #expect(SchemaExample.value(.either([Self.shapeless, .boolean])) == .boolean(false))
        #expect(SchemaExample.value(Self.object(isRequired: true)) == nil)
        let known = JSONValue.object([JSONMember(name: "id", value: .string("1042"))])
        #expect(SchemaExample.value(Self.object(isRequired: false)) == known)
    }
}
