import Glibc

/// What the environment says about how tests run.
package enum TestLength {
    /// Whether the long variants run.
    package static let isLong = variable("COUNTINGHOUSE_TEST_LONG") == "1"
    /// The seed with which a failure is to be seen again.
    package static let givenSeed = variable("COUNTINGHOUSE_TEST_SEED").flatMap { UInt64($0) }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
