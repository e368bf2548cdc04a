package import Identity
package import WebSupport

/// The page on which programs are given keys.
package enum KeysFeature {
    package static func feature(
        _ keys: KeyService, groups: @escaping MembersFeature.Groups
    ) -> WebFeature {
        WebFeature(
            templates: [
                PageTemplate(name: "keys", bytes: PackageResources.keys_mustache),
                PageTemplate(name: "keys-add", bytes: PackageResources.keys_add_mustache),
            ]
        ) { routes, environment in
            KeysPageHandler(keys: keys, groups: groups, environment: environment).add(to: &routes)
        }
    }
}
