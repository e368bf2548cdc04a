import Receivables

/// A file that a request brought to be imported, and what became of it so far.
struct ImportRun: Sendable {
    /// What a file is called that was only looked at.
    static let checked = "checked"

    let upload: ImportUpload
    let state: String
    let problem: String?
    /// What is told of it as long as this server remembers it.
    let report: ImportReport?
    let percent: Int64

    /// - Parameter job: nil where this server does not know it any more.
    init(_ upload: ImportUpload, _ job: ImportJob?) {
        self.upload = upload
        var (report, problem) = (ImportReport?.none, upload.problem)
        if case .done(let result) = job?.phase {
            switch result {
            case .success(let found): report = found
            case .failure(let failure): problem = failure.sentence
            }
        }
        self.report = report
        self.problem = problem
        let isCheck = job?.storesNothing == true
        state = isCheck ? (problem == nil ? Self.checked : "failed") : upload.state.rawValue
        percent = isCheck || upload.state != .importing ? 100 : Int64((job?.fraction ?? 0) * 100)
    }
}
