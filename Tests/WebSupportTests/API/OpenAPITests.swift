import Formats
import Testing

@testable import WebSupport

@Suite struct `The description of the API` {
    private struct Thing: Sendable {
        let name: String
        let note: String?
    }

    private static let thing = APIObject<Thing>(
        "Thing", "A thing.", isSparse: true,
        [
            .text("name", "Its name.", .text(1...9, example: "x")) { $0.name },
            .optionalText("note", "More of it.", .text(0...9, example: "y")) { $0.note },
        ])

    private static func operation(_ path: String, _ name: String) -> APIOperation {
        APIOperation(.get, path, name, .customers, "A thing", answer: .object(thing.schema)) { _ in
            .read(thing.bytes(Thing(name: "a", note: nil)))
        }
    }

    @Test func `an object is described and written from one place`() throws {
        var schemas = OpenAPISchemas()
        let reference = schemas.reference(Self.thing.schema)
        #expect(reference["$ref"]?.text == "#/components/schemas/Thing")
        let schema = try #require(schemas.named.first { $0.name == "Thing" }?.value)
        #expect(schema["required"]?.elements.compactMap(\.text) == ["name"])
        #expect(
            schema["properties"]?["note"]?["type"]?.elements.compactMap(\.text) == [
                "string", "null",
            ])
        let whole = String(
            decoding: Self.thing.bytes(Thing(name: "a", note: nil)), as: UTF8.self)
        #expect(whole == #"{"name":"a","note":null}"#)
        let sparse = Self.thing.bytes(Thing(name: "a", note: "b"), [])
        #expect(String(decoding: sparse, as: UTF8.self) == #"{"name":"a"}"#)
    }

    @Test func `parts of an address that vary are named as OpenAPI names them`() {
        #expect(OpenAPIDocument.template("/api/v1/a/:id/b") == "/api/v1/a/{id}/b/")
    }

    @Test func `operations of one address stand together, with what may go wrong`() throws {
        let document = OpenAPIDocument([
            Self.operation("/api/v1/a", "getA"), Self.operation("/api/v1/b", "getB"),
        ]).json
        guard case .object(let paths) = document["paths"] else {
            Issue.record("There are no paths.")
            return
        }
        #expect(paths.map(\.name) == ["/api/v1/a/", "/api/v1/b/"])
        let answers = paths[0].value["get"]?["responses"]
        for status in ["200", "304", "400", "401", "403", "429", "500", "503"] {
            #expect(answers?[status] != nil, "\(status)")
        }
        #expect(document["components"]?["schemas"]?["Problem"] != nil)
    }
}
