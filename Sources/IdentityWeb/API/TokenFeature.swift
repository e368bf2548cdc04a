package import Identity
package import WebSupport

/// The API with which programs log in, and which says who may use it.
package enum TokenFeature {
    package static func feature(_ tokens: TokenService, _ members: MemberService) -> WebFeature {
        WebFeature { routes, environment in
            TokenEndpoints(tokens: tokens, environment: environment).add(to: &routes)
            UserEndpoints(members: members, environment: environment).add(to: &routes)
        }
    }
}
