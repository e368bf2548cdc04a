/// The part of the site that a page belongs to: what the navigation marks.
package enum PageSection: Sendable {
    case home, report, customers, importing, none
}
