import Hummingbird
import Kernel
import Logging

/// Turns every error into an answer: a page for people, a problem document for programs. The
/// only place where an error becomes a status.
struct ErrorMiddleware: RouterMiddleware {
    let pages: PageRenderer

    func handle(
        _ request: Request, context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = Problem(error)
            log(error, problem, context)
            if request.wantsPage {
                return try pages.errorPage(problem, requestID: context.requestID)
            }
            return try problem.response(requestID: context.requestID)
        }
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
            metadata: ["code": "\(problem.code)", "error": "\(error)"])
    }
}
