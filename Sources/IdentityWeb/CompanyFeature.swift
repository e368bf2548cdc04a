package import Tenancy
package import WebSupport

/// The page and the addresses with which a company is kept as a whole.
package enum CompanyFeature {
    package static func feature(
        _ tenants: TenantService, _ once: OnceService, _ exports: CompanyExports
    ) -> WebFeature {
        WebFeature(
            templates: [PageTemplate(name: "company", bytes: PackageResources.company_mustache)]
        ) { routes, environment in
            CompanyPageHandler(tenants: tenants, exports: exports, environment: environment)
                .add(to: &routes)
            TenantEndpoints(
                tenants: tenants, once: once, exports: exports, environment: environment
            ).add(to: &routes)
        }
    }
}
