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
        return PageLayout(
            title: title, tenant: (scope?.tenant.name ?? context.facts.tenant)?.text,
            visitor: visitor?.name, csrfToken: visitor?.csrfToken ?? "",
            navigation: visitor == nil ? [] : NavigationItem.all(current: section),
            flash: context.facts.takeFlash().map(FlashNotice.init),
            stylesheets: ([BaseAssets.stylesheet.name] + stylesheets).map(pages.path(of:)),
            scripts: scripts.map(pages.path(of:)), icon: pages.path(of: BaseAssets.icon.name))
    }
}
