package import Kernel

/// One customer as its page shows it on a day; amounts in minor units of the base currency.
package struct CustomerAccount: Sendable {
    package struct Contact: Sendable, Equatable {
        package let name: String
        package let email: String?
        package let phone: String?
        package let role: String?

        package init(name: String, email: String?, phone: String?, role: String?) {
            self.name = name
            self.email = email
            self.phone = phone
            self.role = role
        }
    }

    /// What is open in one currency.
    package struct CurrencyBalance: Sendable, Equatable {
        package let currency: Currency
        /// Minor units of that currency.
        package let amount: Int64

        package init(currency: Currency, amount: Int64) {
            self.currency = currency
            self.amount = amount
        }
    }

    package let customer: Customer
    package let asOf: LocalDate
    package let group: String?
    package let terms: PaymentTerms?
    package let currency: Currency?
    package let balance: Int64
    package let overdue: Int64
    /// By bucket, credits netted.
    package let buckets: [Int64]
    package let openItems: Int
    /// When the oldest item that is owed is, or was, due.
    package let oldestDue: LocalDate?
    package let balances: [CurrencyBalance]
    package let contacts: [Contact]
    /// nil when nothing was paid in the last twelve months.
    package let habits: PaymentHabits?
    /// The newest first.
    package let notes: [Note]
    package let noteCount: Int

    package init(
        customer: Customer, asOf: LocalDate, group: String?, terms: PaymentTerms?,
        currency: Currency?, balance: Int64, overdue: Int64, buckets: [Int64], openItems: Int,
        oldestDue: LocalDate?, balances: [CurrencyBalance], contacts: [Contact],
        habits: PaymentHabits?, notes: [Note], noteCount: Int
    ) {
        self.customer = customer
        self.asOf = asOf
        self.group = group
        self.terms = terms
        self.currency = currency
        self.balance = balance
        self.overdue = overdue
        self.buckets = buckets
        self.openItems = openItems
        self.oldestDue = oldestDue
        self.balances = balances
        self.contacts = contacts
        self.habits = habits
        self.notes = notes
        self.noteCount = noteCount
    }
}
