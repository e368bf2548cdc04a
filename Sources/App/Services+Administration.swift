import IdentityWeb
import WebSupport

extension Services {
    /// What the pages of administration look at.
    func administration(
        _ board: JobBoard, _ health: HealthCheck, version: String
    ) -> Administration {
        let history = importHistory
        return Administration(
            members: members, security: security, keys: keys, signOn: signOn, audit: audit,
            operators: operators, board: board, health: health, version: version,
            imports: { scope in
                let page = try await history.page(scope, 1)
                return (Int(page.count), page.entries.first.map { ($0.fileName, $0.recordedAt) })
            })
    }
}
