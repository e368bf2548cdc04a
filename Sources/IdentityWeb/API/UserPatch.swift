import Identity
import Kernel
import Tenancy
import WebSupport

/// What a request says is to be changed of somebody in a company.
struct UserPatch: APIInput {
    static let schema = APIObjectSchema(
        name: "UserChange", about: "What is to be changed; what is left out stays.",
        properties: [UserMembers.role.property, UserMembers.portfolio.orNull.property])

    let role: Role?
    let portfolio: APIChange<[ID<PortfolioGroup>]>

    init(_ body: APIBodyReader) throws(APIBodyError) {
        role = try body.value(UserMembers.role)
        portfolio = try body.change(UserMembers.portfolio.orNull)
    }
}
