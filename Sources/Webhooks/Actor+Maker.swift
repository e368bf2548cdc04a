import Tenancy

extension Actor {
    /// The member who answers for what they make; nil where nobody does who could leave.
    var person: Int64? {
        if case .person(let id, _) = self { id } else { nil }
    }
}
