package import Identity
package import WebSupport

/// The page and the addresses with which operators look after the tenants of an installation.
package enum OperatorFeature {
    package static func feature(_ operators: OperatorService) -> WebFeature {
        WebFeature(
            templates: [
                PageTemplate(name: "tenants", bytes: PackageResources.tenants_mustache),
                PageTemplate(name: "tenants-add", bytes: PackageResources.tenants_add_mustache),
            ]
        ) { routes, environment in
            TenantsPageHandler(operators: operators, environment: environment).add(to: &routes)
            OperatorEndpoints(operators: operators, environment: environment).add(to: &routes)
        }
    }
}
