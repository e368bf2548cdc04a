import Kernel
import Tenancy

/// What a mail says, before it has a recipient. Names of people stand in none: whoever may invite
/// could have others read what they please.
struct MailLetter: Codable {
    let subject: String
    let paragraphs: [String]
    /// An address to go to, and what the button says.
    var link: String?
    var action: String?

    private static let ending =
        "If you do not know what this is about, you need not do anything."

    static func invitation(to tenant: TenantName, link: String, days: Int) -> MailLetter {
        MailLetter(
            subject: "Your account at Countinghouse",
            paragraphs: [
                "You have been given access to the books of “\(tenant)” at Countinghouse.",
                "Set your password at the address below. It works once, within \(days) days.",
                ending,
            ], link: link, action: "Set your password")
    }

    /// To somebody who has an account: nothing happens to it unless they say so.
    static func membership(in tenant: TenantName, link: String, days: Int) -> MailLetter {
        MailLetter(
            subject: "An invitation at Countinghouse",
            paragraphs: [
                "You are invited to work with the books of “\(tenant)” at Countinghouse.",
                "Accept or decline at the address below, logged in to your account. It works once,"
                    + " within \(days) days; until you accept nothing changes.",
                ending,
            ], link: link, action: "Look at the invitation")
    }

    static func passwordLink(_ link: String, days: Int) -> MailLetter {
        MailLetter(
            subject: "Set a new password for Countinghouse",
            paragraphs: [
                "An administrator has taken the password of your Countinghouse account away and"
                    + " ended its sessions.",
                "Set a new one at the address below. It works once, within \(days) days.",
            ], link: link, action: "Set a new password")
    }

    static func reset(_ link: String, minutes: Int) -> MailLetter {
        MailLetter(
            subject: "Set a new password for Countinghouse",
            paragraphs: [
                "Somebody, most likely you, asked for a new password for your Countinghouse"
                    + " account.",
                "Set it at the address below. It works once, within \(minutes) minutes; until"
                    + " then your password stays as it is.",
                ending,
            ], link: link, action: "Set a new password")
    }

    static func notice(_ notice: MailNotice) -> MailLetter {
        MailLetter(
            subject: notice.subject,
            paragraphs: [
                notice.sentence,
                "If this was not you, ask for a new password on the login page at once, and tell"
                    + " your administrator.",
            ])
    }

    static func webhookPaused(
        of tenant: TenantName, host: String, days: Int, link: String
    ) -> MailLetter {
        MailLetter(
            subject: "A webhook was paused",
            paragraphs: [
                "Nothing that Countinghouse sent of the books of “\(tenant)” to \(host) has arrived"
                    + " for \(days) days, so nothing more is sent there for now.",
                "What happens meanwhile waits. When \(host) answers again, go on with the webhook at"
                    + " the address below.",
            ], link: link, action: "Look at the webhook")
    }

    var text: String {
        (paragraphs + (link.map { [$0] } ?? [])).joined(separator: "\n\n") + "\n"
    }

    var html: String {
        var parts = paragraphs.map { "<p>\(Self.escaped($0))</p>" }
        if let link, let action {
            let target = Self.escaped(link)
            parts.append("<p><a href=\"\(target)\">\(Self.escaped(action))</a></p>")
            parts.append("<p>\(target)</p>")
        }
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
            + "\(Self.escaped(subject))</title></head>\n<body>\n"
            + parts.joined(separator: "\n") + "\n</body></html>\n"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
