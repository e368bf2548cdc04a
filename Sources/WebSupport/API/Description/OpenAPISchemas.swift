import Formats

/// JSON Schema (2020-12, as OpenAPI 3.1 takes it) of what the API's values may be. Objects stand
/// under their names and are referred to.
struct OpenAPISchemas {
    /// In the order they were first met.
    private(set) var named: [JSONMember] = []
    /// The object that each name stands for.
    private var known: [String: APIObjectSchema] = [:]
    /// What more than one object is called. The description would show the first alone.
    private(set) var ambiguous: Set<String> = []

    /// What an answer with a problem refers to.
    static let problem = reference(to: APIObjectSchema.problemName)

    /// - Parameter codes: all that answers may have.
    init(codes: Set<String> = []) {
        _ = reference(.problem(codes.sorted()))
    }

    private static func reference(to name: String) -> JSONValue {
        .members(["$ref": .string("#/components/schemas/\(name)")])
    }

    mutating func json(_ schema: APISchema) -> JSONValue {
        switch schema {
        case .text(let text): Self.json(text)
        case .integer(let range): Self.json(range)
        case .number: .members(["type": .string("number")])
        case .boolean: .members(["type": .string("boolean")])
        case .list(let element, let count):
            .members([
                "type": .string("array"), "items": json(element),
                "minItems": count.map { .number("\($0.lowerBound)") },
                "maxItems": count.map { .number("\($0.upperBound)") },
            ])
        case .object(let object): reference(object)
        case .open: .members(["type": .string("object")])
        case .nullable(let inner): orNull(inner)
        case .either(let forms): .members(["anyOf": .array(forms.map { json($0) })])
        }
    }

    mutating func json(parameter: APIParameterInfo) -> JSONValue {
        .members([
            "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
            "required": .boolean(parameter.isRequired), "description": .string(parameter.about),
            "schema": json(parameter.schema),
        ])
    }

    mutating func reference(_ object: APIObjectSchema) -> JSONValue {
        if let first = known[object.name] {
            if first != object { ambiguous.insert(object.name) }
        } else {
            known[object.name] = object
            let place = named.count
            named.append(JSONMember(name: object.name, value: .null))
            named[place] = JSONMember(name: object.name, value: json(object))
        }
        return Self.reference(to: object.name)
    }

    private mutating func json(_ object: APIObjectSchema) -> JSONValue {
        var properties: [JSONMember] = []
        for property in object.properties {
            properties.append(
                JSONMember(
                    name: property.name, value: described(json(property.schema), property.about)))
        }
        let required = object.properties.filter(\.isRequired).map { JSONValue.string($0.name) }
        return .members([
            "type": .string("object"), "description": .string(object.about),
            "properties": .object(properties),
            "required": required.isEmpty ? nil : .array(required),
            "additionalProperties": object.isOpen ? nil : .boolean(false),
        ])
    }

    /// In OpenAPI 3.1 a description may stand beside a reference.
    private func described(_ json: JSONValue, _ about: String) -> JSONValue {
        guard case .object(let members) = json, !about.isEmpty else { return json }
        return .object(members + [JSONMember(name: "description", value: .string(about))])
    }

    private mutating func orNull(_ inner: APISchema) -> JSONValue {
        let null = JSONValue.members(["type": .string("null")])
        switch inner {
        case .text(let text) where text.words == nil:
            return widened(Self.json(text))
        case .integer, .number, .boolean, .list: return widened(json(inner))
        default: return .members(["anyOf": .array([json(inner), null])])
        }
    }

    /// The same type, or null.
    private func widened(_ json: JSONValue) -> JSONValue {
        guard case .object(let members) = json else { return json }
        return .object(
            members.map { member in
                guard member.name == "type" else { return member }
                return JSONMember(name: "type", value: .array([member.value, .string("null")]))
            })
    }

    private static func json(_ text: APIText) -> JSONValue {
        .members([
            "type": .string("string"), "format": text.format.map { .string($0) },
            "pattern": text.pattern.map { .string($0) },
            "minLength": text.lengths.map { .number("\($0.lowerBound)") },
            "maxLength": text.lengths.map { .number("\($0.upperBound)") },
            "enum": text.words.map { .array($0.map { .string($0) }) },
            "examples": text.isShownByExample ? .array([.string(text.example)]) : nil,
        ])
    }

    private static func json(_ range: ClosedRange<Int64>) -> JSONValue {
        .members([
            "type": .string("integer"), "format": .string("int64"),
            "minimum": range.lowerBound == .min ? nil : .number("\(range.lowerBound)"),
            "maximum": range.upperBound == .max ? nil : .number("\(range.upperBound)"),
        ])
    }
}
