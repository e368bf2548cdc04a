extension TableError {
    /// What to tell of a document that cannot be read.
    init(_ error: JSONError) {
        switch error {
        case .invalid, .tooDeep: self = .damaged(error.place)
        case .tooManyValues(_, let max): self = .tooMuch(of: "values in one record", max: max)
        }
    }
}
