import Kernel
import Receivables
import Synchronization
import Tenancy

/// New invoices for random customers, each with a number of its own.
final class DraftSource: Sendable {
    private struct State {
        var random: SeededRandom
        var count = 0
    }

    let customers: ClosedRange<Int64>
    private let prefix: String
    private let today: LocalDate
    let dueDate: LocalDate
    private let currency: Currency
    private let state: Mutex<State>

    /// - Parameter prefix: of the numbers; no two sources of one tenant may share it.
    init(_ scope: Scope, customers: ClosedRange<Int64>, prefix: String) throws {
        self.customers = customers
        self.prefix = prefix
        today = scope.today()
        dueDate = try today.adding(days: 30)
        currency = scope.tenant.currency
        state = Mutex(State(random: SeededRandom(seed: 11)))
    }

    func next() -> DocumentDraft {
        let (number, customer, amount) = state.withLock { state in
            state.count += 1
            return (
                state.count,
                customers.lowerBound + Int64(state.random.below(customers.count)),
                Int64(100 + state.random.below(500_000))
            )
        }
        return DocumentDraft(
            kind: .invoice, customer: CustomerID(customer), number: "\(prefix)\(number)",
            date: today, dueDate: dueDate, amount: Money(minorUnits: amount, currency: currency))
    }
}
