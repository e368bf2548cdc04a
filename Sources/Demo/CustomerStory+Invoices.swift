import Kernel

/// Invoicing, and what will become of each invoice.
extension CustomerStory {
    private static let creditedPermille = 26
    private static let mistakenPermille = 1
    private static let lostPermille = 2
    /// A dormant customer leaves the invoices of its last months unpaid.
    private static let unpaidMonths = 3

    mutating func invoice(_ planned: PlannedInvoice, on day: LocalDate) throws {
        var random = random(DemoTopic.fate, planned.key.month, planned.key.ordinal)
        let terms = customer.terms.terms
        let parts = try terms.instalments(of: planned.amount, on: day).map {
            DemoInstalment(dueDate: $0.dueDate, amount: $0.amount)
        }
        let isDisputed = random.chance(permille: customer.habit.disputesPermille)
        let due = try terms.dueDate(for: day)
        let item = add(
            DemoDocument(
                kind: .invoice, customer: customer.index, date: day, dueDate: due,
                amount: planned.amount, reference: "PO-\(random.int(20_000...79_999))",
                isDisputed: isDisputed, instalments: parts, lines: planned.lines))
        if let deposit = takeDeposit(for: planned) {
            apply(deposit, to: item, .max, on: day)
        } else if !planned.isReplacement, random.chance(permille: Self.mistakenPermille) {
            withholdPayment(of: item)
            try schedule(
                .void(item: item, planned), on: day.adding(days: random.int(1...4)))
            return
        }
        if isDisputed { return try dispute(item, due: due, &random) }
        if isLost(planned, &random) {
            return try schedule(
                .writeOff(item: item), on: due.adding(days: random.int(230...330)))
        }
        if random.chance(permille: Self.creditedPermille) {
            try schedule(
                .credit(item: item, permille: random.int(40...300)),
                on: day.adding(days: random.int(5...25)))
        }
        try schedulePayments(of: item, month: planned.key.month, &random)
    }

    private func isLost(_ planned: PlannedInvoice, _ random: inout DemoRandom) -> Bool {
        let isUnpaidMonth =
            customer.habit == .dormant
            && planned.key.month >= customer.months.upperBound - Self.unpaidMonths
        return random.chance(permille: Self.lostPermille) || isUnpaidMonth
    }

    private mutating func schedulePayments(
        of item: Int, month: Int, _ random: inout DemoRandom
    ) throws {
        let document = items[item].document
        let parts =
            document.instalments.isEmpty
            ? [DemoInstalment(dueDate: document.dueDate, amount: document.amount)]
            : document.instalments
        for (index, part) in parts.enumerated() {
            let late = customer.habit.latenessDays(&random, month: month)
            let day = try paymentDay(part.dueDate.adding(days: late))
            let isLast = index == parts.count - 1
            try schedule(
                .pay(item: item, minorUnits: isLast ? .max : part.amount.minorUnits), on: day)
        }
    }

    /// The day on which a customer that wants to pay on a day does.
    private func paymentDay(_ day: LocalDate) throws -> LocalDate {
        if customer.habit == .monthEnd { return try day.lastBusinessDayOfMonthOnOrAfter() }
        return customer.size.paysWeekly
            ? try day.thursdayOnOrAfter() : try day.businessDayOnOrAfter()
    }

    /// A dispute ends with a credit note and payment of the rest, with payment, or not at all.
    private mutating func dispute(
        _ item: Int, due: LocalDate, _ random: inout DemoRandom
    ) throws {
        switch random.int(0...9) {
        case 0...4:
            let settled = try due.adding(days: random.int(20...60))
            try schedule(.credit(item: item, permille: random.int(80...400)), on: settled)
            try schedule(
                .pay(item: item, minorUnits: .max),
                on: paymentDay(settled.adding(days: random.int(6...20))))
        case 5...7:
            try schedule(
                .pay(item: item, minorUnits: .max),
                on: paymentDay(due.adding(days: random.int(40...110))))
        default:
            try schedule(.writeOff(item: item), on: due.adding(days: random.int(240...340)))
        }
    }
}
