import Kernel
import WebSupport

/// What became of one of the things of a batch.
enum BatchOutcome: Sendable {
    case made(String)
    case refused(any DomainError)

    /// In the order in which they were sent.
    static let answer = APIObject<[BatchOutcome]>(
        "BatchAnswer", "What became of each, in the order in which they were sent.",
        [
            .integer("made", "How many were made.") { outcomes in
                Int64(outcomes.count { if case .made = $0 { true } else { false } })
            },
            .list("items", "What became of each.", item) { $0 },
        ])

    private static let item = APIObject<BatchOutcome>(
        "BatchItem", "What became of one.",
        [
            .optionalText("id", "Its id; null where it was not made.", .id) { outcome in
                if case .made(let id) = outcome { id } else { nil }
            },
            .optionalText(
                "code", "Why it was not made, for programs.",
                .text(1...100, example: "number_taken")
            ) { outcome in
                if case .refused(let error) = outcome { error.code } else { nil }
            },
            .optionalText(
                "detail", "Why it was not made, for people.",
                .text(1...2_000, example: "There is no such customer.")
            ) { outcome in
                if case .refused(let error) = outcome { error.userMessage } else { nil }
            },
            .optionalText(
                "pointer", "A JSON Pointer (RFC 6901) to what is wrong in the body.",
                .text(1...200, example: "/items/17/number")
            ) { outcome in
                if case .refused(let error as any PointedError) = outcome {
                    error.pointer
                } else {
                    nil
                }
            },
        ])
}
