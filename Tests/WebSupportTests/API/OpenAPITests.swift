import Formats
import Kernel
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

    private static func codes(_ operation: APIOperation, _ status: Int) -> [String] {
        let document = OpenAPIDocument([operation]).json
        guard case .object(let paths) = document["paths"],
            case .object(let methods) = paths.first?.value
        else { return [] }
        let answer = methods.first?.value["responses"]?["\(status)"]
        let all = document["components"]?["schemas"]?["Problem"]?["properties"]?["code"]?["enum"]
        let codes = answer?["x-codes"]?.elements.compactMap(\.text) ?? []
        #expect(Set(codes).isSubset(of: all?.elements.compactMap(\.text) ?? []))
        return codes
    }

    @Test func `what may be wrong with a parameter's form is told of each that has it`() {
        let plain = Self.codes(Self.operation("/api/v1/a", "getA"), 400)
        #expect(!plain.contains("date_impossible") && !plain.contains("cursor_invalid"))
        let operation = Self.operation("/api/v1/a", "getA").with {
            $0.parameters = [
                APIParameter<LocalDate>.date("day", "A day.").required.info,
                APIParameters.after.info,
            ]
        }
        let codes = Self.codes(operation, 400)
        for code in [
            "date_impossible", "date_empty", "parameter_missing", "cursor_invalid", "text_invalid",
        ] {
            #expect(codes.contains(code), "\(code)")
        }
    }

    @Test func `what may be wrong with a body's parts is told, however deep they are`() {
        let inner = APIObjectSchema(
            name: "Inner", about: "",
            properties: [APIMember<Money>.money("amount", "").property])
        let outer = APIObjectSchema(
            name: "Outer", about: "",
            properties: [
                .init(
                    name: "items", about: "", schema: .list(of: .object(inner)), isRequired: true)
            ])
        let operation = APIOperation(
            .post, "/api/v1/a", "makeA", .customers, "A thing", answer: .nothing
        ) { _ in .nothing }.with { $0.input = outer }
        let codes = Self.codes(operation, 400)
        for code in [
            "number_too_precise", "number_too_large", "currency_mismatch", "list_length_wrong",
            "invalid_data",
        ] {
            #expect(codes.contains(code), "\(code)")
        }
        #expect(!Self.codes(operation, 400).contains("body_not_taken"))
        #expect(Self.codes(operation.with { $0.input = nil }, 400).contains("body_not_taken"))
        #expect(Self.codes(operation, 409).contains("already_exists"))
        #expect(Self.codes(operation, 503).contains("database_unavailable"))
    }

    @Test func `answers have the headers that they are sent with`() throws {
        func headers(_ operation: APIOperation, _ status: Int) -> [String] {
            let path = OpenAPIDocument([operation]).json["paths"]?["/api/v1/a/"]
            let answers = path?[operation.method.rawValue.lowercased()]?["responses"]
            guard case .object(let members) = answers?["\(status)"]?["headers"] else { return [] }
            return members.map(\.name)
        }
        let reading = Self.operation("/api/v1/a", "getA")
        #expect(headers(reading, 200) == ["ETag"])
        #expect(headers(reading, 429) == ["Retry-After"])
        #expect(headers(reading, 503) == ["Retry-After"])
        #expect(headers(reading, 400).isEmpty && headers(reading, 504).isEmpty)
        let making = APIOperation(
            .post, "/api/v1/a", "makeA", .customers, "A thing", answer: .created(Self.thing.schema)
        ) { _ in .nothing }
        #expect(headers(making, 201) == ["Location"])
        let once = making.with { $0.isOnce = true }
        #expect(headers(once, 201) == ["Location", "Idempotent-Replayed"])
        let file = APIOperation(
            .get, "/api/v1/a", "getA", .customers, "A file",
            answer: APIAnswer(.ok, "The file.", nil, types: ["text/csv"])
        ) { _ in .nothing }
        #expect(headers(file, 200) == ["ETag", "Content-Disposition"])
    }

    @Test func `what is said of all operations names those of which it does not hold`() {
        let reading = Self.operation("/api/v1/a", "getA")
        let without = Self.operation("/api/v1/b", "getB").with { $0.hasTag = false }
        func about(_ operations: [APIOperation]) -> String {
            OpenAPIDocument(operations).json["info"]?["description"]?.text ?? ""
        }
        #expect(!about([reading]).contains("but for `"))
        #expect(about([reading, without]).contains("reads have an `ETag`, but for `getB`."))
    }

    @Test func `two schemas of one name are told of, however deep they stand`() {
        func named(_ name: String, _ example: String) -> APIObjectSchema {
            APIObjectSchema(
                name: name, about: "",
                properties: [
                    .init(
                        name: "name", about: "", schema: .text(1...9, example: example),
                        isRequired: true)
                ])
        }
        func ambiguous(_ inner: APIObjectSchema) -> [String] {
            let outer = APIObjectSchema(
                name: "Outer", about: "",
                properties: [
                    .init(
                        name: "items", about: "",
                        schema: .nullable(.list(of: .object(inner))), isRequired: true)
                ])
            let making = APIOperation(
                .post, "/api/v1/b", "makeB", .customers, "A thing", answer: .nothing
            ) { _ in .nothing }.with { $0.input = outer }
            return OpenAPIDocument([
                Self.operation("/api/v1/a", "getA"), making,
            ]).ambiguousNames
        }
        #expect(ambiguous(Self.thing.schema) == [])
        #expect(ambiguous(named("Another", "x")) == [])
        #expect(ambiguous(named("Thing", "x")) == ["Thing"])
        #expect(ambiguous(named("Problem", "x")) == ["Problem"])
    }

    @Test func `what is sent stands apart, and may have more members than are told`() throws {
        let body = APIObjectSchema(name: "Sent", about: "", properties: [], isOpen: true)
        let document = OpenAPIDocument(
            [Self.operation("/api/v1/a", "getA")],
            [APIWebhook("a.done", .automation, "It is done", "", headers: [], body: body)]
        ).json
        #expect(document["webhooks"]?["a.done"]?["post"]?["requestBody"] != nil)
        let schema = try #require(document["components"]?["schemas"]?["Sent"])
        #expect(schema["additionalProperties"] == nil)
    }
}
