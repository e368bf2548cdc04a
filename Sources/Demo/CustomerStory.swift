import Kernel
import Receivables

/// What happened between the company and one customer, day by day. Each day depends only on the
/// days before it, never on where the story ends: a longer story is a shorter one with more days.
struct CustomerStory {
    let customer: DemoCustomer
    let sales: SalesPlan
    let today: LocalDate

    /// The documents, by date.
    private(set) var items: [StoryItem] = []
    /// Indices are those of `items`.
    private(set) var allocations: [DemoAllocation] = []
    private(set) var writeOffs: [DemoWriteOff] = []
    private(set) var voids: [DemoVoid] = []

    private var agenda: [LocalDate: [StoryStep]] = [:]
    private var deposits: [PlannedInvoice.Key: Int] = [:]
    /// The day being lived.
    private var now: LocalDate

    /// Lives the whole story.
    init(customer: DemoCustomer, sales: SalesPlan, today: LocalDate) throws {
        self.customer = customer
        self.sales = sales
        self.today = today
        now = sales.start
        try planOrders()
        while now <= today {
            try live()
            now = try now.adding(days: 1)
        }
    }

    func random(_ topic: Int, _ first: Int, _ second: Int = 0) -> DemoRandom {
        DemoRandom(seed: sales.seed, topic, customer.index, first, second)
    }

    /// Puts a step on the agenda, tomorrow at the earliest.
    mutating func schedule(_ step: StoryStep, on day: LocalDate) throws {
        let day = try max(day, now.adding(days: 1)).businessDayOnOrAfter()
        if day <= today { agenda[day, default: []].append(step) }
    }

    private mutating func planOrders() throws {
        let count = (today.year - now.year) * 12 + today.month - now.month
        // Next month's orders too: a deposit comes before its invoice.
        for month in 0..<max(0, count + 2) {
            for planned in try sales.invoices(of: customer, month: month) {
                if planned.date <= today {
                    agenda[planned.date, default: []].append(.order(planned))
                }
                guard customer.prepays, planned.amount.minorUnits > 100_000 else { continue }
                let day = try planned.date.adding(days: -10).businessDayOnOrBefore()
                if day >= now, day <= today {
                    agenda[day, default: []].append(.deposit(planned))
                }
            }
        }
    }

    private mutating func live() throws {
        guard let steps = agenda.removeValue(forKey: now) else { return }
        var payments: [Payment] = []
        for step in steps {
            if case .pay(let item, let amount) = step {
                payments.append(Payment(item: item, minorUnits: amount))
            } else {
                try perform(step)
            }
        }
        try receive(payments, on: now)
    }

    private mutating func perform(_ step: StoryStep) throws {
        switch step {
        case .order(let planned): try invoice(planned, on: now)
        case .deposit(let planned):
            deposits[planned.key] = add(
                kind: .receipt, on: now, minorUnits: planned.amount.minorUnits * 2 / 5,
                reference: "Deposit")
        case .pay: break
        case .apply(let credit, let item, let amount):
            items[item].promised -= amount
            apply(credit, to: item, amount, on: now)
            if items[credit].open > 0 {
                try schedule(.clear(credit: credit, attempts: 0), on: now.adding(days: 20))
            }
        case .credit(let item, let permille): creditPart(of: item, permille: permille, on: now)
        case .writeOff(let item): try writeOff(item)
        case .void(let item, let planned):
            items[item].open = 0
            voids.append(DemoVoid(document: item, date: now))
            try invoice(planned.replacement(on: now), on: now)
        case .clear(let credit, let attempts):
            try clear(credit, attempts: attempts, on: now)
        }
    }

    private mutating func writeOff(_ item: Int) throws {
        // Money for it has come in and is not matched yet: look again later.
        guard items[item].promised == 0 else {
            return try schedule(.writeOff(item: item), on: now.adding(days: 15))
        }
        guard items[item].open > 0 else { return }
        writeOffs.append(DemoWriteOff(document: item, minorUnits: items[item].open, date: now))
        items[item].open = 0
    }

    /// Adds a document and returns its index.
    mutating func add(_ document: DemoDocument) -> Int {
        items.append(StoryItem(document: document, open: document.amount.minorUnits))
        return items.count - 1
    }

    mutating func add(
        kind: DocumentKind, on day: LocalDate, minorUnits: Int64, reference: String?,
        lines: [DemoLine] = []
    ) -> Int {
        add(
            DemoDocument(
                kind: kind, customer: customer.index, date: day,
                amount: Money(minorUnits: minorUnits, currency: customer.currency),
                reference: reference, lines: lines))
    }

    mutating func withholdPayment(of item: Int) { items[item].isMistaken = true }

    /// Reserves part of an item for a receipt that is not matched yet.
    mutating func promise(_ amount: Int64, of item: Int) { items[item].promised += amount }

    /// The deposit that was paid for an order, once.
    mutating func takeDeposit(for planned: PlannedInvoice) -> Int? {
        deposits.removeValue(forKey: planned.key)
    }

    /// Sets credit against an item as far as both go.
    mutating func apply(_ credit: Int, to item: Int, _ minorUnits: Int64, on day: LocalDate) {
        let part = min(minorUnits, items[credit].open, items[item].open - items[item].promised)
        guard part > 0 else { return }
        items[credit].open -= part
        items[item].open -= part
        let same = allocations.lastIndex {
            $0.date < day || ($0.credit, $0.target) == (credit, item)
        }
        if let same, allocations[same].date == day {
            allocations[same].minorUnits += part
        } else {
            allocations.append(
                DemoAllocation(credit: credit, target: item, minorUnits: part, date: day))
        }
    }
}
