/// An export as programs are told of it.
package struct ExportListing: Sendable {
    package let id: String
    package let title: String
    package let fileName: String
    private let status: ExportStatus

    init(id: String, title: String, fileName: String, status: ExportStatus) {
        self.id = id
        self.title = title
        self.fileName = fileName
        self.status = status
    }

    package var state: String {
        switch status {
        case .waiting: "waiting"
        case .running: "running"
        case .done: "done"
        case .failed: "failed"
        }
    }

    /// How far it is, in words.
    package var progress: String {
        switch status {
        case .waiting(let ahead): "It waits for its turn: \(ahead) before it."
        case .running(let progress): progress
        case .done: "The file is ready."
        case .failed: "It could not be made."
        }
    }

    /// Why it could not be made.
    package var problem: (code: String, detail: String)? {
        guard case .failed(let error) = status else { return nil }
        let problem = Problem(error)
        return (problem.code, problem.detail)
    }
}
