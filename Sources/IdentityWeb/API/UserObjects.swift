import Identity
import Tenancy
import WebSupport

/// The objects of the API's answers about people in a company.
enum UserObjects {
    /// What requests can change of somebody.
    struct Standing: Sendable {
        let role: Role?
        let portfolio: Portfolio?
    }

    /// Somebody who was just taken in or invited.
    struct Added: Sendable {
        let added: NewUser
        let invitation: Invitation
    }

    static let user = APIObject<Member>(
        "User", "Somebody who belongs to the company.",
        [
            .id("id", "Theirs.") { $0.user.id },
            .text("email", "Their address.", UserMembers.emailText) { $0.user.email },
            .text("name", "Theirs.", .text(0...1_000, example: "Ann")) { $0.user.name },
            UserMembers.role { $0.role },
            UserMembers.portfolio { $0.portfolio },
            .flag("has_password", "Whether they have set one.") { $0.hasPassword },
        ])

    static let standing = APIObject<Standing>(
        "UserStanding", "", [UserMembers.role { $0.role }, UserMembers.portfolio { $0.portfolio }])

    static let invitation = APIObject<PendingMember>(
        "Invitation", "Somebody with an account who is invited and has not answered yet.",
        [
            .id("id", "Ours.") { $0.id },
            .text("email", "As whoever invited them typed it.", UserMembers.emailText) {
                $0.email
            },
            UserMembers.role { $0.role },
            UserMembers.portfolio { $0.portfolio },
            .optionalText(
                "invited_by", "The member who did; null for whoever runs the installation.",
                UserMembers.emailText
            ) { $0.inviter },
            .instant("expires_at", "Until when its link works.") { $0.expiresAt },
        ])

    static let added = APIObject<Added>(
        "AddedUser", "Somebody who was taken in, or is invited because they have an account.",
        [
            .optionalID("user_id", "Of the member; null where they have to accept first.") {
                $0.added.isInvited ? nil : $0.added.user.id
            },
            .optionalID("invitation_id", "Of the invitation; null for a member.") {
                $0.added.pending
            },
            .text("email", "Their address.", UserMembers.emailText) { $0.invitation.email },
            .flag("is_mailed", "Whether a mail with their link is on its way.") {
                $0.invitation.isMailed
            },
            .optionalText(
                "link",
                "The page where they set a password, or accept, to be handed on: it is shown here"
                    + " alone, works once and lasts \(LinkPurpose.password.days) days. null where"
                    + " a mail brings it.",
                .text(1...2_000, example: "https://ar.example.com/login/link/Ak_HIIzraDjerWeYy")
            ) { $0.invitation.link },
        ])
}
