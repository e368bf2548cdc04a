import PostgresClient

/// What somebody does to a database, how it is mended, and the line that must tell of it.
struct Tampering: Sendable {
    let line: String
    let done: [Query]
    let undone: [Query]

    init(_ line: String, _ done: Query..., undone: Query...) {
        self.init(line: line, done: done, undone: undone)
    }

    init(line: String, done: [Query], undone: [Query]) {
        self.line = line
        self.done = done
        self.undone = undone
    }
}
