import Kernel
import Receivables

/// How the days of sales outstanding are worked out, with every input.
struct HomeMeasures {
    struct Line {
        let name: String
        let formula: String
        let value: String
    }

    let receivables: String
    let current: String
    let creditSales: String
    let days: String
    let lines: [Line]

    init(_ measure: DaysSalesOutstanding, _ figures: AccountFigures) {
        let receivables = figures.money(measure.receivables)
        let current = figures.money(measure.current)
        let sales = figures.money(measure.creditSales)
        let days = figures.count(DaysSalesOutstanding.days)
        func value(_ tenths: Int64?) -> String {
            tenths.map { figures.days(tenths: $0) } ?? "not defined"
        }
        lines = [
            Line(
                name: "Days sales outstanding", formula: "\(receivables) ÷ \(sales) × \(days)",
                value: value(measure.tenths)),
            Line(
                name: "Best possible", formula: "\(current) ÷ \(sales) × \(days)",
                value: value(measure.bestPossibleTenths)),
            Line(
                name: "Average days delinquent", formula: "the first less the second",
                value: value(measure.averageDelinquentTenths)),
        ]
        self.receivables = receivables
        self.current = current
        creditSales = sales
        self.days = days
    }
}
