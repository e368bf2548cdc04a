import App
import Formats
import Testing

@Suite struct `Examples of the API's answers` {
    private static func members(_ value: JSONValue?) -> [JSONMember] {
        if case .object(let members) = value { members } else { [] }
    }

    @Test func `are what their schemas say, and there for every answer of JSON`() async throws {
        let text = try await APIDescription.text()
        let document = try JSONParser.parse(Array(text.utf8))
        let check = SchemaCheck(named: try #require(document["components"]?["schemas"]))
        var answers = 0
        for path in Self.members(document["paths"]) {
            for operation in Self.members(path.value) {
                let name = operation.value["operationId"]?.text ?? path.name
                for answer in Self.members(operation.value["responses"])
                where answer.name.hasPrefix("2") {
                    guard let content = answer.value["content"]?["application/json"] else {
                        continue
                    }
                    let schema = try #require(content["schema"], "\(name)")
                    let example = try #require(content["example"], "\(name) has none.")
                    #expect(check.faults(example, schema, at: name) == [])
                    answers += 1
                }
            }
        }
        #expect(answers > 50)
    }

    private static let wrong: [(String, JSONValue)] = [
        (#"{"type": "string", "pattern": "^[0-9]+$"}"#, .string("one")),
        (#"{"type": "string", "minLength": 2}"#, .string("a")),
        (#"{"type": "string", "maxLength": 2}"#, .string("abc")),
        (#"{"type": "string", "enum": ["a", "b"]}"#, .string("c")),
        (#"{"type": "string", "format": "date"}"#, .string("today")),
        (#"{"type": "string", "format": "date-time"}"#, .string("2026-09-30")),
        (#"{"type": "string", "format": "unheard-of"}"#, .string("a")),
        (#"{"type": ["string", "null"]}"#, .number("1")), (#"{"type": "integer"}"#, .number("1.5")),
        (#"{"type": "integer", "minimum": 2}"#, .number("1")),
        (#"{"type": "number", "maximum": 2}"#, .number("2.5")),
        (#"{"type": "array", "items": {"type": "boolean"}}"#, .array([.boolean(true), .null])),
        (#"{"type": "array", "items": {"type": "null"}, "minItems": 1}"#, .array([])),
        (#"{"type": "array", "items": {"type": "null"}, "maxItems": 1}"#, .array([.null, .null])),
        (#"{"type": "object", "properties": {}, "required": ["a"]}"#, .object([])),
        (
            #"{"type": "object", "properties": {}, "additionalProperties": false}"#,
            .object([JSONMember(name: "a", value: .null)])
        ),
        (#"{"anyOf": [{"type": "string"}, {"type": "null"}]}"#, .boolean(false)),
        (##"{"$ref": "#/components/schemas/Missing"}"##, .null), ("{}", .null),
    ]

    @Test(arguments: wrong)
    func `are held against them in earnest`(schema: String, value: JSONValue) throws {
        let check = SchemaCheck(named: .object([]))
        let faults = check.faults(value, try JSONParser.parse(Array(schema.utf8)), at: "it")
        #expect(faults.count == 1)
    }
}
