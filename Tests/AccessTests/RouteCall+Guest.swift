import WebSupport

/// Invitations, leaving and providers are about whoever asks, in whatever company: what is sent is
/// the guest's, so that it is done where they ask and refused to everybody else.
extension RouteCall {
    private static let ofProvider = "/account/providers/end"

    /// nil for other addresses.
    static func guestForm(
        _ route: RouteListing, _ caller: Caller, _ site: AccessSite
    ) async throws -> [(String, String)]? {
        switch "\(route.method) \(route.path)" {
        case "POST /account/invitation/accept", "POST /account/invitation/decline":
            return [("invitation", try await site.guestInvitation())]
        case "POST /account/leave":
            if caller == AccessSite.guest { try await site.seatGuest() }
            return [("company", AccessSite.inn), ("name", AccessSite.inn)]
        case "POST \(ofProvider)":
            return [("provider", try await site.guestProvider())]
        default: return nil
        }
    }

    /// Takes the guest out again, and their provider from them, for what is asked next.
    static func endStay(
        _ route: RouteListing, _ caller: Caller, _ site: AccessSite
    ) async throws {
        if route.path == ofProvider { try await site.forgetGuestProvider() }
        let paths = ["/account/invitation/accept", "/account/leave"]
        guard caller == AccessSite.guest, paths.contains(route.path) else { return }
        try await site.dismissGuest()
    }
}
