package import Receivables

/// The payment terms that the company grants.
package enum DemoTerms: Sendable, CaseIterable {
    case net14, net30, net45, net60
    case monthEnd30
    case thirds

    package var terms: PaymentTerms {
        switch self {
        case .net14: PaymentTerms(name: "Net 14", dueDays: 14)
        case .net30: PaymentTerms(name: "Net 30", dueDays: 30)
        case .net45: PaymentTerms(name: "Net 45", dueDays: 45)
        case .net60: PaymentTerms(name: "Net 60", dueDays: 60)
        case .monthEnd30:
            PaymentTerms(name: "30 days from month end", dueDays: 30, countsFromMonthEnd: true)
        case .thirds:
            PaymentTerms(
                name: "Thirds after 30, 60 and 90 days", dueDays: 90,
                instalments: zip([3_334, 3_333, 3_333], [30, 60, 90]).map {
                    PaymentTerms.Instalment(partsPerTenThousand: $0, days: $1)
                })
        }
    }
}
