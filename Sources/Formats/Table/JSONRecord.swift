/// One record of a list, its inner objects' members beside its own: `customer.name`. It is one
/// row, or one for each thing that a payment is applied to, or for each person of a customer.
enum JSONRecord {
    typealias Field = (name: String, cell: TableCell)

    static let columnsMax = 2_000
    private static let allocations = "allocations"
    private static let people = "associated_contacts"
    /// What only records of customers and suppliers have: an invoice may have addresses, too.
    private static let contactNames: Set<String> = ["is_customer", "is_supplier", people]
    /// Lists of which the first object speaks for the record: somebody's first address is theirs.
    private static let listsOfSelf: Set<String> = [
        "emails", "telephones", people, allocations,
    ]

    /// The rows of a record by the names and cells that they fill.
    static func rows(_ value: JSONValue) -> [[Field]] {
        guard case .object(let members) = value else { return [] }
        let applied = objects(members, allocations).filter { $0["object_id"] != nil }
        let (emails, phones) = (objects(members, "emails"), objects(members, "telephones"))
        let people = objects(members, people)
        let isSplit =
            applied.count > 1
            || members.contains { contactNames.contains($0.name) }
                && (emails.count > 1 || !people.isEmpty)
        guard isSplit else { return [fields(value)] }
        let own = fields(.object(members.filter { !listsOfSelf.contains($0.name) }))
        guard applied.isEmpty else {
            return applied.map { own + inner($0, allocations) }
        }
        var rows = emails.enumerated().map { index, email in
            inner(email, "emails")
                + (phones.indices.contains(index) ? inner(phones[index], "telephones") : [])
        }
        for person in people { add(person, to: &rows) }
        if emails.isEmpty, let phone = phones.first, !rows[0].contains(where: isPhone) {
            rows[0] += inner(phone, "telephones")
        }
        return rows.map { own + $0 }
    }

    /// A person's address is that of a row; who has one that stands there already names it.
    private static func add(_ person: JSONValue, to rows: inout [[Field]]) {
        guard case .object(let members) = person else { return }
        let named = inner(.object(members.filter { !listsOfSelf.contains($0.name) }), people)
        let address = objects(members, "emails").first.map { inner($0, "emails") } ?? []
        let phone = objects(members, "telephones").first.map { inner($0, "telephones") } ?? []
        let known =
            address.isEmpty
            ? nil
            : rows.firstIndex { row in
                address.allSatisfy { field in
                    !field.name.hasSuffix(".email") || row.contains { $0 == field }
                }
            }
        if let known {
            rows[known] += named
        } else {
            rows.append(named + address + phone)
        }
    }

    private static func isPhone(_ field: Field) -> Bool { field.name.hasPrefix("telephones.") }

    private static func objects(_ members: [JSONMember], _ name: String) -> [JSONValue] {
        guard case .array(let elements)? = members.first(where: { $0.name == name })?.value else {
            return []
        }
        return elements.filter { if case .object = $0 { true } else { false } }
    }

    private static func inner(_ value: JSONValue, _ name: String) -> [Field] {
        var found: [Field] = []
        collect(value, prefix: name + ".", into: &found)
        return found
    }

    /// The names and cells that a record fills. Other lists of objects inside it, such as the
    /// lines of an invoice, are left out: they are not the record's own values.
    static func fields(_ value: JSONValue) -> [Field] {
        var fields: [Field] = []
        collect(value, prefix: "", into: &fields)
        return fields
    }

    private static func collect(
        _ value: JSONValue, prefix: String, into fields: inout [Field]
    ) {
        guard case .object(let members) = value else { return }
        for member in members {
            let name = prefix + member.name
            switch member.value {
            case .object: collect(member.value, prefix: name + ".", into: &fields)
            case .array(let elements):
                if listsOfSelf.contains(member.name), case .object? = elements.first {
                    collect(elements[0], prefix: name + ".", into: &fields)
                } else if !elements.isEmpty, let cell = joined(elements) {
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
