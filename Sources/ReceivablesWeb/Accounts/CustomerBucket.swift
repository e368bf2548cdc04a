import Receivables
import Tenancy

/// What a customer owes in one bucket; the legend of the bar.
struct CustomerBucket {
    let title: String
    let ramp: String
    let amount: AmountCell

    static func all(
        _ amounts: [Int64], _ tenant: Tenant, _ figures: AccountFigures
    ) -> [CustomerBucket] {
        let names = (try? AgingLimits(tenant.agingLimits))?.names ?? AgingLimits.standard.names
        return zip(names, amounts).enumerated().map { index, bucket in
            CustomerBucket(
                title: bucket.0.replacing("-", with: "–") + (index == 0 ? "" : " days"),
                ramp: ReportColumn.ramp(of: index, count: names.count),
                amount: figures.cell(bucket.1))
        }
    }
}
