package import Identity
package import Tenancy
package import WebSupport

/// The pages and the API that say who belongs to a tenant, and the page of what each role may do.
package enum MembersFeature {
    static let stylesheet = StaticFile(
        name: "members.css", contentType: "text/css; charset=utf-8",
        bytes: PackageResources.members_css)

    /// The groups of a tenant's customers.
    package typealias Groups = @Sendable (Scope) async throws -> [PortfolioGroup]

    package static func feature(
        _ members: MemberService, _ once: OnceService, groups: @escaping Groups
    ) -> WebFeature {
        WebFeature(
            templates: [
                PageTemplate(name: "members", bytes: PackageResources.members_mustache),
                PageTemplate(name: "members-add", bytes: PackageResources.members_add_mustache),
                PageTemplate(
                    name: "members-invited", bytes: PackageResources.members_invited_mustache),
                PageTemplate(name: "portfolio", bytes: PackageResources.portfolio_mustache),
                PageTemplate(
                    name: "portfolio-choice", bytes: PackageResources.portfolio_choice_mustache),
                PageTemplate(name: "roles", bytes: PackageResources.roles_mustache),
            ],
            staticFiles: [stylesheet]
        ) { routes, environment in
            let pages = MembersPageHandler(
                members: members, groups: groups, environment: environment)
            pages.add(to: &routes)
            PendingMembersHandler(members: pages).add(to: &routes)
            PortfolioPageHandler(members: members, groups: groups, environment: environment)
                .add(to: &routes)
            RolesPageHandler(environment: environment).add(to: &routes)
            let users = UserOperations(members: members, groups: groups, once: once)
            let invitations = InvitationOperations(invitations: members.invitations)
            for operation in users.all + invitations.all { routes.add(operation, environment) }
        }
    }
}
