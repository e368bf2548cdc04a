import WebSupport

/// What deletes a company names it.
struct TenantDeletionInput: APIInput {
    static let schema = APIObjectSchema(
        name: "TenantDeletion", about: "What deletes a company names it.",
        properties: [TenantMembers.confirm.property])

    let confirm: String

    init(_ body: APIBodyReader) throws(APIBodyError) {
        confirm = try body.required(TenantMembers.confirm)
    }
}
