import Kernel
import PostgresClient

/// The SQL of the search.
enum SearchStorage {
    /// The largest code point: what begins with a prefix sorts before the prefix and this.
    private static let last = "\u{10FFFF}"
    /// From so many documents at each end it is told how this tenant writes numbers.
    private static let samplesMax: Int64 = 200
    private static let stylesMax: Int64 = 12

    /// Whether a text has every word, whatever its case.
    static func matches(_ terms: SearchTerms, _ text: Query) -> Query {
        """
        ar_folded(\(fragment: text)) LIKE ALL
            (ARRAY(SELECT ar_folded(word) FROM unnest(\(terms.patterns)) AS word))
        """
    }

    /// Columns: id, code, name, balance on the day. Customers that have every word in their name
    /// or code: first those whose code it is, then whose code or name begins with it, then those
    /// who owe more.
    static func customers(_ terms: SearchTerms, _ day: LocalDate, limit: Int64) -> Query {
        let text: Query = "ar_folded(\(terms.text))"
        return """
            SELECT c.id, c.code, c.name, item.balance
            FROM (
                SELECT k.id, k.code, k.name, coalesce(s.outstanding, 0) AS outstanding, CASE
                    WHEN ar_folded(k.code) = \(fragment: text) THEN 0
                    WHEN starts_with(ar_folded(k.code), \(fragment: text)) THEN 1
                    WHEN starts_with(ar_folded(k.name), \(fragment: text)) THEN 2
                    ELSE 3 END AS place
                FROM ar_customer AS k
                LEFT JOIN ar_summary AS s ON s.customer_id = k.id
                WHERE \(fragment: matches(terms, "k.name || ' ' || k.code"))
                ORDER BY place, outstanding DESC, k.id
                LIMIT \(limit)
            ) AS c
            CROSS JOIN LATERAL (
                SELECT ar_sum(base_amount) AS balance FROM (
                    SELECT base_amount FROM ar_open_item
                    WHERE customer_id = c.id AND from_on <= \(day)
                    UNION ALL
                    SELECT base_amount FROM ar_past_item
                    WHERE customer_id = c.id AND to_on > \(day) AND from_on <= \(day)
                ) AS step
            ) AS item
            ORDER BY c.place, c.outstanding DESC, c.id
            """
    }

    /// Columns: id, kind, number, customer's id, code and name, document_on, amount, currency,
    /// status. Documents whose number is the text or begins with it, as it was typed, in capitals
    /// or in small letters; for digits alone also the numbers that have them after the letters
    /// and zeros with which this tenant's numbers begin.
    ///
    /// - Parameter byCurrency: what is in one currency stands together.
    static func documents(
        _ terms: SearchTerms, limit: Int64, byCurrency: Bool = false
    ) -> Query {
        var candidates: Query = ""
        for (index, prefix) in terms.numberPrefixes.enumerated() {
            if index > 0 { candidates += " UNION ALL " }
            candidates += numbered("SELECT \(prefix) AS prefix", limit: limit)
        }
        if let digits = terms.digits {
            candidates += " UNION ALL "
            candidates += numbered(styled(digits), limit: limit)
        }
        return """
            SELECT d.id, d.kind, d.number, c.id, c.code, c.name, d.document_on, d.amount,
                d.currency, d.status
            FROM (SELECT DISTINCT id FROM (\(fragment: candidates)) AS candidate) AS found
            JOIN ar_document AS d ON d.id = found.id
            JOIN ar_customer AS c ON c.id = d.customer_id
            ORDER BY \(fragment: byCurrency ? "d.currency, " : "")length(d.number), d.number,
                d.document_on DESC, d.id
            LIMIT \(limit)
            """
    }

    /// The documents whose number begins with one of some prefixes: so many of each.
    private static func numbered(_ prefixes: Query, limit: Int64) -> Query {
        """
        SELECT hit.id FROM (\(fragment: prefixes)) AS p CROSS JOIN LATERAL (
            SELECT id FROM ar_document
            WHERE number ~>=~ p.prefix AND number ~<~ (p.prefix || \(last)) AND status > 0
            ORDER BY number USING ~<~ LIMIT \(limit)
        ) AS hit
        """
    }

    /// What numbers begin with that end in the digits, by the numbers of the latest and the
    /// first documents: INV-0000123 and 456 give INV-0000456 and INV-456.
    private static func styled(_ digits: String) -> Query {
        """
        SELECT DISTINCT way.prefix FROM (
            SELECT style.head || lpad(\(digits), greatest(style.tail, length(\(digits))), '0')
                AS prefix, style.head || \(digits) AS plain
            FROM (
                SELECT substring(number from '^(.*?)[0-9]+$') AS head,
                    length(substring(number from '([0-9]+)$')) AS tail, count(*) AS uses
                FROM (
                    (SELECT number FROM ar_document ORDER BY id DESC LIMIT \(samplesMax))
                    UNION ALL
                    (SELECT number FROM ar_document ORDER BY id LIMIT \(samplesMax))
                ) AS sample
                WHERE number ~ '[0-9]$'
                GROUP BY 1, 2 ORDER BY uses DESC LIMIT \(stylesMax)
            ) AS style
            WHERE style.head <> ''
        ) AS written CROSS JOIN LATERAL (VALUES (prefix), (plain)) AS way (prefix)
        """
    }
}
