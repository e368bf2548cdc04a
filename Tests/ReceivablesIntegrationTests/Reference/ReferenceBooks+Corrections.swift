import Kernel
import Receivables

/// Corrections of documents and revaluation.
extension ReferenceBooks {
    mutating func correct(
        _ id: DocumentID, date: LocalDate, due: LocalDate, to amount: Int64
    ) throws(ReferenceRefusal) {
        guard let old = documents[id], !old.isVoid, old.instalments == 1 else {
            throw .notCorrectable
        }
        switch old.kind {
        case .invoice, .refund: guard amount >= 0 else { throw .notCorrectable }
        case .creditNote, .receipt: guard amount <= 0 else { throw .notCorrectable }
        case .openingBalance: break
        }
        var after = self
        var new = old
        (new.date, new.due, new.amount) = (date, due, amount)
        if date != old.date, old.currency != base { new.rate = rate(old.currency, on: date) }
        new.base = try toBase(amount, old.currency, new.rate)
        let again = after.allocationsToRedo(old, new)
        _ = after.reverse(Set(again))
        after.moveToNewDates(old, new)
        if new.amount != old.amount || new.base != old.base {
            let kind = MovementKind(rawValue: old.kind.rawValue) ?? .invoice
            after.move(
                Self.onlyItem(new), kind, on: date, new.amount - old.amount, new.base - old.base)
        }
        after.update(new)
        if !again.isEmpty {
            try after.allocate(
                again.map { number in
                    let allocation = allocations[number]
                    return AllocationRequest(
                        credit: allocation.credit, target: allocation.target,
                        instalment: allocation.instalment, minorUnits: allocation.amount,
                        date: allocation.effectiveOn)
                })
        }
        let open = after.openItems(of: id).map(\.amount)
        guard open.allSatisfy({ $0.signum() == amount.signum() && abs($0) <= abs(amount) }) else {
            throw .moreThanOpen
        }
        after.settleBase(of: id)
        self = after
    }

    private static func onlyItem(_ document: ReferenceDocument) -> ReferenceItem {
        ReferenceItem(
            document: document.id, instalment: 1, documentDate: document.date,
            dueDate: document.due)
    }

    /// The allocations that would come before the document, or whose base amounts change.
    private func allocationsToRedo(
        _ old: ReferenceDocument, _ new: ReferenceDocument
    ) -> [Int] {
        allocations.indices.filter { number in
            let allocation = allocations[number]
            guard allocation.isInForce, [allocation.credit, allocation.target].contains(old.id)
            else { return false }
            return allocation.effectiveOn < new.date
                || (old.currency != base && (old.date, old.amount) != (new.date, new.amount))
        }.sorted { (allocations[$0].id?.rawValue ?? 0) < (allocations[$1].id?.rawValue ?? 0) }
    }

    private mutating func moveToNewDates(_ old: ReferenceDocument, _ new: ReferenceDocument) {
        guard (old.date, old.due) != (new.date, new.due) else { return }
        for movement in movements where movement.item.document == old.id {
            // What is under other dates already comes to nothing, and so does its move.
            move(
                movement.item, movement.kind, on: movement.effectiveOn, -movement.amount,
                -movement.base, allocation: movement.allocation)
            let isDocument = movement.kind.rawValue <= 5
            move(
                Self.onlyItem(new), movement.kind,
                on: isDocument ? new.date : max(movement.effectiveOn, new.date), movement.amount,
                movement.base, allocation: movement.allocation)
        }
        moveWriteOffs(of: old.id, to: Self.onlyItem(new))
    }

    /// Write-offs at an earlier rate must not leave anything in base on a settled document.
    private mutating func settleBase(of id: DocumentID) {
        for left in balances({ $0.item.document == id }) where left.amount == 0 {
            var days: [LocalDate: Int64] = [:]
            for movement in movements
            where movement.item.document == id && movement.kind == .writeOff {
                days[movement.effectiveOn, default: 0] += movement.amount
            }
            guard let day = days.filter({ $0.value != 0 }).keys.max() else { continue }
            move(left.item, .writeOff, on: day, 0, -left.base)
        }
    }

    /// Returns how many items have got another value.
    mutating func revalue(on day: LocalDate) throws(ReferenceRefusal) -> Int {
        let foreign = balances { $0.effectiveOn <= day }.filter {
            documents[$0.item.document]?.currency != base
        }
        var after = self
        var changed = 0
        for open in foreign {
            guard let currency = documents[open.item.document]?.currency else { continue }
            let value = try toBase(open.amount, currency, rate(currency, on: day))
            guard value != open.base, let next = try? day.adding(days: 1) else { continue }
            after.move(open.item, .revaluation, on: day, 0, value - open.base)
            after.move(open.item, .revaluation, on: next, 0, open.base - value)
            changed += 1
        }
        self = after
        return changed
    }
}
