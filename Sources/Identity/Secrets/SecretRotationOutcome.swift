/// What became of a change of the key.
package struct SecretRotationOutcome: Sendable {
    package let current: SecretKeyID
    /// Whether a change that had been interrupted was finished, and no new key made.
    package let isResumed: Bool
    /// How many values were encrypted anew.
    package let count: Int
    /// The keys that are gone; with keys from a setting, those that can be taken out of it.
    package let dropped: [SecretKeyID]
}
