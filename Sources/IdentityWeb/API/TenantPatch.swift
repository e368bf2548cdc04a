import Tenancy
import WebSupport

/// What a request says is to be changed of a company.
struct TenantPatch: APIInput {
    static let schema = APIObjectSchema(
        name: "TenantChange", about: "What is to be changed; what is left out stays.",
        properties: [
            TenantMembers.name.property, TenantMembers.currency.property,
            TenantMembers.timeZone.property, TenantMembers.locale.property,
            TenantMembers.agingLimits.property, TenantMembers.fiscalYearStart.property,
        ])

    let changes: TenantChanges

    init(_ body: APIBodyReader) throws(APIBodyError) {
        var changes = TenantChanges()
        changes.name = try body.value(TenantMembers.name)
        changes.currency = try body.value(TenantMembers.currency)
        changes.timeZone = try body.value(TenantMembers.timeZone)
        changes.locale = try body.value(TenantMembers.locale)
        changes.agingLimits = try body.value(TenantMembers.agingLimits)?.map { Int($0) }
        changes.fiscalYearStart = try body.value(TenantMembers.fiscalYearStart).map { Int($0) }
        self.changes = changes
    }
}
