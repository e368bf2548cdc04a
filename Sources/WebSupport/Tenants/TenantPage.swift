/// The page to choose a tenant on.
struct TenantPage {
    let layout: PageLayout
    let names: [String]
    /// Where to go then.
    let next: String
}
