package import Kernel

/// What somebody has of a second factor.
package struct SecondFactorStatus: Sendable {
    /// Since when it is asked for; nil where it is not.
    package let since: Instant?
    /// Recovery codes that were not used yet.
    package let codesLeft: Int

    package var isOn: Bool { since != nil }
}
