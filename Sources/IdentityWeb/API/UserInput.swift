import Identity
import Kernel
import Tenancy
import WebSupport

/// Somebody whom a request takes into a company.
struct UserInput: APIInput {
    static let schema = APIObjectSchema(
        name: "NewUser", about: "Somebody, and what they are to be here.",
        properties: [
            UserMembers.email.required.property, UserMembers.name.property,
            UserMembers.role.required.property, UserMembers.portfolio.orNull.property,
        ])

    let email: EmailAddress
    let name: String?
    let role: Role
    let portfolio: [ID<PortfolioGroup>]?

    init(_ body: APIBodyReader) throws(APIBodyError) {
        email = try body.required(UserMembers.email)
        name = try body.value(UserMembers.name)
        role = try body.required(UserMembers.role)
        portfolio = try body.value(UserMembers.portfolio.orNull)
    }
}
