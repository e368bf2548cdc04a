package import Tenancy

/// What is to be changed of a membership; what is nil stays as it is.
package struct MemberChanges: Sendable {
    package var role: Role?
    /// Nil within lets them see all customers.
    package var portfolio: Portfolio??

    package init(role: Role? = nil, portfolio: Portfolio?? = nil) {
        self.role = role
        self.portfolio = portfolio
    }
}
