import Identity
import Kernel
import Tenancy
import WebSupport

/// What requests and answers say of people in a company.
enum UserMembers {
    static let nameLengthMax = 200
    static let portfolioAbout = "The groups of customers that they see; null for all."
    static let portfolioSchema = APISchema.nullable(.list(of: .id))
    static let emailText = APISchema.text(1...320, example: "ann@example.com")

    static let email = APIMember<EmailAddress>.parsed("email", "Their address.", emailText) {
        text throws(IdentityError) in try EmailAddress(text)
    }
    static let name = APIMember<String>.line(
        "name", "What they are called, where they have no account yet.", 1...nameLengthMax,
        example: "Ann")
    static let role = APIMember<Role>.choice("role", "What they are here.")
    static let portfolio = APIMember<[ID<PortfolioGroup>]>.ids(
        "portfolio",
        "The groups of customers that they see, for a role that can be limited; null for all.",
        1...groupsMax)

    private static let groupsMax = 1_000

    /// The member that an error is about.
    @Sendable
    static func member(_ error: any DomainError) -> String? {
        switch error as? IdentityError {
        case .invalidEmail, .memberExists, .invitedAlready: email.name
        case .lastOwner, .roleSeesAll: role.name
        case .unknownGroup: portfolio.name
        default: nil
        }
    }

    static func portfolio<Value>(
        _ get: @escaping @Sendable (Value) -> Portfolio?
    ) -> APIField<Value> {
        APIField("portfolio", portfolioAbout, portfolioSchema) { value, json in
            guard let portfolio = get(value) else { return json.null() }
            json.beginArray()
            for group in portfolio.groups.sorted() { json.string("\(group)") }
            json.endArray()
        }
    }

    static func role<Value>(_ get: @escaping @Sendable (Value) -> Role?) -> APIField<Value> {
        .optionalText(
            "role", "What they are here.", .words(Role.allCases.map(\.rawValue))
        ) { get($0)?.rawValue }
    }
}
