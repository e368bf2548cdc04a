package import Identity
package import WebSupport

/// The pages with which people log in at their company's provider, and which set that up.
package enum SignOnFeature {
    package static func feature(_ login: SignOnLogin, _ settings: SignOnService) -> WebFeature {
        WebFeature(
            templates: [
                PageTemplate(name: "sign-on", bytes: PackageResources.sign_on_mustache),
                PageTemplate(
                    name: "sign-on-settings", bytes: PackageResources.sign_on_settings_mustache),
            ]
        ) { routes, environment in
            SignOnPageHandler(login: login, environment: environment).add(to: &routes)
            SignOnSettingsHandler(
                settings: settings, callback: { login.callback }, environment: environment
            ).add(to: &routes)
        }
    }
}
