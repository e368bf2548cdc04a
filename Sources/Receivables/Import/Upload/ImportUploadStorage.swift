import Kernel
import PostgresClient

/// The SQL of uploaded files.
enum ImportUploadStorage {
    static func insert(
        _ token: ImportUploadToken, _ fileName: String, _ sizeBytes: Int64, by actor: String
    ) -> Query {
        """
        INSERT INTO ar_upload (token, created_at, actor, file_name, size_bytes)
        VALUES (\(token.text), ar_recorded_at(), \(actor), \(fileName), \(sizeBytes))
        """
    }

    static func find(_ token: ImportUploadToken, of actor: String) -> Query {
        "\(fragment: select) WHERE u.token = \(token.text) AND u.actor = \(actor)"
    }

    static func unfinished(of actor: String, _ countMax: Int) -> Query {
        """
        \(fragment: select) WHERE u.actor = \(actor) AND u.state <> 'stored'
        ORDER BY u.created_at DESC LIMIT \(Int64(countMax))
        """
    }

    static func ofImport(_ id: Int64) -> Query {
        "\(fragment: select) WHERE u.token = (SELECT upload FROM ar_import WHERE id = \(id))"
    }

    static func change(
        _ token: ImportUploadToken, _ options: ImportUploadOptions, of actor: String
    ) -> Query {
        let map = options.map.sorted { $0.key < $1.key }
        return """
            UPDATE ar_upload SET form = \(options.form.rawValue), as_of = \(optional: options.asOf),
                strict = \(options.isStrict), complete = \(options.isComplete),
                map_headers = \(map.map(\.key)), map_fields = \(map.map(\.value))
            WHERE token = \(token.text) AND actor = \(actor)
                AND state NOT IN ('importing', 'stored')
            RETURNING 1
            """
    }

    static func start(_ token: ImportUploadToken, of actor: String) -> Query {
        """
        UPDATE ar_upload SET state = 'importing', problem = NULL, rejected_count = 0,
            reject_lines = '{}', reject_columns = '{}', reject_values = '{}', reject_reasons = '{}'
        WHERE token = \(token.text) AND actor = \(actor) AND state NOT IN ('importing', 'stored')
        RETURNING 1
        """
    }

    static func finish(
        _ token: ImportUploadToken, _ state: ImportUploadState, problem: String?,
        rejected: Int64, _ rejects: [ImportReject]
    ) -> Query {
        """
        UPDATE ar_upload SET state = \(state.rawValue), problem = \(optional: problem),
            rejected_count = \(rejected), reject_lines = \(rejects.map(\.line)),
            reject_columns = \(rejects.map(\.column)), reject_values = \(rejects.map(\.value)),
            reject_reasons = \(rejects.map(\.reason))
        WHERE token = \(token.text)
        """
    }

    /// After the program ended in the middle: the import is there as a whole, or nothing of it.
    static func settle(_ token: ImportUploadToken) -> Query {
        """
        UPDATE ar_upload AS u SET state = CASE WHEN EXISTS (
            SELECT FROM ar_import AS m WHERE m.upload = u.token) THEN 'stored'
            ELSE 'interrupted' END
        WHERE u.token = \(token.text) AND u.state = 'importing'
        """
    }

    static func remove(_ token: ImportUploadToken, of actor: String) -> Query {
        """
        DELETE FROM ar_upload WHERE token = \(token.text) AND actor = \(actor)
            AND state NOT IN ('importing', 'stored')
        RETURNING 1
        """
    }

    static func purge(ageMaxSeconds: Int64) -> Query {
        """
        DELETE FROM ar_upload WHERE state <> 'importing'
            AND created_at < ar_recorded_at() - \(ageMaxSeconds) * interval '1 second'
        """
    }

    private static let select: Query = """
        SELECT u.token, u.created_at, u.file_name, u.size_bytes, u.state, u.form, u.as_of,
            u.strict, u.complete, u.map_headers, u.map_fields, u.problem, u.rejected_count,
            u.reject_lines, u.reject_columns, u.reject_values, u.reject_reasons,
            (SELECT max(m.id) FROM ar_import AS m WHERE m.upload = u.token)
        FROM ar_upload AS u
        """

    static func upload(_ row: Row) throws -> ImportUpload {
        guard let token = ImportUploadToken(try row.string(0)),
            let state = ImportUploadState(rawValue: try row.string(4)),
            let form = ImportForm(rawValue: try row.string(5))
        else { throw PostgresError.protocolViolation("ar_upload: a column holds an unknown value") }
        let map = zip(
            try row.decode(9, as: [String].self), try row.decode(10, as: [String].self))
        let (lines, columns) = (
            try row.decode(13, as: [Int64].self), try row.decode(14, as: [String].self)
        )
        let (values, reasons) = (
            try row.decode(15, as: [String].self), try row.decode(16, as: [String].self)
        )
        return ImportUpload(
            token: token, createdAt: try row.decode(1), fileName: try row.string(2),
            sizeBytes: try row.int64(3), state: state,
            options: ImportUploadOptions(
                form: form, asOf: try row.decode(6), isStrict: try row.decode(7),
                isComplete: try row.decode(8),
                map: Dictionary(map, uniquingKeysWith: { first, _ in first })),
            problem: try row.decode(11), importID: try row.decode(17),
            rejected: try row.int64(12),
            rejects: lines.indices.map { index in
                ImportReject(
                    line: lines[index], column: columns[index], value: values[index],
                    reason: reasons[index])
            })
    }
}
