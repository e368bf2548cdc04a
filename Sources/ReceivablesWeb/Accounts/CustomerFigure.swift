import Kernel
import Receivables

/// One of the figures at the top of a customer's page.
struct CustomerFigure {
    let label: String
    let value: String
    let style: String
    /// nil where it leads nowhere.
    let link: String?
    let note: String

    static func all(
        _ account: CustomerAccount, _ paths: AccountPaths, _ figures: AccountFigures
    ) -> [CustomerFigure] {
        let id = account.customer.id
        return [
            CustomerFigure(
                label: "Balance", value: figures.money(account.balance),
                style: account.balance < 0 ? "negative" : "", link: paths.customer(id),
                note: balanceNote(account, figures)),
            CustomerFigure(
                label: "Overdue", value: figures.money(account.overdue),
                style: account.overdue < 0 ? "negative" : "", link: paths.customer(id),
                note: account.balance > 0
                    ? "\(figures.share(account.overdue, of: account.balance)) of the balance"
                    : "nothing is owed"),
            oldest(account, paths, figures), habit(account, figures),
        ]
    }

    private static func balanceNote(
        _ account: CustomerAccount, _ figures: AccountFigures
    ) -> String {
        let foreign = account.balances.filter {
            $0.currency != figures.currency && $0.amount != 0
        }
        guard foreign.isEmpty else {
            return "of which "
                + foreign.map { figures.money($0.amount, $0.currency) }.joined(separator: ", ")
        }
        return "\(figures.count(account.openItems)) open"
            + " item\(account.openItems == 1 ? "" : "s")"
    }

    private static func oldest(
        _ account: CustomerAccount, _ paths: AccountPaths, _ figures: AccountFigures
    ) -> CustomerFigure {
        guard let due = account.oldestDue else {
            return CustomerFigure(
                label: "Oldest item", value: "None", style: "", link: nil, note: "nothing is owed")
        }
        let days = due.days(until: account.asOf)
        return CustomerFigure(
            label: "Oldest item", value: days > 0 ? figures.days(days) : "Not due yet", style: "",
            link: paths.customer(account.customer.id),
            note: days > 0
                ? "late, due \(figures.date(due))" : "the first is due \(figures.date(due))")
    }

    private static func habit(
        _ account: CustomerAccount, _ figures: AccountFigures
    ) -> CustomerFigure {
        guard let habits = account.habits else {
            return CustomerFigure(
                label: "Usually pays", value: "Not known yet", style: "", link: "#habits",
                note: "nothing paid in 12 months")
        }
        let tenths = habits.beyondTermsTenths
        let value =
            tenths == 0
            ? "On the due day"
            : figures.days(tenths: abs(tenths)) + (tenths > 0 ? " late" : " early")
        return CustomerFigure(
            label: "Usually pays", value: value, style: "", link: "#habits",
            note: "over \(figures.count(habits.invoices))"
                + " invoice\(habits.invoices == 1 ? "" : "s") in 12 months")
    }
}
