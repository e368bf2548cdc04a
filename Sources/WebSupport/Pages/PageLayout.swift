/// The frame around a page.
package struct PageLayout: Sendable {
    let title: String
    /// nil where a page is about no tenant.
    let tenant: String?
    /// A language tag, for amounts in charts.
    let locale: String
    /// The name of who is logged in; nil for nobody.
    let visitor: String?
    /// The letters that stand for that name.
    let initials: String
    /// Whether they belong to several tenants, among which they can choose.
    let hasChoice: Bool
    /// Whether they see the customers of a portfolio alone.
    let isLimited: Bool
    /// Whether they may bring data in.
    let mayImport: Bool
    /// Whether they may see who else works at the tenant.
    let hasMembers: Bool
    /// Empty for nobody.
    let csrfToken: String
    /// Empty for nobody.
    let navigation: [NavigationItem]
    let flash: FlashNotice?
    /// `light` or `dark`; nil leaves it to the system.
    let theme: String?
    let stylesheets: [String]
    /// Module scripts.
    let scripts: [String]
    let htmx: String
    /// Where charts.js finds the chart library.
    let echarts: String
    let icon: String
}
