import Glibc

/// What the environment says about how much is killed.
enum KillSettings {
    /// `COUNTINGHOUSE_TEST_KILLS`.
    static let given = getenv("COUNTINGHOUSE_TEST_KILLS").flatMap { Int(String(cString: $0)) }
}
