package import Redis
package import WebSupport

/// What is kept of computed answers, and where servers share it, from the settings.
package struct CacheSettings: Sendable {
    package var limits = CacheLimits()
    /// nil: each server keeps and counts for itself.
    package var redis: RedisAddress?

    /// - Parameter text: looks up a setting by its name; nil for one that is empty.
    init(_ text: (String) -> String?) throws(ConfigurationError) {
        if let seconds = try Self.number(text, "COUNTINGHOUSE_CACHE_SECONDS", 0...86_400) {
            limits.lifetime = .seconds(seconds)
        }
        if let size = try Self.number(text, "COUNTINGHOUSE_CACHE_MEGABYTES", 0...65_536) {
            limits.bytesMax = size << 20
        }
        if let address = text("COUNTINGHOUSE_REDIS_URL") {
            guard let known = RedisAddress(address) else {
                throw .invalid(
                    setting: "COUNTINGHOUSE_REDIS_URL",
                    expected: "an address such as redis://:password@host:6379/0, or"
                        + " unix:///run/redis/redis.sock")
            }
            redis = known
        }
    }

    private static func number(
        _ text: (String) -> String?, _ name: String, _ range: ClosedRange<Int>
    ) throws(ConfigurationError) -> Int? {
        guard let value = text(name) else { return nil }
        guard let number = Int(value), range.contains(number) else {
            throw .invalid(
                setting: name,
                expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
