import Tenancy

extension Scope {
    /// Whose a file is that was sent: a key's by its number, since another may have its name.
    var uploader: String {
        if case .program(let id, _) = actor { "key \(id)" } else { "\(actor)" }
    }
}
