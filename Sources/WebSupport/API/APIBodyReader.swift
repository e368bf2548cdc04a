package import Formats

/// Reads an object of a request's body, member by member. Members that are not in its schema are
/// refused, so that a slip of the pen cannot be taken for nothing.
package struct APIBodyReader: Sendable {
    private let members: [JSONMember]
    private let pointer: String
    private let schema: APIObjectSchema

    package init(
        _ value: JSONValue, at pointer: String, _ schema: APIObjectSchema
    ) throws(APIBodyError) {
        guard case .object(let members) = value else {
            throw .wrongType(pointer: pointer, wanted: "an object")
        }
        self.members = members
        self.pointer = pointer
        self.schema = schema
        for (index, member) in members.enumerated() {
            guard schema.properties.contains(where: { $0.name == member.name }) else {
                throw .unknown(
                    pointer: Self.pointer(pointer, member.name),
                    allowed: schema.properties.map(\.name))
            }
            guard !members[..<index].contains(where: { $0.name == member.name }) else {
                throw .repeated(pointer: Self.pointer(pointer, member.name))
            }
        }
    }

    /// The member's value; nil where it is left out, or null and may be.
    package func value<Value>(_ member: APIMember<Value>) throws(APIBodyError) -> Value? {
        assert(
            schema.properties.contains { $0.name == member.name },
            "\(schema.name) does not say that it has \(member.name)")
        guard let found = members.first(where: { $0.name == member.name })?.value else {
            return nil
        }
        if case .null = found, case .nullable = member.property.schema { return nil }
        return try member.read(found, Self.pointer(pointer, member.name))
    }

    /// - Throws: `APIBodyError.missing` where it is left out.
    package func required<Value>(_ member: APIMember<Value>) throws(APIBodyError) -> Value {
        guard let value = try value(member) else {
            throw .missing(pointer: Self.pointer(pointer, member.name))
        }
        return value
    }

    /// What a request that changes something says of a member: nothing, null or a value.
    package func change<Value>(
        _ member: APIMember<Value>
    ) throws(APIBodyError) -> APIChange<Value> {
        guard members.contains(where: { $0.name == member.name }) else { return .keep }
        return try value(member).map { .set($0) } ?? .clear
    }

    /// Whether a member is there, null or not.
    package func has(_ name: String) -> Bool { members.contains { $0.name == name } }

    /// What another rule says against a member.
    package func refusal(of name: String, code: String, reason: String) -> APIBodyError {
        .invalid(pointer: Self.pointer(pointer, name), code: code, reason: reason)
    }

    /// RFC 6901: the tilde and the slash are escaped.
    private static func pointer(_ pointer: String, _ name: String) -> String {
        // Hardly any name has one of them.
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") })
        else { return "\(pointer)/\(name)" }
        return pointer + "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
    }
}
