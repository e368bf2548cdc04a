/// What is open by the standard buckets, in minor units of the base currency.
package struct AgingDistribution: Sendable, Equatable {
    /// In the order of `AgingLimits.standard.names`.
    package let amounts: [Int64]
    package let total: Int64
}
