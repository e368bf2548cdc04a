package import Tenancy

/// One fact of a record that is not the same before and after.
package struct AuditChange: Hashable, Sendable {
    package let name: String
    /// Empty where there was nothing.
    package let before: String
    package let after: String

    /// - Returns: by name; what stayed as it was is left out.
    package static func list(
        _ before: [String: AuditValue], _ after: [String: AuditValue]
    ) -> [AuditChange] {
        Set(before.keys).union(after.keys).sorted().compactMap { key in
            guard before[key] != after[key] else { return nil }
            return AuditChange(
                name: key.replacing("_", with: " "), before: text(before[key]),
                after: text(after[key]))
        }
    }

    private static func text(_ value: AuditValue?) -> String {
        switch value {
        case nil, .null: ""
        case .text(let text): text
        case .number(let number): "\(number)"
        case .flag(let flag): flag ? "yes" : "no"
        case .list(let list): list.map { text($0) }.joined(separator: ", ")
        case .object(let object):
            object.sorted { $0.key < $1.key }
                .map { "\($0.key.replacing("_", with: " ")) \(text($0.value))" }
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
