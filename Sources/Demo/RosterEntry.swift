/// What the roster says of one customer.
struct RosterEntry: Sendable {
    let name: String
    let contact: String
    let group: CustomerGroup
    let size: CustomerSize
    let habit: PaymentHabit
    let terms: DemoTerms
    let prepays: Bool

    init(
        _ name: String, _ contact: String, _ group: CustomerGroup, _ size: CustomerSize,
        _ habit: PaymentHabit, _ terms: DemoTerms = .net30, prepays: Bool = false
    ) {
        self.name = name
        self.contact = contact
        self.group = group
        self.size = size
        self.habit = habit
        self.terms = terms
        self.prepays = prepays
    }
}
