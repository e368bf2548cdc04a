/// Which rows of a long list a page shows, and the way to the others.
struct Pager {
    /// `101–200 of 1,234 customers`.
    let text: String
    let previous: String?
    let next: String?

    /// - Parameters:
    ///   - noun: one of them, and several.
    ///   - address: of a page; nil for the first one, which needs no number.
    init(
        count: Int, page: Int, pageSize: Int, noun: (String, String), _ figures: AccountFigures,
        address: (String?) -> String
    ) {
        let start = (page - 1) * pageSize
        let end = min(count, start + pageSize)
        let all = "\(figures.count(count)) \(count == 1 ? noun.0 : noun.1)"
        text =
            count <= pageSize
            ? all : "\(figures.count(start + 1))–\(figures.count(end)) of \(all)"
        previous = page > 1 ? address(page == 2 ? nil : String(page - 1)) : nil
        next = end < count ? address(String(page + 1)) : nil
    }
}
