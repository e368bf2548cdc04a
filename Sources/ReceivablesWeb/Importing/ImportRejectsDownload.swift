import Hummingbird
import Receivables
import WebSupport

/// The rejected lines of a file as a list to mend and import.
enum ImportRejectsDownload {
    /// - Throws: `WebError.noSuchAddress` where there are none, or not any more.
    static func response(
        _ folder: UploadFolder, _ upload: ImportUpload, _ context: AppRequestContext
    ) async throws -> Response {
        let io = FileIO()
        do {
            let body = try await io.loadFile(
                path: folder.rejectsPath(of: upload.token), context: context)
            return Response(
                status: .ok,
                headers: [
                    .contentType: "text/csv; charset=utf-8",
                    .contentDisposition: "attachment; filename=\"rejects.csv\"",
                    .cacheControl: "private, no-store",
                ], body: body)
        } catch {
            throw WebError.noSuchAddress
        }
    }
}
