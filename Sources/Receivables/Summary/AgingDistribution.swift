/// What is open by buckets, in minor units of the base currency.
package struct AgingDistribution: Sendable, Equatable {
    /// In the order of the limits' names, the standard ones' unless others were asked for.
    package let amounts: [Int64]
    package let total: Int64
}
