import Kernel
import WebSupport

/// The members of contacts that requests bring.
enum ContactMembers {
    static let name = APIMember<String>.line(
        "name", "The person's name.", 1...200, example: "Ada Miller")
    static let email = APIMember<String>(
        "email", "The address for mail; null for none.",
        .text(
            APIText(
                pattern: #"^[^@\s\#(APIText.control)]+@[^@\s\#(APIText.control)]+$"#,
                lengths: 3...320, example: "ada@example.com"))
    ) { json, pointer throws(APIBodyError) in
        guard let text = json.text else {
            throw .wrongType(pointer: pointer, wanted: "a text")
        }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard (3...320).contains(text.unicodeScalars.count), parts.count == 2,
            parts.allSatisfy({ !$0.isEmpty }), text.isOneLine,
            !text.unicodeScalars.contains(where: APIText.isSpace)
        else {
            throw .invalid(
                pointer: pointer, code: "email_invalid",
                reason: "An address for mail, such as ada@example.com.")
        }
        return text
    }.orNull
    /// What `email` may be refused with.
    static let emailProblem = APIBodyError.invalid(
        pointer: "/email", code: "email_invalid", reason: "")
    static let phone = APIMember<String>.line(
        "phone", "The telephone number; null for none.", 1...100, example: "+49 30 1234"
    ).orNull
    static let role = APIMember<String>.line(
        "role", "What they do there; null where it is not known.", 1...100, example: "Accounting"
    ).orNull
}
