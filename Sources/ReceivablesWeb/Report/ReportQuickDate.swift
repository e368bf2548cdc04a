import Kernel

/// A day that people often ask for, as a link.
struct ReportQuickDate {
    let label: String
    let address: String
    let isChosen: Bool

    /// Choices for the day of the report.
    static func asOf(
        _ query: ReportQuery, asOf: LocalDate, today: LocalDate, year: FiscalYear
    ) -> [ReportQuickDate] {
        var choices = [
            ReportQuickDate(
                label: "Today", address: query.address([("as_of", nil)]), isChosen: asOf == today)
        ]
        for (label, months) in [("Month end", 1), ("Quarter end", 3), ("Year end", 12)] {
            guard let day = try? year.end(ofLast: months, before: today) else { continue }
            choices.append(
                ReportQuickDate(
                    label: label, address: query.address([("as_of", day.description)]),
                    isChosen: asOf == day))
        }
        return choices
    }

    /// Choices for the day to compare with.
    static func comparison(
        _ query: ReportQuery, asOf: LocalDate, comparedTo: LocalDate?, year: FiscalYear
    ) -> [ReportQuickDate] {
        var choices: [ReportQuickDate] = []
        let days: [(String, LocalDate?)] = [
            ("A week before", try? asOf.adding(days: -7)),
            ("Month end before", try? year.end(ofLast: 1, before: asOf)),
            ("Year end before", try? year.end(ofLast: 12, before: asOf)),
        ]
        for (label, day) in days {
            guard let day else { continue }
            choices.append(
                ReportQuickDate(
                    label: label, address: query.address([("compare", day.description)]),
                    isChosen: comparedTo == day))
        }
        if comparedTo != nil {
            choices.append(
                ReportQuickDate(
                    label: "Nothing",
                    address: query.address([("compare", nil)]), isChosen: false))
        }
        return choices
    }
}
