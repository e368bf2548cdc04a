import Receivables

/// What a new tenant does next.
struct HomeStart {
    struct Step {
        let title: String
        let text: String
        let link: String
        let action: String
        let isDone: Bool
        let isNext: Bool
    }

    let title: String
    let steps: [Step]

    /// nil when nothing is left to be done, or somebody else must do it.
    init?(_ first: FirstSteps, mayImport: Bool) {
        guard let next = first.next, mayImport else { return nil }
        title =
            first.hasInvoices || first.hasReceipts
            ? "Make the figures whole" : "Start with your open invoices"
        steps = FirstSteps.Step.allCases.map { step in
            let (title, text, action) = Self.words(step)
            return Step(
                title: title, text: text, link: AccountPaths.imports, action: action,
                isDone: first.isDone(step), isNext: step == next)
        }
    }

    private static func words(_ step: FirstSteps.Step) -> (String, String, String) {
        switch step {
        case .importInvoices:
            (
                "Import your invoices",
                "Drop the list of open invoices, or an aging report, as your ledger program"
                    + " exports it: CSV, Excel or a web page.", "Import invoices"
            )
        case .importReceipts:
            (
                "Import the payments",
                "A list of receipts shows what is paid and how late, and lets credit be applied.",
                "Import payments"
            )
        case .addContacts:
            (
                "Import your customers",
                "A list of customers brings names, e-mail addresses and telephone numbers.",
                "Import customers"
            )
        }
    }
}
