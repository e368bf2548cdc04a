/// One value of a JSON document, with everything the document says about it.
package enum JSONValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    /// As written: "1e3", "0.10".
    case number(String)
    case string(String)
    case array([JSONValue])
    /// In the document's order.
    case object([JSONMember])

    /// A member of an object; the last one when the name stands there twice.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The elements of an array; none of anything else.
    package var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// The text of a string.
    package var text: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
