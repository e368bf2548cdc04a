import Kernel

/// Every customer of the demonstration. All names are invented.
enum Roster {
    private static let codeFirst = 1_001
    private static let openingMonths = 37

    /// The customers, the same at any time; `seed` decides when each began to buy.
    static func customers(seed: UInt64) throws -> [DemoCustomer] {
        let (dollar, euro, pound) = (
            try Currency(code: "USD"), try Currency(code: "EUR"), try Currency(code: "GBP")
        )
        let entries =
            america.map { ($0, dollar, true) } + euroArea.map { ($0, euro, false) }
            + britain.map { ($0, pound, false) } + world.map { ($0, dollar, false) }
        var dormant = 0
        return entries.enumerated().map { index, entry in
            let (profile, currency, isAmerican) = entry
            if profile.habit == .dormant { dormant += 1 }
            var random = DemoRandom(seed: seed, DemoTopic.customer, index)
            return DemoCustomer(
                index: index, code: "C\(codeFirst + index)", name: profile.name,
                group: profile.group.rawValue, terms: profile.terms, currency: currency,
                contacts: contacts(of: profile, index: index, isAmerican: isAmerican),
                size: profile.size, habit: profile.habit,
                months: months(of: profile, dormant: dormant, &random),
                orderPermille: random.int(700...1_350), prepays: profile.prepays)
        }
    }

    private static func contacts(
        of entry: RosterEntry, index: Int, isAmerican: Bool
    ) -> [DemoContact] {
        let code = codeFirst + index
        // Numbers 555-0100 to 555-0199 are set aside for fiction.
        let phone = isAmerican ? "+1 202 555 0\(100 + index)" : nil
        let payables = DemoContact(
            name: entry.contact, email: "payables.c\(code)@example.com", phone: phone,
            role: "Accounts payable")
        guard entry.size == .key || entry.size == .large else { return [payables] }
        let controllers = ["Robin Castell", "Alexis Moreau", "Sascha Veldt", "Jamie Orme"]
        return [
            payables,
            DemoContact(
                name: controllers[index % controllers.count],
                email: "controller.c\(code)@example.com", phone: nil, role: "Controller"),
        ]
    }

    /// Most were there from the beginning; some came later, some left.
    private static func months(
        of entry: RosterEntry, dormant: Int, _ random: inout DemoRandom
    ) -> Range<Int> {
        let isSteady = entry.size == .key || entry.size == .project
        if entry.habit == .dormant {
            // The last ones stop late enough to be still owing at the end of three years.
            let ends = [13, 29, 31, 30, 22]
            return 0..<ends[(dormant - 1) % ends.count]
        }
        let first = !isSteady && random.chance(permille: 240) ? random.int(2...29) : 0
        let leaves = entry.size == .small && random.chance(permille: 70)
        return first..<(leaves ? max(first + 4, random.int(18...openingMonths)) : .max)
    }
}
