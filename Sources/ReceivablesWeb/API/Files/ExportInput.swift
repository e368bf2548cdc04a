import Formats
import Kernel
import Receivables
import Tenancy
import WebSupport

/// A file that a request asks to be made.
struct ExportInput: APIInput {
    enum Report: String, Sendable, CaseIterable {
        case aging, statement
    }

    private static let reportName = APIMember<Report>.choice(
        "report", "Of what the file is."
    ).required
    private static let fileFormat = APIMember<ExportFormat>.choice(
        "format", "What kind of file."
    ).required
    private static let day = APIMember<LocalDate>.date(
        "as_of", "The day of the report, or the last of a statement; today where it is left out.")
    static let known = APIMember<Instant>.parsed(
        "known_at", "Aging: what was known at that time.", .instant
    ) { text throws(DateError) in try Instant(iso: text) }
    private static let ageBasis = APIMember<AgingBasis>.choice(
        "basis", "Aging: from which date an item's age counts; `due` where it is left out.")
    private static let limits = APIMember<AgingLimits>.parsed(
        "buckets", "Aging: the limits of the columns in days past due.",
        .text(1...200, example: "30,60,90,120")
    ) { text throws(AgingError) in try AgingLimits(parsing: text) }
    private static let rows = APIMember<AgingRequest.Rows>.choice(
        "by", "Aging: a row for each what; `customer` where it is left out.")
    private static let credit = APIMember<AgingRequest.Unapplied>.choice(
        "unapplied",
        "Aging: how credit that is not applied is shown; `netted` where it is left out.")
    private static let money = APIMember<AgingCurrency>.parsed(
        "currency", "Aging: `base`, `all` or a currency's code; `base` where it is left out.",
        .text(3...4, example: "base")
    ) { text throws(AgingError) in try AgingCurrency(parsing: text) }
    static let customerID = APIMember<CustomerID>.id(
        "customer_id",
        "Statement: whose it is; it must be there. Aging: that customer alone; all where it is left"
            + " out.")
    static let start = APIMember<LocalDate>.date(
        "from", "Statement: the first day; the whole history where it is left out.")

    static let schema = APIObjectSchema(
        name: "NewExport", about: "A file to be made of a report.",
        properties: [
            reportName.property, fileFormat.property, day.property, known.property,
            ageBasis.property, limits.property, rows.property, credit.property, money.property,
            customerID.property, start.property,
        ])

    private static let ofAgingAlone = [
        known.property.name, ageBasis.property.name, limits.property.name, rows.property.name,
        credit.property.name, money.property.name,
    ]
    private static let ofStatementAlone = [start.property.name]
    private static let otherReport = "member_of_other_report"
    static let problem = APIBodyError.invalid(pointer: "", code: otherReport, reason: "")

    let report: Report
    let format: ExportFormat
    let asOf: LocalDate?
    let from: LocalDate?
    let customer: CustomerID?
    private let knownAt: Instant?
    private let basis: AgingBasis?
    private let buckets: AgingLimits?
    private let by: AgingRequest.Rows?
    private let unapplied: AgingRequest.Unapplied?
    private let currency: AgingCurrency?

    init(_ body: APIBodyReader) throws(APIBodyError) {
        report = try body.required(Self.reportName)
        let foreign = report == .aging ? Self.ofStatementAlone : Self.ofAgingAlone
        if let name = foreign.first(where: { body.has($0) }) {
            throw body.refusal(
                of: name, code: Self.otherReport,
                reason: "The report “\(report.rawValue)” takes no such member.")
        }
        format = try body.required(Self.fileFormat)
        asOf = try body.value(Self.day)
        from = try body.value(Self.start)
        customer =
            report == .statement
            ? try body.required(Self.customerID) : try body.value(Self.customerID)
        knownAt = try body.value(Self.known)
        basis = try body.value(Self.ageBasis)
        buckets = try body.value(Self.limits)
        by = try body.value(Self.rows)
        unapplied = try body.value(Self.credit)
        currency = try body.value(Self.money)
    }

    /// The question of an aging report.
    func aging(_ tenant: Tenant, today: LocalDate) throws -> AgingRequest {
        var request = AgingRequest(
            asOf: asOf ?? today, limits: try buckets ?? AgingLimits(tenant.agingLimits))
        request.knownAt = knownAt
        request.basis = basis ?? request.basis
        request.rows = by ?? request.rows
        request.unapplied = unapplied ?? request.unapplied
        request.currency = currency ?? request.currency
        request.customer = customer
        return request
    }
}
