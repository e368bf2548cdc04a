import Identity
import Tenancy
import WebSupport

/// The choice of the customers that a member sees: all, or some groups.
struct PortfolioChoice {
    struct Option {
        let field: String
        let name: String
        let customers: String
        let isChosen: Bool
    }

    let isLimited: Bool
    let options: [Option]
    let hasOptions: Bool

    init(_ groups: [PortfolioGroup], chosen: Portfolio?) {
        isLimited = chosen != nil
        options = groups.map { group in
            Option(
                field: Self.field(group.id), name: group.name,
                customers: group.customers == 1 ? "1 customer" : "\(group.customers) customers",
                isChosen: chosen?.groups.contains(group.id) ?? false)
        }
        hasOptions = !options.isEmpty
    }

    /// Each group is a box of its own, since a field may stand in a form once.
    private static func field(_ group: Int64) -> String { "group-\(group)" }

    /// What was chosen.
    ///
    /// - Throws: `IdentityError.portfolioEmpty`.
    static func read(
        _ form: QueryParameters, of groups: [PortfolioGroup]
    ) throws(IdentityError) -> Portfolio? {
        let chosen = groups.filter { !form.raw(field($0.id)).isEmpty }
        guard form.raw("sees") == "groups" else {
            // Boxes beside “all customers” are a slip either way: nobody is to see more by it.
            if chosen.isEmpty { return nil }
            throw .portfolioUnclear
        }
        if chosen.isEmpty { throw .portfolioUnclear }
        return Portfolio(groups: Set(chosen.map(\.id)))
    }

    /// The names of the groups that are there.
    static func names(_ portfolio: Portfolio?, of groups: [PortfolioGroup]) -> String {
        guard let portfolio else { return "All" }
        let names = groups.filter { portfolio.groups.contains($0.id) }.map(\.name)
        return names.isEmpty ? "None" : names.joined(separator: ", ")
    }
}
