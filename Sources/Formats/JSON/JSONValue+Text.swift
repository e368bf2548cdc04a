extension JSONValue {
    /// An object whose members without a value are left out.
    package static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(
            members.compactMap { name, value in value.map { JSONMember(name: name, value: $0) } })
    }

    /// The document as text for people: a member a line, short lists and objects on one.
    package func text(indent: Int = 0) -> String {
        var out = ""
        append(to: &out, indent)
        return out
    }

    /// What still fits on one line.
    private static let shortMax = 60

    private func append(to out: inout String, _ indent: Int) {
        switch self {
        case .null: out += "null"
        case .boolean(let value): out += value ? "true" : "false"
        case .number(let text): out += text
        case .string(let text): Self.quote(text, to: &out)
        case .array(let elements):
            Self.enclose("[", "]", elements.count, fits(elements), &out, indent) { index, out in
                elements[index].append(to: &out, indent + 2)
            }
        case .object(let members):
            Self.enclose("{", "}", members.count, false, &out, indent) { index, out in
                Self.quote(members[index].name, to: &out)
                out += ": "
                members[index].value.append(to: &out, indent + 2)
            }
        }
    }

    /// Whether a list of plain values is short.
    private func fits(_ elements: [JSONValue]) -> Bool {
        var length = 0
        for element in elements {
            switch element {
            case .array, .object: return false
            case .string(let text), .number(let text): length += text.utf8.count + 4
            case .null, .boolean: length += 6
            }
        }
        return length <= Self.shortMax
    }

    private static func enclose(
        _ open: String, _ close: String, _ count: Int, _ isShort: Bool, _ out: inout String,
        _ indent: Int, _ element: (Int, inout String) -> Void
    ) {
        out += open
        for index in 0..<count {
            if isShort {
                if index > 0 { out += ", " }
            } else {
                out += (index > 0 ? "," : "") + "\n" + String(repeating: " ", count: indent + 2)
            }
            element(index, &out)
        }
        if count > 0, !isShort { out += "\n" + String(repeating: " ", count: indent) }
        out += close
    }

    private static func quote(_ text: String, to out: inout String) {
        var json = JSONBytes()
        json.string(text)
        out += String(decoding: json.bytes, as: UTF8.self)
    }
}
