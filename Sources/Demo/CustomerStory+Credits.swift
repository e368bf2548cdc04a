import Kernel

/// Receipts, credit notes and credit on account.
extension CustomerStory {
    private static let clearAttempts = 2

    /// What a customer pays on a day, in one receipt. Most pay what they owe; some pay a little
    /// less, a part, or twice, and some do not say what for.
    mutating func receive(_ payments: [Payment], on day: LocalDate) throws {
        var parts: [Payment] = []
        for payment in payments {
            let amount = min(payment.minorUnits, items[payment.item].payable)
            if amount > 0 { parts.append(Payment(item: payment.item, minorUnits: amount)) }
        }
        guard let last = parts.last else { return }
        var random = random(DemoTopic.receipt, Int(day.daysSince2000))
        var surplus: Int64 = 0
        switch random.int(0...999) {
        case 0..<18:
            parts[parts.count - 1].minorUnits -= try deductFee(last, on: day, &random)
        case 18..<36:
            parts[parts.count - 1].minorUnits -= try payPart(last, on: day, &random)
        case 36..<44 where parts[0].minorUnits < 400_000: surplus = parts[0].minorUnits
        default: break
        }
        let total = parts.reduce(surplus) { $0 + $1.minorUnits }
        let receipt = add(
            kind: .receipt, on: day, minorUnits: total, reference: remittance(&random))
        if random.chance(permille: 90) {
            let matched = try day.adding(days: random.int(2...11))
            for part in parts {
                promise(part.minorUnits, of: part.item)
                try schedule(
                    .apply(credit: receipt, item: part.item, minorUnits: part.minorUnits),
                    on: matched)
            }
        } else {
            for part in parts { apply(receipt, to: part.item, part.minorUnits, on: day) }
        }
        if surplus > 0 {
            try schedule(
                .clear(credit: receipt, attempts: random.int(0...Self.clearAttempts)),
                on: day.adding(days: random.int(15...50)))
        }
    }

    /// The bank's fee is missing: forgiven, or paid later.
    private mutating func deductFee(
        _ payment: Payment, on day: LocalDate, _ random: inout DemoRandom
    ) throws -> Int64 {
        guard payment.minorUnits > 50_000 else { return 0 }
        let later = try day.adding(days: random.int(30...75))
        try schedule(
            random.chance(permille: 600)
                ? .writeOff(item: payment.item)
                : .pay(item: payment.item, minorUnits: .max), on: later)
        return Int64(random.int(15...45)) * 100
    }

    /// Part of the amount is paid later.
    private mutating func payPart(
        _ payment: Payment, on day: LocalDate, _ random: inout DemoRandom
    ) throws -> Int64 {
        let later = try day.adding(days: random.int(14...45))
        try schedule(.pay(item: payment.item, minorUnits: .max), on: later)
        return payment.minorUnits * Int64(random.int(30...55)) / 100
    }

    private func remittance(_ random: inout DemoRandom) -> String {
        let number = random.int(100_000...999_999)
        if customer.currency.code != "USD" { return "Wire \(number)" }
        return customer.size == .small ? "Check \(number % 10_000)" : "ACH \(number)"
    }

    mutating func creditPart(of item: Int, permille: Int, on day: LocalDate) {
        let invoice = items[item].document
        let wanted = invoice.amount.minorUnits * Int64(permille) / 1_000
        let amount = min(wanted, items[item].payable)
        guard amount > 0 else { return }
        var random = random(DemoTopic.credit, Int(day.daysSince2000), item)
        let reason = random.pick([
            "Goods returned", "Damaged in transit", "Price adjustment", "Short delivery",
        ])
        let line = DemoLine(description: reason, quantity: 1, unitPrice: amount, amount: amount)
        let credit = add(
            kind: .creditNote, on: day, minorUnits: amount, reference: reason, lines: [line])
        apply(credit, to: item, amount, on: day)
    }

    /// Uses credit on account for what is open, oldest first; pays back what nobody can use.
    mutating func clear(_ credit: Int, attempts: Int, on day: LocalDate) throws {
        for item in items.indices where items[credit].open > 0 && items[item].payable > 0 {
            apply(credit, to: item, items[item].payable, on: day)
        }
        let rest = items[credit].open
        guard rest > 0 else { return }
        guard attempts >= Self.clearAttempts else {
            return try schedule(
                .clear(credit: credit, attempts: attempts + 1), on: day.adding(days: 30))
        }
        let refund = add(kind: .refund, on: day, minorUnits: rest, reference: "Refund")
        apply(credit, to: refund, rest, on: day)
    }
}
