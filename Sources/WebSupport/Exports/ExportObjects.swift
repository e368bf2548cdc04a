import Formats

/// The objects of the API's answers about exports, whichever feature makes them.
package enum ExportObjects {
    /// Where whoever asked for an export finds it.
    package static let path = "/api/v1/exports"
    package static let name = APISchema.text(
        APIText(pattern: "^[0-9a-f]{32}$", example: "0123456789abcdef0123456789abcdef"))

    package static let export = APIObject<ExportListing>(
        "Export", "A file that is made, or was, for whoever asked for it.",
        [
            .text("id", "What it is asked for by.", name) { $0.id },
            .text("title", "What people call it.", .text(1...200, example: "Aging report")) {
                $0.title
            },
            .text(
                "state", "`done`: the file can be fetched; `failed`: it could not be made.",
                .words(["waiting", "running", "done", "failed"])
            ) { $0.state },
            .text("progress", "How far it is, in words.", .text(0...500, example: "It begins.")) {
                $0.progress
            },
            .text("file_name", "The file's name.", .text(1...200, example: "aging.xlsx")) {
                $0.fileName
            },
            .optionalText(
                "code", "Why it could not be made, for programs.",
                .text(1...100, example: "internal_error")
            ) { $0.problem?.code },
            .optionalText(
                "detail", "Why it could not be made, for people.",
                .text(1...2_000, example: "Something went wrong on our side.")
            ) { $0.problem?.detail },
        ])

    /// Few are kept, so that they are one page.
    package static let exports = APIPage("ExportPage", of: export)
}
