package import Formats

/// An object of the API's answers: what its members mean and how each is written, said once, so
/// that the description and the answers cannot differ.
package struct APIObject<Value>: Sendable {
    package let schema: APIObjectSchema
    private let fields: [APIField<Value>]

    /// - Parameter isSparse: whether who asks may leave out all but the first member.
    package init(
        _ name: String, _ about: String, isSparse: Bool = false, _ fields: [APIField<Value>]
    ) {
        self.fields = fields
        schema = APIObjectSchema(
            name: name, about: about,
            properties: fields.enumerated().map { index, field in
                APIObjectSchema.Property(
                    name: "\(field.name)", about: field.about, schema: field.schema,
                    isRequired: !isSparse || index == 0)
            })
    }

    /// The names that a request may choose from.
    package var names: [String] { fields.map { "\($0.name)" } }

    /// - Parameter chosen: which members to write besides the first; nil for all.
    package func write(_ value: Value, _ chosen: Set<String>? = nil, to json: inout JSONBytes) {
        json.beginObject()
        for (index, field) in fields.enumerated() {
            if let chosen, index > 0, !chosen.contains("\(field.name)") { continue }
            json.key(field.name)
            field.write(value, &json)
        }
        json.endObject()
    }

    /// The whole document.
    package func bytes(_ value: Value, _ chosen: Set<String>? = nil) -> [UInt8] {
        var json = JSONBytes(reservingCapacity: 512)
        write(value, chosen, to: &json)
        return json.bytes
    }
}
