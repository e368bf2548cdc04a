import Hummingbird

/// An error as a page.
struct ErrorPage {
    let layout: PageLayout
    let status: String
    let heading: String
    let detail: String
    /// What to do about it; nil where there is nothing to be said.
    let hint: String?
    /// Whether what is to be done is to choose a company.
    let offersCompanies: Bool
    let requestID: String

    init(_ problem: Problem, requestID: String, layout: PageLayout) {
        self.layout = layout
        status = String(problem.status.code)
        heading = Self.heading(problem.status)
        detail = problem.detail
        hint = Self.hint(problem)
        offersCompanies = problem.code == WebError.pageOfAnother.code
        self.requestID = requestID
    }

    private static func heading(_ status: HTTPResponse.Status) -> String {
        switch status.code {
        case 404: "Not found"
        case 403: "Not allowed"
        case 413: "Too large"
        case 503, 504: "Not available just now"
        case 400..<500: "This does not work"
        default: "Something went wrong"
        }
    }

    private static func hint(_ problem: Problem) -> String? {
        problem.retryAfterSeconds == nil
            ? nil : "Loading the page again in a moment usually helps."
    }
}
