import WebSupport

/// Somebody to be taken in, as typed.
struct MemberDraft {
    var email = ""
    var name = ""
    var role = ""

    init() {}

    init(_ form: QueryParameters) {
        email = form.raw("email")
        name = form.raw("name")
        role = form.raw("role")
    }
}
