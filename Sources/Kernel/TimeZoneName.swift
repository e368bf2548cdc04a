/// The name of a time zone in the IANA database, such as `Europe/Berlin`, known to exist.
///
/// A value holds its zone's rules, so asking for the local date can neither fail nor block.
package struct TimeZoneName: Sendable {
    /// The name as the database spells it.
    package let name: String
    let rules: TimeZoneRules

    /// UTC, which needs no database.
    package static let utc = TimeZoneName(
        name: "UTC", rules: TimeZoneRules(transitions: [], fixedOffsetSeconds: 0, footer: nil))

    /// A zone by its exact name. The first use of a name reads the zone's file.
    ///
    /// - Throws: `unknownTimeZone`, also when the machine has no time zone database.
    package init(_ name: String) throws(DateError) {
        if name == "UTC" {
            self = TimeZoneName.utc
            return
        }
        guard TimeZoneName.isWellFormed(name), let rules = TimeZoneDatabase.rules(for: name)
        else { throw .unknownTimeZone(name) }
        self.init(name: name, rules: rules)
    }

    private init(name: String, rules: TimeZoneRules) {
        self.name = name
        self.rules = rules
    }

    /// Seconds east of UTC at an instant.
    package func offsetSeconds(at instant: Instant) -> Int {
        rules.offsetSeconds(unixSeconds: instant.unixSeconds)
    }

    /// Letters, digits, `_`, `+` and `-` in parts divided by `/`: nothing that leads a path out of
    /// the database. The folders `right` (with leap seconds) and `posix` repeat all zones.
    private static func isWellFormed(_ name: String) -> Bool {
        guard name.utf8.count <= 64 else { return false }
        let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isNameByte) }) else { return false }
        return !["right", "posix", "posixrules", "localtime", "Factory"]
            .contains(String(parts[0]) ?? "")
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"): true
        default: ASCII.isDigit(byte) || Currency.upperLetter(byte) != nil
        }
    }
}

extension TimeZoneName: Hashable {
    package static func == (left: TimeZoneName, right: TimeZoneName) -> Bool {
        left.name == right.name
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }
}

extension TimeZoneName: CustomStringConvertible {
    /// The name.
    package var description: String { name }
}

extension TimeZoneName: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        try self.init(name)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}
