import Hummingbird
import Kernel
import Receivables
import WebSupport

/// What the form of a file's page says. It may have hundreds of columns.
struct ImportOptionsForm {
    private static let columnsMax = 1_000

    private var fields: [String: String] = [:]

    /// Reads the form; its token comes first.
    ///
    /// - Throws: `WebError.badRequest`, `.tokenWrong`.
    init(_ request: Request, _ context: AppRequestContext) async throws {
        var form = try MultipartReader(request)
        var isTrusted = false
        while let part = try await form.nextPart() {
            let text = try await form.text()
            if part.name == "csrf_token" {
                try context.checkToken(text)
                isTrusted = true
            }
            fields[part.name] = text
        }
        guard isTrusted else { throw WebError.tokenWrong }
    }

    /// Whether the import is to begin.
    var mustStart: Bool { fields["action"] == "import" }

    /// - Throws: `QueryError` that says what is wrong.
    func options() throws(QueryError) -> ImportUploadOptions {
        var options = ImportUploadOptions()
        if let text = fields["as"], !text.isEmpty {
            guard let form = ImportForm(rawValue: text) else {
                throw .notAllowed(
                    "as", value: text, allowed: ImportForm.allCases.map(\.rawValue))
            }
            options.form = form
        }
        if let text = fields["as_of"], !text.isEmpty {
            do throws(DateError) { options.asOf = try LocalDate(iso: text) } catch {
                throw .invalid("as_of", code: error.code, reason: error.userMessage)
            }
        }
        // What the file says itself need not be asked for.
        if fields["as_of"] == fields["stated"] { options.asOf = nil }
        options.isStrict = fields["strict"] != nil
        options.isComplete = fields["complete"] != nil
        options.map = map()
        return options
    }

    /// The columns as they were chosen; none where all is as it was recognised.
    private func map() -> [String: String] {
        var map: [String: String] = [:]
        var isChanged = fields["mapped"] == "yes"
        for index in 0..<Self.columnsMax {
            guard let header = fields["header.\(index)"], let chosen = fields["field.\(index)"]
            else { continue }
            if chosen != fields["was.\(index)"] ?? "" { isChanged = true }
            map[header] = chosen.isEmpty ? ImportFieldChoice.ignored : chosen
        }
        return isChanged ? map : [:]
    }
}
