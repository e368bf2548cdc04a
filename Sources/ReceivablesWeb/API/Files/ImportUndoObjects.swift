import Formats
import Kernel
import Receivables
import WebSupport

/// The objects of the API's answers about the undoing of imports.
enum ImportUndoObjects {
    private static let reasons = ImportUndoBlocker.Reason.allCases.filter { $0 != .unknown }
        .map(\.rawValue)

    private static let document = APIObject<ImportUndoBlocker.Document>(
        "ImportUndoDocument", "A document that something happened to since.",
        [
            .id("id", "Ours.") { $0.id },
            .text(
                "kind", "What it is.",
                .words(DocumentKind.allCases.map { "\($0.code)" })
            ) { "\($0.kind.code)" },
            .text("number", "Its number.", .text(1...200, example: "R-1042")) { $0.number },
            .text("customer", "Whose it is.", .text(0...10_000, example: "Acme Ltd")) {
                $0.customer
            },
        ])

    private static let blocker = APIObject<ImportUndoBlocker>(
        "ImportUndoBlocker", "Why an import cannot be undone.",
        [
            .text("reason", "What happened.", .words(reasons)) { $0.reason.rawValue },
            .text(
                "sentence", "The same for people.",
                .text(1...1_000, example: "It was voided since.")
            ) { $0.sentence },
            .optionalObject(
                "document", "What it happened to; null where it is about the import as a whole.",
                document
            ) { $0.document },
            .optionalText("import_id", "The later import that must be undone first.", .id) {
                $0.importID.map { "\($0)" }
            },
        ])

    static let undo = APIObject<ImportUndo>(
        "ImportUndo", "What undoing an import takes back, and how far it is.",
        [
            .text(
                "state",
                "`possible`: it can be undone; `blocked`: not before what `blockers` names is taken"
                    + " back; `waiting`, `running`: it is being undone; `undone`: it was.",
                .words(ImportUndo.State.allCases.map(\.rawValue))
            ) { $0.state.rawValue },
            .integer("percent", "How far it is.", 0...100) { $0.percent },
            .integer("documents", "How many documents that it created become void.") {
                $0.plan.documents
            },
            .money("amount", "What those amount to, in the company's currency.") { $0.plan.amount },
            .integer("corrected", "How many older documents that it changed are put back.") {
                $0.plan.corrected
            },
            .integer("allocations", "How many allocations that it made or took back are reversed.")
            {
                $0.plan.allocations
            },
            .integer("blocked", "How many reasons there are why it cannot be undone.") {
                $0.plan.blocked
            },
            .list("blockers", "The first 50 of them.", blocker) { $0.plan.blockers },
            .optionalText(
                "problem", "Why it was begun and not done, for people.",
                .text(
                    1...10_000, example: "Something unexpected happened, and nothing was changed.")
            ) { $0.problem },
        ])
}
