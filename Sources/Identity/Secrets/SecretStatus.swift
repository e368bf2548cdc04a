/// The keys of an installation and what they protect.
package struct SecretStatus: Sendable {
    /// The first is the current one; empty where nothing was encrypted yet.
    package let keys: [SecretKeyID]
    /// Whether the keys come from a setting, which no command changes.
    package let isSetting: Bool
    package let usages: [SecretUsage]

    /// The keys that values need and the installation does not have.
    package var missing: [String] {
        let own = Set(keys.map(\.description))
        return Set(usages.map(\.key)).subtracting(own).sorted()
    }

    package func usages(of key: String) -> [SecretUsage] { usages.filter { $0.key == key } }
}
