package import Identity
package import WebSupport

/// The API with which programs log in, and which says who they are.
package enum TokenFeature {
    package static func feature(_ tokens: TokenService) -> WebFeature {
        WebFeature { routes, environment in
            TokenEndpoints(tokens: tokens, environment: environment).add(to: &routes)
            MeEndpoint(environment: environment).add(to: &routes)
        }
    }
}
