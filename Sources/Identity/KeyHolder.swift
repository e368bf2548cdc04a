package import Tenancy

/// The program that a key belongs to, and what it may do now.
package struct KeyHolder: Sendable {
    package let id: Int64
    package let name: String
    package let tenant: TenantName
    package let grant: Grant
}
