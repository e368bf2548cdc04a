import Formats
import Kernel
import Receivables

/// Writes what charts draw; amounts are texts with the currency's decimals.
struct ChartJSON {
    private let currency: Currency

    init(_ currency: Currency) {
        self.currency = currency
    }

    func aging(_ distribution: AgingDistribution, _ limits: AgingLimits) -> [UInt8] {
        var json = JSONBytes(reservingCapacity: 512)
        json.object { json in
            json.key("currency")
            json.string(currency.code)
            json.key("buckets")
            json.array { json in
                for (name, amount) in zip(limits.names, distribution.amounts) {
                    json.object { json in
                        json.key("label")
                        json.string(name.replacing("-", with: "–"))
                        append("amount", amount, to: &json)
                        if let share = Ratio.rounded(
                            amount, times: 1_000, over: distribution.total)
                        {
                            json.key("share")
                            json.amountString(minorUnits: share, decimals: 1)
                        }
                    }
                }
            }
        }
        return json.bytes
    }

    func trend(_ points: [BalanceTrend.Point]) -> [UInt8] {
        var json = JSONBytes(reservingCapacity: 1_024)
        json.object { json in
            json.key("currency")
            json.string(currency.code)
            json.key("points")
            json.array { json in
                for point in points {
                    json.object { json in
                        json.key("date")
                        json.date(point.day)
                        append("total", point.total, to: &json)
                        append("overdue", point.overdue, to: &json)
                    }
                }
            }
        }
        return json.bytes
    }

    private func append(_ name: StaticString, _ amount: Int64, to json: inout JSONBytes) {
        json.key(name)
        json.amountString(minorUnits: amount, decimals: currency.decimals)
    }
}
