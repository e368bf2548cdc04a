/// The frame around a page.
package struct PageLayout: Sendable {
    package let title: String
    package let tenant: String
    package let hasTenant: Bool
    package let stylesheets: [String]
    package let icon: String
}
