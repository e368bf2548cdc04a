import WebSupport

/// A page with nothing in its frame but forms' tokens.
struct FramedPage {
    let layout: PageLayout
    let rows: [String]
}
