import PostgresClient

/// Cells of lists from elsewhere, which hold several addresses, with names, quotes and links around
/// them.
enum PersonCell {
    /// No address has any of these in it. Spaces are named one by one, since what the database takes
    /// for one hangs on its locale; among them are marks that nobody sees.
    private static let between: Query =
        #"]<>()[,;:"\\[:space:]\u0085\u00A0\u00AB\u00BB\u1680\u180E\u2000-\u200B\u200E\u200F"#
        + #"\u2018-\u201F\u2028-\u202F\u2039\u203A\u205F-\u2064\u2066-\u2069\u3000\u3001\uFEFF"#
        + #"\uFF0C\uFF1B"#

    /// What stands before the @ may have these in it, no domain has.
    private static let marks: Query = "!#$%&''*+/=?^`{|}~"

    /// What may stand at either end of a part without being of its address.
    private static let ends: Query = "'.''`{|}'"

    /// Its parts as an SQL array, one of them for each address; null for none.
    ///
    /// - Parameter cell: text.
    static func parts(_ cell: Query) -> Query {
        // A link's further recipients first; then each domain ends where it cannot go on.
        #"""
        regexp_split_to_array(
            regexp_replace(
                regexp_replace(\#(fragment: cell), '[?&](to|cc|bcc)=', ' ', 'gi'),
                '(@[^\#(fragment: between)@\#(fragment: marks)]+)[\#(fragment: marks)]+',
                '\1 ', 'g'),
            '[\#(fragment: between)]+')
        """#
    }

    /// A part without quotes, brackets and the full stop of a sentence.
    static func address(_ part: Query) -> Query {
        "btrim(\(fragment: part), \(fragment: ends))"
    }
}
