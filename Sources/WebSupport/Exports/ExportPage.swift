/// The page of one export.
struct ExportPage {
    let layout: PageLayout
    let title: String
    let path: String
    let isUnderWay: Bool
    let isDone: Bool
    /// How far it is, or what became of it.
    let text: String
    let isFailed: Bool
    let fileName: String

    init(title: String, id: String, status: ExportStatus, layout: PageLayout) {
        self.layout = layout
        self.title = title
        path = ExportPages.path(of: id)
        var fileName = ""
        var (isUnderWay, isDone, isFailed) = (false, false, false)
        switch status {
        case .waiting(let ahead):
            isUnderWay = true
            text =
                "It waits for its turn: \(ahead) \(ahead == 1 ? "export is" : "exports are") before it."
        case .running(let progress):
            isUnderWay = true
            text = progress
        case .done(let file):
            isDone = true
            fileName = file.name
            text = "The file is ready. It is kept for an hour, for you alone."
        case .failed(let error):
            isFailed = true
            text = Problem(error).detail
        }
        self.isUnderWay = isUnderWay
        self.isDone = isDone
        self.isFailed = isFailed
        self.fileName = fileName
    }
}
