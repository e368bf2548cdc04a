package import Tenancy

extension WebEnvironment {
    /// The frame around a page, with the message that waits for one.
    ///
    /// - Parameters:
    ///   - scope: whose page it is; nil for pages that are about no tenant.
    ///   - section: what the navigation marks.
    ///   - stylesheets: names of static files besides the base ones.
    ///   - scripts: names of static files that are module scripts, besides the base ones.
    package func layout(
        _ context: AppRequestContext, _ scope: Scope?, title: String, section: PageSection,
        stylesheets: [String] = [], scripts: [String] = []
    ) -> PageLayout {
        let visitor = context.visitor
        let mayImport =
            scope?.permissions.contains(.importData)
            ?? visitor?.memberships.values.contains { $0.permissions.contains(.importData) }
            ?? false
        return PageLayout(
            title: title, tenant: (scope?.tenant.name ?? context.facts.tenant)?.text,
            locale: scope?.tenant.locale ?? "en-US", visitor: visitor?.name,
            initials: Self.initials(of: visitor?.name ?? ""),
            hasChoice: (visitor?.memberships.count ?? 0) > 1,
            isLimited: scope?.portfolio != nil, mayImport: mayImport,
            hasMembers: scope?.permissions.contains(.readMembers) ?? false,
            csrfToken: RequestToken.text(visitor?.csrfToken ?? "", of: scope?.tenant.id),
            navigation: visitor == nil
                ? [] : NavigationItem.all(current: section, mayImport: mayImport),
            flash: context.facts.takeFlash().map(FlashNotice.init),
            theme: context.facts.theme?.rawValue,
            stylesheets: ([BaseAssets.stylesheet.name] + stylesheets).map(pages.path(of:)),
            scripts: ([BaseAssets.scripts[0].name] + scripts).map(pages.path(of:)),
            htmx: pages.path(of: BrowserLibraries.htmx.name),
            echarts: pages.path(of: BrowserLibraries.echarts[0].name),
            icon: pages.path(of: BaseAssets.icon.name))
    }

    /// One or two letters for a name: of its first and its last word.
    static func initials(of name: String) -> String {
        let words = name.split { $0 == " " || $0 == "." || $0 == "@" || $0 == "-" }
        let chosen = words.count > 1 ? [words[0], words[words.count - 1]] : Array(words)
        return chosen.compactMap(\.first).map { $0.uppercased() }.joined()
    }
}
