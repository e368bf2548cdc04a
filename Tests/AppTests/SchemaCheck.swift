import Formats
import Foundation

/// What values break of a JSON Schema, of which it knows as much as the API's description uses.
struct SchemaCheck {
    /// What others refer to by its name.
    let named: JSONValue

    /// A sentence for each place where the value is not what the schema says.
    func faults(_ value: JSONValue, _ schema: JSONValue, at place: String) -> [String] {
        if let name = schema["$ref"]?.text?.split(separator: "/").last {
            guard let meant = named[String(name)] else { return ["\(place): no schema \(name)"] }
            return faults(value, meant, at: place)
        }
        let forms = schema["anyOf"]?.elements ?? []
        if !forms.isEmpty {
            let isOne = forms.contains { faults(value, $0, at: place).isEmpty }
            return isOne ? [] : ["\(place): none of the forms"]
        }
        guard isOfType(value, schema) else { return ["\(place): another type"] }
        if let words = schema["enum"]?.elements, !words.contains(value) {
            return ["\(place): none of the words"]
        }
        return switch value {
        case .null, .boolean: []
        case .string(let text): textFaults(text, schema).map { "\(place): \($0)" }
        case .number(let text): numberFaults(text, schema).map { "\(place): \($0)" }
        case .array(let elements): listFaults(elements, schema, place)
        case .object(let members): objectFaults(members, schema, place)
        }
    }

    private func isOfType(_ value: JSONValue, _ schema: JSONValue) -> Bool {
        guard let type = schema["type"] else { return false }
        let names = type.text.map { [$0] } ?? type.elements.compactMap(\.text)
        return switch value {
        case .null: names.contains("null")
        case .boolean: names.contains("boolean")
        case .string: names.contains("string")
        case .number(let text):
            names.contains("number") || (names.contains("integer") && Int64(text) != nil)
        case .array: names.contains("array")
        case .object: names.contains("object")
        }
    }

    private func textFaults(_ text: String, _ schema: JSONValue) -> [String] {
        var faults: [String] = []
        let count = text.unicodeScalars.count
        if let least = Self.number(schema["minLength"]), Double(count) < least {
            faults.append("too short")
        }
        if let most = Self.number(schema["maxLength"]), Double(count) > most {
            faults.append("too long")
        }
        if let pattern = schema["pattern"]?.text, !Self.matches(text, pattern) {
            faults.append("not like \(pattern)")
        }
        if let format = schema["format"]?.text,
            !Self.matches(text, Self.formats[format] ?? "no such format")
        {
            faults.append("no \(format)")
        }
        return faults
    }

    private static let formats = [
        "date": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "date-time": #"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z$"#,
    ]

    private static func matches(_ text: String, _ pattern: String) -> Bool {
        text.range(of: pattern, options: .regularExpression) != nil
    }

    private func numberFaults(_ text: String, _ schema: JSONValue) -> [String] {
        guard let value = Double(text) else { return ["no number"] }
        var faults: [String] = []
        if let least = Self.number(schema["minimum"]), value < least { faults.append("too small") }
        if let most = Self.number(schema["maximum"]), value > most { faults.append("too large") }
        return faults
    }

    private func listFaults(
        _ elements: [JSONValue], _ schema: JSONValue, _ place: String
    ) -> [String] {
        var faults: [String] = []
        let count = Double(elements.count)
        if let least = Self.number(schema["minItems"]), count < least {
            faults.append("\(place): too few")
        }
        if let most = Self.number(schema["maxItems"]), count > most {
            faults.append("\(place): too many")
        }
        guard let kind = schema["items"] else { return faults }
        for (index, element) in elements.enumerated() {
            faults += self.faults(element, kind, at: "\(place)/\(index)")
        }
        return faults
    }

    private func objectFaults(
        _ members: [JSONMember], _ schema: JSONValue, _ place: String
    ) -> [String] {
        var faults: [String] = []
        for name in (schema["required"]?.elements ?? []).compactMap(\.text)
        where !members.contains(where: { $0.name == name }) {
            faults.append("\(place)/\(name): missing")
        }
        for member in members {
            let inner = "\(place)/\(member.name)"
            if let kind = schema["properties"]?[member.name] {
                faults += self.faults(member.value, kind, at: inner)
            } else if schema["additionalProperties"] == .boolean(false) {
                faults.append("\(inner): unknown")
            }
        }
        return faults
    }

    private static func number(_ value: JSONValue?) -> Double? {
        if case .number(let text) = value { Double(text) } else { nil }
    }
}
