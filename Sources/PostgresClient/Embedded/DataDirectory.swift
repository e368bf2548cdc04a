/// Where an installation keeps its data when nobody says otherwise.
package enum DataDirectory {
    private static let name = "countinghouse"

    /// The data directory: `COUNTINGHOUSE_DATA_DIR` where set, `/var/lib/countinghouse` for root
    /// (root's home is closed to the account that runs PostgreSQL), else the user's data directory.
    ///
    /// - Parameters:
    ///   - isRoot: whether the effective user is root.
    ///   - environment: looks up an environment variable.
    /// - Returns: an absolute path, or nil when a user has neither a setting nor a home; a
    ///   relative setting is taken from `currentDirectory`.
    package static func resolve(
        isRoot: Bool, currentDirectory: String, environment: (String) -> String?
    ) -> String? {
        if let explicit = environment("COUNTINGHOUSE_DATA_DIR"), !explicit.isEmpty {
            return explicit.hasPrefix("/") ? explicit : "\(currentDirectory)/\(explicit)"
        }
        if isRoot { return "/var/lib/\(name)" }
        // The XDG specification tells to ignore relative paths.
        if let data = environment("XDG_DATA_HOME"), data.hasPrefix("/") { return "\(data)/\(name)" }
        guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
        return "\(home)/.local/share/\(name)"
    }
}
