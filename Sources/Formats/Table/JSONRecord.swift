/// One record of a list, its inner objects' members beside its own: `customer.name`.
enum JSONRecord {
    static let columnsMax = 2_000
    /// Lists of which the first object speaks for the record: somebody's first address is theirs.
    private static let listsOfSelf: Set<String> = ["emails", "telephones", "associated_contacts"]

    /// The names and cells that a record fills. Other lists of objects inside it, such as the
    /// lines of an invoice, are left out: they are not the record's own values.
    static func fields(_ value: JSONValue) -> [(name: String, cell: TableCell)] {
        var fields: [(name: String, cell: TableCell)] = []
        collect(value, prefix: "", into: &fields)
        return fields
    }

    private static func collect(
        _ value: JSONValue, prefix: String, into fields: inout [(name: String, cell: TableCell)]
    ) {
        guard case .object(let members) = value else { return }
        for member in members {
            let name = prefix + member.name
            switch member.value {
            case .object: collect(member.value, prefix: name + ".", into: &fields)
            case .array(let elements):
                if listsOfSelf.contains(member.name), case .object? = elements.first {
                    collect(elements[0], prefix: name + ".", into: &fields)
                } else if let cell = joined(elements) {
                    fields.append((name, cell))
                }
            default: fields.append((name, cell(member.value)))
            }
        }
    }

    /// Simple values, one behind the other; nil when they are not simple.
    private static func joined(_ elements: [JSONValue]) -> TableCell? {
        var texts: [String] = []
        for element in elements {
            switch element {
            case .array, .object: return nil
            case .null: continue
            case .boolean(let value): texts.append(value ? "true" : "false")
            case .number(let text), .string(let text): texts.append(text)
            }
        }
        return TableText.cell(texts.joined(separator: ", "))
    }

    /// What a simple value is in a table.
    static func cell(_ value: JSONValue) -> TableCell {
        switch value {
        case .null, .object: .blank
        case .array(let elements): joined(elements) ?? .blank
        case .boolean(let value): .boolean(value)
        case .number(let text): JSONNumber.plain(text).map { .number($0) } ?? .text(text)
        case .string(let text): TableText.cell(text)
        }
    }
}
