package import Kernel

/// What is to be different about a tenant; nil stays as it is.
package struct TenantChanges: Sendable {
    package var name: TenantName?
    /// Only the one it has: amounts are kept in it from the first on.
    package var currency: Currency?
    package var timeZone: TimeZoneName?
    package var locale: String?
    /// Strictly increasing days, as `AgingLimits` takes them.
    package var agingLimits: [Int]?
    /// A month, 1 to 12.
    package var fiscalYearStart: Int?

    package init() {}

    /// A language tag as BCP 47 has it, of which pages know the language and the region.
    package static func isLocale(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...4).contains(parts.count), let language = parts.first,
            (2...3).contains(language.utf8.count)
        else { return false }
        return language.utf8.allSatisfy { (0x61...0x7A).contains($0) }
            && parts.dropFirst().allSatisfy { part in
                (2...8).contains(part.utf8.count)
                    && part.utf8.allSatisfy {
                        switch $0 {
                        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                        default: false
                        }
                    }
            }
    }
}
