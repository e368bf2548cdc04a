import Kernel
import Receivables

/// What a customer's page says beside its lists: habits, terms and contacts.
struct CustomerAside {
    struct Fact {
        let name: String
        let value: String
    }

    struct Contact {
        let name: String
        let role: String?
        let email: String?
        /// What writes them a mail; nil for what is not plainly an address.
        let mailLink: String?
        let phone: String?
        /// The number as a telephone dials it.
        let dialled: String?
    }

    /// How late a quarter's payments were, with the width of its bar.
    struct Quarter {
        let title: String
        let value: String
        let width: Int
        let style: String
    }

    let hasHabits: Bool
    let habits: [Fact]
    let quarters: [Quarter]
    let basis: String
    let terms: [Fact]
    let contacts: [Contact]
    let hasContacts: Bool
    /// nil for who may not change it, and where there are no groups.
    let groups: CustomerGroupChoice?

    /// - Parameter groups: those to choose from; empty for who may not.
    init(_ account: CustomerAccount, groups: [CustomerGroup], _ figures: AccountFigures) {
        self.groups = groups.isEmpty ? nil : CustomerGroupChoice(groups, of: account)
        hasHabits = account.habits != nil
        habits = account.habits.map { Self.facts($0, figures) } ?? []
        quarters = account.habits.map { Self.quarters($0.quarters, figures) } ?? []
        basis =
            account.habits.map {
                "Weighted by amount, over \(figures.count($0.invoices))"
                    + " invoice\($0.invoices == 1 ? "" : "s") paid in the last 12 months."
            } ?? ""
        terms = Self.terms(account, figures)
        contacts = account.contacts.map { contact in
            Contact(
                name: contact.name, role: contact.role, email: contact.email,
                mailLink: contact.email.flatMap(MailLink.address), phone: contact.phone,
                dialled: contact.phone.map(Self.dialled))
        }
        hasContacts = !contacts.isEmpty
    }

    private static func dialled(_ phone: String) -> String {
        phone.filter { $0.isASCII && ($0.isNumber || $0 == "+") }
    }

    private static func facts(_ habits: PaymentHabits, _ figures: AccountFigures) -> [Fact] {
        let late = habits.beyondTermsTenths
        return [
            Fact(
                name: "Beyond terms",
                value: late < 0
                    ? "\(figures.days(tenths: -late)) early" : figures.days(tenths: late)),
            Fact(name: "From invoice to payment", value: figures.days(tenths: habits.toPayTenths)),
            Fact(name: "Share paid late", value: figures.percent(tenths: habits.lateShareTenths)),
            Fact(
                name: "Latest payment",
                value: habits.latestDays == 0
                    ? "never late" : "\(figures.days(habits.latestDays)) late"),
        ]
    }

    private static func quarters(
        _ quarters: [PaymentHabits.Quarter], _ figures: AccountFigures
    ) -> [Quarter] {
        let longest = quarters.compactMap(\.beyondTermsTenths).map(\.magnitude).max() ?? 0
        return quarters.map { quarter in
            let tenths = quarter.beyondTermsTenths
            return Quarter(
                title: figures.year.quarterName(of: quarter.first),
                value: tenths.map(figures.tenths) ?? "–",
                width: longest == 0 ? 0 : Int((tenths?.magnitude ?? 0) * 100 / longest),
                style: (tenths ?? 0) < 0 ? "early" : "late")
        }
    }

    private static func terms(
        _ account: CustomerAccount, _ figures: AccountFigures
    ) -> [Fact] {
        var facts: [Fact] = []
        if let terms = account.terms {
            facts.append(Fact(name: "Payment terms", value: terms.name))
            let from = terms.countsFromMonthEnd ? " from the end of the month" : ""
            facts.append(Fact(name: "Due after", value: figures.days(terms.dueDays) + from))
            if !terms.instalments.isEmpty {
                let parts = terms.instalments.map { part in
                    "\(figures.percent(tenths: Int64(part.partsPerTenThousand / 10))) after"
                        + " \(figures.days(part.days))"
                }
                facts.append(Fact(name: "Instalments", value: parts.joined(separator: ", ")))
            }
        } else {
            facts.append(Fact(name: "Payment terms", value: "As each document says"))
        }
        if let currency = account.currency {
            facts.append(Fact(name: "Currency", value: currency.code))
        }
        if let group = account.group { facts.append(Fact(name: "Group", value: group)) }
        return facts
    }
}
