package import Identity
package import WebSupport

/// The pages on which a tenant looks after its members' sessions and second factors.
package enum SecurityFeature {
    package static func feature(_ security: SecurityService) -> WebFeature {
        WebFeature(
            templates: [
                PageTemplate(name: "security", bytes: PackageResources.security_mustache),
                PageTemplate(
                    name: "member-sessions", bytes: PackageResources.member_sessions_mustache),
            ]
        ) { routes, environment in
            SecurityPageHandler(security: security, environment: environment).add(to: &routes)
            MemberSessionsPageHandler(security: security, environment: environment)
                .add(to: &routes)
        }
    }
}
