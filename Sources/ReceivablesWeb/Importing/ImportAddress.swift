import Hummingbird
import Receivables
import WebSupport

/// The addresses of the import pages.
enum ImportAddress {
    static let start = "/import/"

    static func file(_ token: ImportUploadToken) -> String { "/import/file/\(token)/" }

    static func record(_ id: Int64) -> String { "/import/\(id)/" }

    static func undo(_ id: Int64) -> String { "/import/\(id)/undo/" }

    /// - Throws: `ImportUploadError.unknown` for what can be no token.
    static func token(_ context: AppRequestContext) throws -> ImportUploadToken {
        guard let token = context.parameters.get("token").flatMap(ImportUploadToken.init) else {
            throw ImportUploadError.unknown
        }
        return token
    }

    /// - Throws: `WebError.noSuchAddress` for what can be no number of an import.
    static func id(_ context: AppRequestContext) throws -> Int64 {
        guard let text = context.parameters.get("id"), text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            let id = Int64(text)
        else { throw WebError.noSuchAddress }
        return id
    }
}
