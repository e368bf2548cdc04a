/// Every form that is known by itself, and how to tell which one a file has.
package enum RecognisedForms {
    /// The forms of systems, then what any system may write.
    static let rules: [FormRule] =
        quickBooks + xero + invoicing + enterprise + bookings + general

    /// All forms, for documentation and help.
    package static var all: [RecognisedForm] { rules.map(\.form) }

    /// The names of columns that forms need, beside those of all lists.
    static let columnNames: Set<String> = Set(
        (quickBooks + xero + invoicing + enterprise + bookings).flatMap { rule in
            rule.requires + rule.requiresOne + rule.columns.values.flatMap { $0 }
        })

    /// The report names of all forms.
    static let titleNames: Set<String> = Set(rules.flatMap(\.titles))

    /// The form of a file that begins with this record and has no titles.
    ///
    /// - Returns: nil when the record is a plain header of ours, so that the file needs no
    ///   conversion, or when it is no header at all.
    package static func vendorForm(matching headers: [String]) -> RecognisedForm? {
        let header = TableHeader(headers)
        guard let first = header.names.first else { return nil }
        if first == "extf" || first == "dtvf" { return rule(id: "datev-postings")?.form }
        let found = rule(header, titles: [], list: .automatic)
        guard let found, !found.form.id.hasPrefix("plain-") else { return nil }
        return found.form
    }

    static func rule(id: String) -> FormRule? { rules.first { $0.form.id == id } }

    /// The rule that fits best; of equals the one that stands first.
    ///
    /// - Parameter titles: as `HeaderName` writes them.
    static func rule(_ header: TableHeader, titles: [String], list: ImportForm) -> FormRule? {
        var best: (rule: FormRule, score: Int)?
        for rule in rules where list == .automatic || rule.form.list == list {
            guard let score = rule.score(header, titles: titles) else { continue }
            if rule.form.list == .aging, General.listsDocuments(header, rule) { continue }
            let isPlain = rule.requires.isEmpty && rule.titles.isEmpty
            guard !isPlain || General.fits(rule, header) else { continue }
            if score > best?.score ?? -1 { best = (rule, score) }
        }
        return best?.rule
    }
}
