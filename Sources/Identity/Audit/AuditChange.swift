package import Tenancy

/// One fact of a record that is not the same before and after.
package struct AuditChange: Hashable, Sendable {
    package let name: String
    /// Empty where there was nothing.
    package let before: String
    package let after: String

    /// - Parameter listMax: of longer lists the first so many are told, and how many more there are.
    /// - Returns: by name; what stayed as it was is left out.
    package static func list(
        _ before: [String: AuditValue], _ after: [String: AuditValue], listMax: Int = .max
    ) -> [AuditChange] {
        Set(before.keys).union(after.keys).sorted().compactMap { key in
            guard before[key] != after[key] else { return nil }
            return AuditChange(
                name: key.replacing("_", with: " "), before: text(before[key], listMax),
                after: text(after[key], listMax))
        }
    }

    private static func text(_ value: AuditValue?, _ listMax: Int) -> String {
        switch value {
        case nil, .null: ""
        case .text(let text): text
        case .number(let number): "\(number)"
        case .flag(let flag): flag ? "yes" : "no"
        case .list(let list):
            list.prefix(listMax).map { text($0, listMax) }.joined(separator: ", ")
                + (list.count > listMax ? " and \(list.count - listMax) more" : "")
        case .object(let object):
            object.sorted { $0.key < $1.key }
                .map { "\($0.key.replacing("_", with: " ")) \(text($0.value, listMax))" }
                .joined(separator: " ")
        }
    }

    /// As one line.
    package var sentence: String {
        switch (before.isEmpty, after.isEmpty) {
        case (true, _): "\(name): \(after)"
        case (_, true): "\(name): \(before) → nothing"
        default: "\(name): \(before) → \(after)"
        }
    }
}
