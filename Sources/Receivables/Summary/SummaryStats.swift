/// The dashboard's figures on one day; amounts in minor units of the base currency.
package struct SummaryStats: Sendable, Equatable {
    /// Customers with an open item.
    package let customers: Int64
    package let open: Int64
    package let overdue: Int64
    /// Invoices with an open balance; one of several instalments counts once.
    package let invoices: Int64
    package let overdueInvoices: Int64
    /// Days past due of all overdue invoices added up, of each its oldest open instalment's.
    package let daysOverdue: Int64
    /// Customers with an invoice more than 90 days past due.
    package let atRiskCustomers: Int64
}
