import Receivables

/// The choice of a customer's group, for who may change it.
struct CustomerGroupChoice {
    struct Option {
        /// Empty for no group.
        let value: String
        let name: String
        let isChosen: Bool
    }

    let action: String
    let options: [Option]

    init(_ groups: [CustomerGroup], of account: CustomerAccount) {
        action = "\(AccountPaths.customers)\(account.customer.id)/group"
        options =
            [Option(value: "", name: "No group", isChosen: account.group == nil)]
            + groups.map {
                Option(value: "\($0.id)", name: $0.name, isChosen: $0.name == account.group)
            }
    }
}
