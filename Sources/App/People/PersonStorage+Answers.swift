import Identity
import PostgresClient
import Receivables
import Tenancy

/// What names a person without being about them: answers that are kept to be given again, files
/// that wait, and notes.
extension PersonStorage {
    /// Empties the answers that hold the address, the account's name, that of a key which they
    /// made, or the name or telephone number of a contact with the address. Whoever sends such a request again is told that it
    /// was done, and no more.
    ///
    /// - Returns: how many.
    static func emptyAnswers(
        _ email: EmailAddress, _ user: Int64?, _ actors: PersonActors,
        on connection: isolated PostgresConnection
    ) throws -> Int {
        let empty: Query = """
            WITH part AS (
                SELECT \(email.text)::text AS text
                UNION SELECT name FROM public.users WHERE id = \(optional: user)
                UNION SELECT unnest(\(actors.keyNames)::text[])
                UNION SELECT unnest(ARRAY[name, phone]) FROM ar_contact
                WHERE \(fragment: isOf(email))
            ), needle AS (
                -- As it stands within a text of JSON.
                SELECT lower(regexp_replace(to_jsonb(text)::text, '^"|"$', '', 'g')) AS text
                FROM part WHERE length(text) > 2
            )
            UPDATE api_request AS r SET body = ''
            -- Those that show a secret are encrypted, and name nobody.
            WHERE EXISTS (
                SELECT FROM needle AS n
                WHERE CASE WHEN length(r.body) = 0 OR get_byte(r.body, 0) <> ascii('{') THEN false
                    ELSE strpos(lower(convert_from(r.body, 'UTF8')::jsonb::text), n.text) > 0 END)
            """
        return try connection.execute(empty)
    }

    /// Forgets the rejected lines that name the address, and finds the files that go: those, and
    /// what the person or a key of theirs had sent. Of what they are just importing nothing is kept
    /// that its end could be written into.
    static func forgetUploads(
        _ email: EmailAddress, _ actors: PersonActors,
        on connection: isolated PostgresConnection
    ) throws -> [ImportUploadToken] {
        let end: Query = """
            DELETE FROM ar_upload
            WHERE state = 'importing' AND lower(actor) = ANY (\(actors.uploaders))
            RETURNING token
            """
        // Afterwards, so that one whose import ended meanwhile is found as well.
        let forget: Query = """
            UPDATE ar_upload SET reject_lines = '{}', reject_columns = '{}',
                reject_values = '{}', reject_reasons = '{}'
            WHERE lower(actor) = ANY (\(actors.uploaders))
                OR strpos(lower(reject_values::text || reject_reasons::text), \(email.text)) > 0
            RETURNING token
            """
        return try [end, forget].flatMap { query in
            try connection.query(query).compactMap { ImportUploadToken(try $0.string(0)) }
        }
    }

    /// How many notes of others name the address.
    static func notes(
        _ email: EmailAddress, on connection: isolated PostgresConnection
    ) throws -> Int {
        let count: Query = """
            SELECT count(*) FROM ar_note WHERE strpos(lower(text), \(email.text)) > 0
            """
        return Int(try connection.query(count).single().int64(0))
    }
}
