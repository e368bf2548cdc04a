import Kernel

/// A record's time where the tenant is, to the second.
enum AuditTime {
    static func local(_ instant: Instant, in zone: TimeZoneName) -> String {
        let shifted = instant.adding(.seconds(zone.offsetSeconds(at: instant)))
        let text = "\(shifted)"
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
    }
}
