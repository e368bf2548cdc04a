import Formats
import Kernel
import PostgresClient

/// What the database found wrong with rows that read well by themselves.
struct ImportFindings {
    private(set) var rejects: [ImportReject] = []
    private(set) var rejected: Int64 = 0
    private(set) var warnings: [String] = []
    private(set) var furtherWarnings = 0

    /// - Parameter advises: whether closing what the file lacks may be suggested.
    init(
        on connection: isolated PostgresConnection, layout: ImportLayout, advises: Bool
    ) throws {
        for row in try connection.query(ImportStorage.rejects) {
            rejected = try row.int64(5)
            let field: ImportField =
                switch (try row.string(1), layout.form) {
                case ("currency", _): .currency
                case ("rate", _): .rate
                case (_, .aging): .open
                case (_, .receipts): .receiptNumber
                default: .number
                }
            rejects.append(
                ImportReject(
                    line: layout.form == .aging
                        ? try row.int64(0) / 1_000 : try row.int64(0),
                    column: layout.header(field),
                    value: ImportText.shortened(try row.string(2)),
                    reason: Self.reason(
                        try row.string(3), try row.decode(4, as: String?.self),
                        currency: try row.string(2))))
        }
        let rows = try connection.query(ImportStorage.warnings)
        for row in rows {
            warnings.append(try Self.warning(row, advises: advises && rejected == 0))
            furtherWarnings = Int(try row.int64(6)) - rows.count
        }
    }

    /// Why lines were rejected, for writing them out.
    static func reasons(
        on connection: isolated PostgresConnection, layout: ImportLayout
    ) throws -> [Int64: String] {
        var reasons: [Int64: String] = [:]
        for row in try connection.query(
            ImportStorage.rejectedLines(ImportRejectsFile.linesMax))
        {
            let line = try row.int64(0)
            reasons[layout.form == .aging ? line / 1_000 : line] = reason(
                try row.string(1), try row.decode(2, as: String?.self),
                currency: try row.string(3))
        }
        return reasons
    }

    /// What rejected documents of several lines amount to, by the first of their lines.
    static func mergedAmounts(
        on connection: isolated PostgresConnection
    ) throws -> [Int64: String] {
        var amounts: [Int64: String] = [:]
        for row in try connection.query(ImportStorage.mergedAmounts) {
            amounts[try row.int64(0)] = DecimalText.formatMinorUnits(
                try row.int64(1), decimals: Int(try row.decode(2, as: Int16.self)))
        }
        return amounts
    }

    private static func reason(_ code: String, _ detail: String?, currency: String) -> String {
        switch code {
        case "rate_missing":
            "There is no exchange rate for \(currency) on \(detail ?? "that day")."
        case "repeated":
            "Line \(detail ?? "before") has the same number with another amount or date."
        case "item_rejected": "Line \(detail ?? "before") of the same document was rejected."
        case "too_large": "The amount is larger than any that can be kept."
        case "voided": "The document with this number was voided."
        case "draft": "The document with this number is a draft."
        case "other_currency":
            "The document with this number is in \(detail ?? "another currency")."
        case "instalments":
            "The document with this number has instalments; void it and post it anew."
        default: "The new amount is less than what is settled of the document."
        }
    }

    private static func warning(_ row: Row, advises: Bool) throws -> String {
        let finding = ImportFinding(
            line: try row.int64(1), code: try row.string(0),
            subject: ImportText.shortened(try row.string(2), to: 120),
            object: ImportText.shortened(try row.decode(3, as: String?.self) ?? "", to: 60),
            amount: try row.decode(4, as: Int64?.self) ?? 0,
            currency: try row.decode(5, as: String?.self) ?? "", advises: advises)
        return finding.sentence
    }
}
