import FoundationEssentials

/// Some facts by name: what something was before, or is afterwards. Kept small, and never with a
/// secret, a body or a person's name in it: a record cannot be changed.
package struct AuditDetails: Hashable, Sendable {
    private static let textLengthMax = 200
    package static let listLengthMax = 50
    /// Of the ids of what was done to, by which their records are found: a whole call of many.
    package static let idsMax = 1_000

    package var values: [String: AuditValue]

    package init(_ values: [String: AuditValue]) {
        self.values = values
    }

    /// As a JSON object with its keys in order; nil without facts.
    package var json: String? {
        guard !values.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bounded = Dictionary(
            uniqueKeysWithValues: values.map { name, value in
                (name, Self.bounded(value, name == "ids" ? Self.idsMax : Self.listLengthMax))
            })
        guard let data = try? encoder.encode(bounded) else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    private static func bounded(_ value: AuditValue, _ listMax: Int) -> AuditValue {
        switch value {
        // No text with a NUL reaches the database.
        case .text(let text): .text(String(text.filter { $0 != "\0" }.prefix(textLengthMax)))
        case .list(let list): .list(list.prefix(listMax).map { bounded($0, listLengthMax) })
        case .object(let object): .object(object.mapValues { bounded($0, listLengthMax) })
        case .number, .flag, .null: value
        }
    }
}

extension AuditDetails: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, AuditValue)...) {
        values = Dictionary(elements) { $1 }
    }
}
