package import Kernel

/// An instant where the tenant is, to the second.
package enum LocalTime {
    package static func text(_ instant: Instant, in zone: TimeZoneName) -> String {
        let shifted = instant.adding(.seconds(zone.offsetSeconds(at: instant)))
        let text = "\(shifted)"
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
    }
}
