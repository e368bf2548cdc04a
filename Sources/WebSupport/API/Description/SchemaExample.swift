import Formats

/// An example of a value of the API, made from the examples of its parts: none is written twice.
enum SchemaExample {
    /// nil where a text must look like something of which no example is known.
    static func value(_ schema: APISchema) -> JSONValue? {
        switch schema {
        case .text(let text): return example(of: text)
        case .integer(let range):
            return .number("\(min(max(1, range.lowerBound), range.upperBound))")
        case .number: return .number("1")
        case .boolean: return .boolean(false)
        case .list(let element, let count): return list(of: element, count ?? 0...Int.max)
        case .object(let object): return example(of: object)
        case .open: return .object([])
        // Cursors: none can be shown that is good everywhere, and there is none on the last page.
        case .nullable(.text(let text)) where text.example.isEmpty: return JSONValue.null
        case .nullable(let inner): return value(inner) ?? JSONValue.null
        case .either(let forms): return forms.compactMap { value($0) }.first
        }
    }

    private static func example(of text: APIText) -> JSONValue? {
        if let word = text.words?.first { return .string(word) }
        if !text.example.isEmpty { return .string(text.example) }
        guard text.pattern == nil, text.format == nil else { return nil }
        return .string(String(repeating: "x", count: text.lengths?.lowerBound ?? 0))
    }

    /// As short as it may be, but with something in it.
    private static func list(of element: APISchema, _ count: ClosedRange<Int>) -> JSONValue? {
        let length = min(max(1, count.lowerBound), count.upperBound)
        guard let one = value(element) else { return count.contains(0) ? .array([]) : nil }
        return .array(Array(repeating: one, count: length))
    }

    private static func example(of object: APIObjectSchema) -> JSONValue? {
        var members: [JSONMember] = []
        for property in object.properties {
            if let example = value(property.schema) {
                members.append(JSONMember(name: property.name, value: example))
            } else if property.isRequired {
                return nil
            }
        }
        return .object(members)
    }
}
