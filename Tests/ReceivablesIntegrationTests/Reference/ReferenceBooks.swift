import Kernel
import Receivables

/// The books kept the slow, obvious way: a list of documents and a list of movements, from which
/// every figure is added up anew. It shares no code with the books under test.
struct ReferenceBooks {
    let base: Currency
    private(set) var documents: [DocumentID: ReferenceDocument] = [:]
    private(set) var movements: [ReferenceMovement] = []
    var allocations: [ReferenceAllocation] = []
    var writeOffs: [ReferenceWriteOff] = []
    var rates: [Currency: [LocalDate: ExactDecimal]] = [:]
    /// How many business events there have been; a movement is known from its event on.
    private(set) var event = 0

    init(base: Currency) {
        self.base = base
    }

    mutating func beginEvent() { event += 1 }

    // MARK: Documents

    /// The rate that holds on a day: the latest one set for that day or before.
    func rate(_ currency: Currency, on day: LocalDate) -> ExactDecimal? {
        rates[currency]?.filter { $0.key <= day }.max { $0.key < $1.key }?.value
    }

    func toBase(
        _ amount: Int64, _ currency: Currency, _ rate: ExactDecimal?
    ) throws(ReferenceRefusal) -> Int64 {
        if currency == base { return amount }
        guard let rate else { throw .noRate }
        return ReferenceArithmetic.convert(amount, currency, at: rate, to: base)
    }

    /// The signed amount and base amount that a draft would have.
    func value(
        of draft: DocumentDraft
    ) throws(ReferenceRefusal) -> (amount: Int64, base: Int64, rate: ExactDecimal?) {
        let isCredit = draft.kind == .creditNote || draft.kind == .receipt
        let amount = isCredit ? -draft.amount.minorUnits : draft.amount.minorUnits
        let currency = draft.amount.currency
        let rate = currency == base ? nil : draft.rate ?? rate(currency, on: draft.date)
        return (amount, try toBase(amount, currency, rate), rate)
    }

    /// Enters a document under the id that the database gave it.
    mutating func post(_ draft: DocumentDraft, id: DocumentID) throws(ReferenceRefusal) {
        let (amount, baseAmount, rate) = try value(of: draft)
        let parts =
            draft.instalments.isEmpty
            ? [(due: draft.dueDate ?? draft.date, amount: amount)]
            : draft.instalments.map { (due: $0.dueDate, amount: $0.amount.minorUnits) }
        documents[id] = ReferenceDocument(
            id: id, customer: draft.customer, kind: draft.kind, number: draft.number,
            currency: draft.amount.currency, instalments: parts.count, date: draft.date,
            due: parts.map(\.due).max() ?? draft.date, amount: amount, base: baseAmount, rate: rate)
        var reached: Int64 = 0
        for (index, part) in parts.enumerated() {
            // The parts' base amounts add up to the document's.
            let before = amount == 0 ? 0 : ReferenceArithmetic.share(baseAmount, reached, amount)
            reached += part.amount
            let after =
                amount == 0
                ? baseAmount : ReferenceArithmetic.share(baseAmount, reached, amount)
            let item = ReferenceItem(
                document: id, instalment: Int16(index + 1), documentDate: draft.date,
                dueDate: part.due)
            move(
                item, MovementKind(rawValue: draft.kind.rawValue) ?? .invoice, on: draft.date,
                part.amount, after - before)
        }
    }

    mutating func update(_ document: ReferenceDocument) { documents[document.id] = document }

    // MARK: Movements

    mutating func move(
        _ item: ReferenceItem, _ kind: MovementKind, on day: LocalDate, _ amount: Int64,
        _ base: Int64, allocation: Int? = nil
    ) {
        movements.append(
            ReferenceMovement(
                item: item, kind: kind, effectiveOn: day, amount: amount, base: base,
                allocation: allocation, event: event))
    }

    /// What is open of each item in the end, whatever the day, oldest first.
    func openItems(of document: DocumentID) -> [(item: ReferenceItem, amount: Int64, base: Int64)] {
        balances { $0.item.document == document }
            .filter { $0.amount != 0 }
            .sorted {
                ($0.item.dueDate, $0.item.instalment) < ($1.item.dueDate, $1.item.instalment)
            }
    }

    /// The sums of the movements chosen, by item, without those that are nothing.
    func balances(
        _ isCounted: (ReferenceMovement) -> Bool
    ) -> [(item: ReferenceItem, amount: Int64, base: Int64)] {
        var sums: [ReferenceItem: (amount: Int64, base: Int64)] = [:]
        for movement in movements where isCounted(movement) {
            sums[movement.item, default: (0, 0)].amount += movement.amount
            sums[movement.item, default: (0, 0)].base += movement.base
        }
        return sums.filter { $0.value.amount != 0 || $0.value.base != 0 }
            .map { (item: $0.key, amount: $0.value.amount, base: $0.value.base) }
    }
}
