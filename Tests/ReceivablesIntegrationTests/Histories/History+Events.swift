import BooksTestSupport
import Kernel
import Receivables

/// Events at random, many of which cannot be.
extension History {
    mutating func step() async throws {
        switch random.int(1...100) {
        case 1...30: try await postDocument()
        case 31...60: try await allocate()
        case 61...66: try await reverse()
        case 67...68: try await reverseWriteOff()
        case 69...74: try await writeOff()
        case 75...79: try await refund()
        case 80...85: try await void()
        case 86...92: try await correct()
        case 93...96: try await revalue()
        default:
            guard let currency = random.pick(Array(Self.currencies.dropFirst())) else { return }
            try await setRate(currency, day())
        }
    }

    private mutating func anyDocument() -> DocumentID {
        // A number that no document has, now and then.
        if random.chance(40) { return DocumentID(999_999) }
        let known = reference.documents.keys.sorted()
        return random.pick(known) ?? DocumentID(1)
    }

    /// Documents of a kind of which something is open, mostly.
    mutating func document(_ isFit: (Int64) -> Bool) -> DocumentID? {
        if random.chance(15) { return anyDocument() }
        let fitting = reference.documents.keys.sorted().filter { id in
            reference.openItems(of: id).contains { isFit($0.amount) }
        }
        return random.pick(fitting)
    }

    /// A part of an amount, all of it, or a little more than it.
    mutating func part(of amount: Int64) -> Int64 {
        switch random.int(1...10) {
        case 1...4: Int64.random(in: 1...max(1, amount), using: &random)
        case 5...9: max(1, amount)
        default: amount + 1
        }
    }

    private mutating func postDocument() async throws {
        var drafts: [DocumentDraft] = []
        for _ in 0..<(random.chance(4) ? 3 : 1) { drafts.append(try draft()) }
        let copy = drafts
        var ids: [DocumentID] = []
        let title = copy.map { draft in
            "\(draft.kind) \(draft.number) \(draft.customer) \(draft.date) \(draft.amount)"
                + " \(draft.instalments.map { "\($0.dueDate) \($0.amount)" })"
        }.joined(separator: "; ")
        let done = try await happen("post \(title)") { books in
            ids = try await books.posting.post(books.scope, copy)
        } _: { reference in
            for draft in copy { _ = try reference.value(of: draft) }
        }
        guard done else { return }
        for (draft, id) in zip(drafts, ids) { try reference.post(draft, id: id) }
        log.append("as \(ids.map(\.description).joined(separator: ", "))")
    }

    private mutating func draft() throws -> DocumentDraft {
        let kinds: [DocumentKind] = [
            .invoice, .invoice, .invoice, .invoice, .receipt, .receipt, .receipt, .creditNote,
            .refund, .openingBalance,
        ]
        let kind = random.pick(kinds) ?? .invoice
        let currency = random.pick(Self.currencies) ?? Books.base
        let date = try day()
        number += 1
        var minorUnits = Int64(random.int(0...3) == 0 ? random.int(0...9) : random.int(10...99_999))
        if kind == .openingBalance, random.chance(2) { minorUnits = -minorUnits }
        var draft = DocumentDraft(
            kind: kind, customer: random.pick(customers) ?? customers[0], number: "N\(number)",
            date: date, amount: Money(minorUnits: minorUnits, currency: currency))
        if kind == .invoice {
            draft.dueDate = try date.adding(days: random.int(0...6) * 10)
            if random.chance(3), minorUnits >= 3 {
                let weights = (0..<random.int(1...4)).map { _ in Int64(random.int(1...5)) }
                let parts = try draft.amount.allocate(weights).filter(\.isPositive)
                for part in parts {
                    let due = try date.adding(days: random.int(0...8) * 10)
                    draft.instalments.append(.init(dueDate: due, amount: part))
                }
            }
        }
        if random.chance(5), currency != Books.base {
            draft.rate = try ExactDecimal(coefficient: Int128(random.int(1...40_000)), scale: 4)
        }
        return draft
    }

    private mutating func allocate() async throws {
        var requests: [AllocationRequest] = []
        for _ in 0..<(random.chance(4) ? random.int(2...4) : 1) {
            guard let credit = document({ $0 < 0 }) else { continue }
            let partner = reference.documents[credit]
            let targets = reference.documents.values.filter {
                $0.customer == partner?.customer && $0.currency == partner?.currency
                    && reference.openItems(of: $0.id).contains { $0.amount > 0 }
            }.map(\.id).sorted()
            guard let target = random.chance(12) ? anyDocument() : random.pick(targets)
            else { continue }
            let open = reference.openItems(of: target)
            let instalment = random.chance(3) ? random.pick(open)?.item.instalment : nil
            let owed = open.filter { instalment == nil || $0.item.instalment == instalment }
                .reduce(Int64(0)) { $0 + $1.amount }
            let available = -reference.openItems(of: credit).reduce(Int64(0)) { $0 + $1.amount }
            requests.append(
                AllocationRequest(
                    credit: credit, target: target, instalment: instalment,
                    minorUnits: part(of: min(owed, available)), date: try maybeDay()))
        }
        let copy = requests
        if copy.isEmpty { return }
        let title = copy.map { request in
            "\(request.minorUnits) of \(request.credit) to \(request.target)"
                + "/\(request.instalment ?? 0) on \(request.date?.description ?? "-")"
        }.joined(separator: "; ")
        _ = try await happen("allocate \(title)") { books in
            _ = try await books.posting.allocate(books.scope, copy)
        } _: {
            try $0.allocate(copy)
        }
    }

    private mutating func reverse() async throws {
        var numbers: Set<Int> = []
        for _ in 0..<random.int(1...3) where !reference.allocations.isEmpty {
            numbers.insert(random.int(0...(reference.allocations.count - 1)))
        }
        let chosen = numbers
        let ids = chosen.sorted().compactMap { reference.allocations[$0].id }
        var counts = (0, 0)
        _ = try await happen("reverse \(ids)") { books in
            counts.0 = try await books.posting.reverse(books.scope, ids)
        } _: {
            counts.1 = $0.reverse(chosen)
        }
        guard counts.0 == counts.1 else { throw HistoryFailure("reversed \(counts)") }
    }

    private mutating func void() async throws {
        let ids = (0..<random.int(1...2)).map { _ in anyDocument() }
        var counts = (0, 0)
        _ = try await happen("void \(ids)") { books in
            counts.0 = try await books.posting.void(books.scope, ids)
        } _: {
            counts.1 = $0.void(Set(ids))
        }
        guard counts.0 == counts.1 else { throw HistoryFailure("voided \(counts)") }
    }

    private mutating func refund() async throws {
        guard let credit = document({ $0 < 0 }), let partner = reference.documents[credit] else {
            return
        }
        number += 1
        let available = max(
            0, -reference.openItems(of: credit).reduce(Int64(0)) { $0 + $1.amount })
        let draft = DocumentDraft(
            kind: .refund, customer: partner.customer, number: "N\(number)", date: try day(),
            amount: Money(
                minorUnits: part(of: available) + (random.chance(4) ? 77 : 0),
                currency: partner.currency))
        let given = min(available, draft.amount.minorUnits)
        // The id is not known before; both are tried on the same number.
        let id = DocumentID(try await nextDocument())
        let title = "refund \(draft.amount) of \(credit) on \(draft.date) as \(id)"
        _ = try await happen(title) { books in
            let made = try await books.posting.refund(books.scope, draft, of: credit)
            guard made == id else { throw HistoryFailure("refund \(made), not \(id)") }
        } _: { reference in
            try reference.post(draft, id: id)
            if given > 0 {
                try reference.allocate([
                    AllocationRequest(
                        credit: credit, target: id, minorUnits: given, date: draft.date)
                ])
            }
        }
    }

    private func nextDocument() async throws -> Int64 {
        let schema = books.tenant.schema
        var next: Int64 = 0
        next = try await books.installation.owner.query(
            """
            SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END
            FROM \(identifier: schema).ar_document_id
            """
        ).single().decode(0)
        return next
    }

    private mutating func correct() async throws {
        let id = anyDocument()
        guard let old = reference.documents[id] else { return }
        let date = random.chance(2) ? old.date : try day()
        let due = random.chance(2) ? old.due : try date.adding(days: random.int(0...5) * 10)
        var amount =
            random.chance(2) ? old.amount : old.amount.signum() * part(of: abs(old.amount))
        if random.chance(10) { amount = -amount }
        let corrected = amount
        _ = try await happen("correct \(id) to \(date) \(due) \(corrected)") { books in
            let currency = old.currency
            do {
                try await books.correct(
                    id, date: date, due: due,
                    to: Money(minorUnits: corrected, currency: currency))
            } catch {
                throw HistoryFailure.translated(error)
            }
        } _: {
            try $0.correct(id, date: date, due: due, to: corrected)
        }
    }

    private mutating func revalue() async throws {
        let day = try day()
        var counts = (0, 0)
        _ = try await happen("revalue \(day)") { books in
            counts.0 = try await books.posting.revalue(books.scope, on: day)
        } _: {
            counts.1 = try $0.revalue(on: day)
        }
        guard counts.0 == counts.1 else { throw HistoryFailure("revalued \(counts)") }
    }
}
