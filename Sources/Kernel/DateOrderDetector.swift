/// Finds out from a whole column in which order its dates are written.
///
/// A single `03/04/2026` says nothing; one `31/04/…` or `…/2026` among a million does.
package struct DateOrderDetector: Sendable {
    /// What a column's texts say together.
    package enum Verdict: Hashable, Sendable {
        /// No text is a date in any order.
        case noDates
        /// One order reads every date, or all that do read the same dates.
        case certain(DateOrder)
        /// Several orders read every date and disagree about some.
        case ambiguous(DateOrderSet)
        /// No order reads every date: the column mixes them.
        case mixed
    }

    /// The orders in which every date of the column can be read; all of them before the first.
    package private(set) var possible: DateOrderSet = .all
    /// Texts that are a date in at least one order.
    package private(set) var dates = 0
    /// Texts that are neither empty nor a date in any order; they do not count against an order.
    package private(set) var rejected = 0
    private var ymdDates = 0
    private var mdyDates = 0
    private var dmyDates = 0
    /// Pairs of orders that have read the same text differently.
    private var ymdDiffersMdy = false
    private var ymdDiffersDmy = false
    private var mdyDiffersDmy = false

    package init() {}

    /// Takes the next text of the column.
    package mutating func add(_ bytes: Span<UInt8>) {
        let fields: DateFields
        do {
            fields = try DateFields(reading: bytes)
        } catch {
            if error != .empty { rejected += 1 }
            return
        }
        let ymd = try? fields.date(in: .ymd)
        let mdy = try? fields.date(in: .mdy)
        let dmy = try? fields.date(in: .dmy)
        var readable: DateOrderSet = []
        if ymd != nil { readable.insert(.ymd) }
        if mdy != nil { readable.insert(.mdy) }
        if dmy != nil { readable.insert(.dmy) }
        guard !readable.isEmpty else {
            rejected += 1
            return
        }
        dates += 1
        possible.formIntersection(readable)
        ymdDates += ymd == nil ? 0 : 1
        mdyDates += mdy == nil ? 0 : 1
        dmyDates += dmy == nil ? 0 : 1
        ymdDiffersMdy = ymdDiffersMdy || differ(ymd, mdy)
        ymdDiffersDmy = ymdDiffersDmy || differ(ymd, dmy)
        mdyDiffersDmy = mdyDiffersDmy || differ(mdy, dmy)
    }

    /// Takes the next text of the column.
    package mutating func add(_ text: String) {
        add(text.utf8.span)
    }

    /// How many of the column's dates an order can read.
    package func count(readableIn order: DateOrder) -> Int {
        switch order {
        case .ymd: ymdDates
        case .mdy: mdyDates
        case .dmy: dmyDates
        }
    }

    /// What the texts taken so far say.
    package var verdict: Verdict {
        guard dates > 0 else { return .noDates }
        let orders = possible.orders
        guard let first = orders.first else { return .mixed }
        let disagree =
            (ymdDiffersMdy && possible.isSuperset(of: [.ymd, .mdy]))
            || (ymdDiffersDmy && possible.isSuperset(of: [.ymd, .dmy]))
            || (mdyDiffersDmy && possible.isSuperset(of: [.mdy, .dmy]))
        return disagree ? .ambiguous(possible) : .certain(first)
    }

    private func differ(_ left: LocalDate?, _ right: LocalDate?) -> Bool {
        guard let left, let right else { return false }
        return left != right
    }
}
