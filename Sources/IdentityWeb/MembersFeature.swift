package import Identity
package import WebSupport

/// The pages that say who belongs to a tenant and what each role may do.
package enum MembersFeature {
    static let stylesheet = StaticFile(
        name: "members.css", contentType: "text/css; charset=utf-8",
        bytes: PackageResources.members_css)

    package static func feature(_ members: MemberService) -> WebFeature {
        WebFeature(
            templates: [
                PageTemplate(name: "members", bytes: PackageResources.members_mustache),
                PageTemplate(name: "members-add", bytes: PackageResources.members_add_mustache),
                PageTemplate(name: "roles", bytes: PackageResources.roles_mustache),
            ],
            staticFiles: [stylesheet]
        ) { routes, environment in
            MembersPageHandler(members: members, environment: environment).add(to: &routes)
            RolesPageHandler(environment: environment).add(to: &routes)
        }
    }
}
