import Identity
import Kernel
import Tenancy
import WebSupport

/// A company that an operator creates.
struct TenantInput: APIInput {
    static let schema = APIObjectSchema(
        name: "NewTenant", about: "A company.",
        properties: [
            TenantMembers.name.required.property, TenantMembers.currency.property,
            TenantMembers.timeZone.property, TenantMembers.locale.property,
            TenantMembers.owner.property,
        ])

    let name: TenantName
    let currency: Currency?
    let timeZone: TimeZoneName?
    let locale: String?
    let owner: String?

    init(_ body: APIBodyReader) throws(APIBodyError) {
        name = try body.required(TenantMembers.name)
        currency = try body.value(TenantMembers.currency)
        timeZone = try body.value(TenantMembers.timeZone)
        locale = try body.value(TenantMembers.locale)
        owner = try body.value(TenantMembers.owner)
    }

    /// What a draft leaves out is as on the page.
    var draft: TenantDraft {
        var draft = TenantDraft(name: name.text)
        draft.currency = currency?.code
        draft.timeZone = timeZone?.name
        draft.locale = locale
        draft.owner = owner
        return draft
    }
}
