/// How a customer pays.
package enum PaymentHabit: Sendable, CaseIterable {
    case prompt
    /// About twelve days late, always.
    case slow
    case erratic
    /// Everything that is due, on the last business day of the month.
    case monthEnd
    /// A little later every month.
    case deteriorating
    /// Often disagrees with an invoice, and pays the others late.
    case disputing
    /// Paid promptly until it stopped, and leaves its last invoices unpaid.
    case dormant

    /// The most days a deteriorating customer ever becomes late.
    private static let latenessMax = 120
    /// Anybody overlooks an invoice now and then.
    private static let overlookedPermille = 30

    /// Days from the due date to the payment; negative when it comes early.
    func latenessDays(_ random: inout DemoRandom, month: Int) -> Int {
        let usual = usualLatenessDays(&random, month: month)
        let isOverlooked = random.chance(permille: Self.overlookedPermille)
        return isOverlooked ? usual + random.int(20...85) : usual
    }

    private func usualLatenessDays(_ random: inout DemoRandom, month: Int) -> Int {
        switch self {
        case .prompt, .dormant: random.quantile([-5, -2, 0, 0, 1, 4])
        case .slow: random.quantile([4, 9, 12, 12, 15, 24])
        case .erratic: random.quantile([-6, 0, 8, 20, 40, 85])
        case .monthEnd: 0
        case .deteriorating: min(month * 8 / 3, Self.latenessMax) + random.int(-3...9)
        case .disputing: random.quantile([2, 8, 14, 22, 30])
        }
    }

    /// How many of a thousand invoices are disputed.
    var disputesPermille: Int { self == .disputing ? 130 : 7 }
}
