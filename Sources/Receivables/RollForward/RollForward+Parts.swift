extension RollForward {
    /// What moved the total, as people call it: what happens every week is always named, the rest
    /// only when there is some.
    package var parts: [(title: String, amount: Int64)] {
        let usual: [(title: String, amount: Int64)] = [
            ("Invoiced", invoiced), ("Collected", collected), ("Credited", credited),
            ("Written off", writtenOff),
        ]
        let rare: [(title: String, amount: Int64)] = [
            ("Exchange differences", exchange), ("Refunds and opening balances", other),
        ]
        return usual + rare.filter { $0.amount != 0 }
    }
}
