/// One address and method that a server answers to.
package struct RouteListing: Hashable, Sendable {
    /// In capitals.
    package let method: String
    /// With a colon before the name of a part that varies: `/customers/:id`.
    package let path: String
}
