import Formats

/// A page of a list.
package struct APIPage<Item>: Sendable {
    package let schema: APIObjectSchema
    private let item: APIObject<Item>

    /// - Parameter name: of the page's schema: `InvoicePage`.
    package init(_ name: String, of item: APIObject<Item>) {
        self.item = item
        schema = APIObjectSchema(
            name: name, about: "A page of a list.",
            properties: [
                APIObjectSchema.Property(
                    name: "items", about: "What stands on the page.",
                    schema: .list(of: .object(item.schema)), isRequired: true),
                APIObjectSchema.Property(
                    name: "next", about: "The `after` of the next page; null on the last one.",
                    schema: .nullable(.text(1...1_000, example: "")),
                    isRequired: true),
            ])
    }

    /// - Parameter next: the cursor of the page that follows; nil on the last one.
    package func bytes(_ items: [Item], next: String?, _ chosen: Set<String>? = nil) -> [UInt8] {
        var json = JSONBytes(reservingCapacity: 64 + items.count * 400)
        json.beginObject()
        json.key("items")
        json.beginArray()
        for value in items { item.write(value, chosen, to: &json) }
        json.endArray()
        json.key("next")
        if let next { json.string(next) } else { json.null() }
        json.endObject()
        return json.bytes
    }
}
