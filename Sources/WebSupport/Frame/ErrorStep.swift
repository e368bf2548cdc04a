import Hummingbird
import Kernel
import Logging
import Tenancy

/// Turns every error into an answer: a page for people, a problem document for programs. The
/// only place where an error becomes a status.
struct ErrorStep: Sendable {
    let environment: WebEnvironment

    func response(
        to error: any Error, _ request: Request, _ context: AppRequestContext
    ) throws -> Response {
        let problem = Problem(error)
        log(error, problem, context)
        if let way = DetourRedirect(error, for: request) { return way.response }
        if case TenancyError.nameNeeded(let count) = error, count > 1, request.wantsPage {
            return .redirect(toPath: TenantChoice.page(for: request))
        }
        if request.wantsPage { return try page(problem, context) }
        return try problem.response(requestID: context.requestID)
    }

    private func page(_ problem: Problem, _ context: AppRequestContext) throws -> Response {
        let page = ErrorPage(
            problem, requestID: context.requestID,
            layout: environment.layout(
                context, nil, title: problem.status.reasonPhrase, section: .none))
        var response = Response.html(try environment.pages.render(page, template: "error"))
        response.status = problem.status
        for field in problem.headers { response.headers[field.name] = field.value }
        return response
    }

    private func log(_ error: any Error, _ problem: Problem, _ context: AppRequestContext) {
        let level: Logger.Level =
            switch problem.status.code {
            case 500: .error
            case 501...: .warning
            default: .debug
            }
        context.logger.log(
            level: level, "Request failed",
            metadata: ["code": "\(problem.code)", "error": "\(Self.line("\(error)"))"])
    }

    /// What an error says may quote what was sent: nothing of it ends a line of the log.
    private static func line(_ text: String) -> String {
        guard !text.isOneLine else { return text }
        return text.unicodeScalars.map { scalar in
            "\(scalar)".isOneLine ? "\(scalar)" : "\\u{\(String(scalar.value, radix: 16))}"
        }.joined()
    }
}
