/// The frame around a page.
package struct PageLayout: Sendable {
    let title: String
    /// nil where a page is about no tenant.
    let tenant: String?
    /// The name of who is logged in; nil for nobody.
    let visitor: String?
    /// Empty for nobody.
    let csrfToken: String
    /// Empty for nobody.
    let navigation: [NavigationItem]
    let flash: FlashNotice?
    let stylesheets: [String]
    /// Module scripts.
    let scripts: [String]
    let icon: String
}
