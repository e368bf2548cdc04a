import Kernel
import Receivables

/// Allocations, their reversal, and voids.
extension ReferenceBooks {
    /// How far an item has been settled within one call, by running totals.
    struct Progress {
        let open: Int64
        let base: Int64
        var used: Int64 = 0

        /// The base amount of the next part; what closes the item takes the rest.
        mutating func take(_ part: Int64) -> Int64 {
            let before = ReferenceArithmetic.share(base, used, open)
            used += part
            return ReferenceArithmetic.share(base, used, open) - before
        }
    }

    mutating func allocate(_ requests: [AllocationRequest]) throws(ReferenceRefusal) {
        var after = self
        let named = Set(requests.filter { $0.instalment != nil }.map(\.target))
        let unnamed = Set(requests.filter { $0.instalment == nil }.map(\.target))
        if named.isDisjoint(with: unnamed) {
            try after.allocateAtOnce(requests)
        } else {
            try after.allocateAtOnce(requests.filter { $0.instalment != nil })
            try after.allocateAtOnce(requests.filter { $0.instalment == nil })
        }
        self = after
    }

    private mutating func allocateAtOnce(
        _ requests: [AllocationRequest]
    ) throws(ReferenceRefusal) {
        guard
            requests.allSatisfy({ documents[$0.credit] != nil && documents[$0.target] != nil })
        else { throw .unknownDocument }
        for request in requests {
            guard let credit = documents[request.credit], let target = documents[request.target],
                !credit.isVoid, !target.isVoid, credit.currency == target.currency,
                credit.customer == target.customer, request.minorUnits > 0
            else { throw .notAllocatable }
        }
        var progress: [ReferenceItem: Progress] = [:]
        var pieces: [(AllocationRequest, ReferenceItem, ReferenceItem, Int64, Int64, Int64)] = []
        let before = self
        for request in requests {
            guard
                let credit = before.openItems(of: request.credit).first(where: { $0.amount < 0 })
            else { throw .moreThanOpen }
            var rest = request.minorUnits
            for target in before.openItems(of: request.target)
            where target.amount > 0
                && (request.instalment ?? target.item.instalment) == target.item.instalment
            {
                var owed =
                    progress[target.item] ?? Progress(open: target.amount, base: target.base)
                let part = min(rest, owed.open - owed.used)
                if part <= 0 { continue }
                var given =
                    progress[credit.item] ?? Progress(open: -credit.amount, base: credit.base)
                guard part <= given.open - given.used else { throw .moreThanOpen }
                let (targetBase, creditBase) = (owed.take(part), given.take(part))
                progress[target.item] = owed
                progress[credit.item] = given
                pieces.append((request, credit.item, target.item, part, targetBase, creditBase))
                rest -= part
            }
            if rest > 0 { throw .moreThanOpen }
        }
        for (request, credit, target, part, targetBase, creditBase) in pieces {
            let latest = max(credit.documentDate, target.documentDate)
            let day = request.date.map { max($0, latest) } ?? latest
            let number = allocations.count
            allocations.append(
                ReferenceAllocation(
                    credit: credit.document, target: target.document,
                    instalment: target.instalment, amount: part, targetBase: targetBase,
                    creditBase: creditBase,
                    effectiveOn: day))
            move(credit, .allocation, on: day, part, -creditBase, allocation: number)
            move(target, .allocation, on: day, -part, -targetBase, allocation: number)
        }
    }

    /// Returns how many were in force.
    mutating func reverse(_ numbers: Set<Int>) -> Int {
        cancel { movement in movement.allocation.map { numbers.contains($0) } ?? false }
        let inForce = numbers.filter { allocations[$0].isInForce }
        for number in inForce { allocations[number].isInForce = false }
        return inForce.count
    }

    /// Returns how many were not void before.
    mutating func void(_ ids: Set<DocumentID>) -> Int {
        let touching = allocations.indices.filter {
            ids.contains(allocations[$0].credit) || ids.contains(allocations[$0].target)
        }
        _ = reverse(Set(touching))
        cancel { ids.contains($0.item.document) && $0.allocation == nil }
        var voided = 0
        for id in ids {
            guard var document = documents[id], !document.isVoid else { continue }
            document.isVoid = true
            update(document)
            voided += 1
        }
        return voided
    }

    /// Adds the opposite of what the chosen movements come to, on each of their days.
    mutating func cancel(_ isChosen: (ReferenceMovement) -> Bool) {
        struct Place: Hashable {
            let item: ReferenceItem
            let kind: MovementKind
            let day: LocalDate
            let allocation: Int?
        }
        var sums: [Place: (amount: Int64, base: Int64)] = [:]
        for movement in movements where isChosen(movement) {
            let place = Place(
                item: movement.item, kind: movement.kind, day: movement.effectiveOn,
                allocation: movement.allocation)
            sums[place, default: (0, 0)].amount += movement.amount
            sums[place, default: (0, 0)].base += movement.base
        }
        for (place, sum) in sums where sum != (0, 0) {
            move(
                place.item, place.kind, on: place.day, -sum.amount, -sum.base,
                allocation: place.allocation)
        }
    }
}
