import WebSupport

/// What there is to look after, each with a line that says how it is.
struct AdministrationPage {
    struct Tile {
        let title: String
        let path: String
        let line: String
        /// When what the line ends with happened; nil where it does not.
        let at: String?
        /// What should be looked at; nil for nothing.
        let warning: String?

        init(
            _ title: String, _ path: String, _ line: String, at: String? = nil,
            warning: String? = nil
        ) {
            self.title = title
            self.path = path
            self.line = line
            self.at = at
            self.warning = warning
        }
    }

    let layout: PageLayout
    let tenant: String
    let tiles: [Tile]
}
