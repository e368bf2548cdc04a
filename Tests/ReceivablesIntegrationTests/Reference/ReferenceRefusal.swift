import Receivables

/// Why the reference books refuse an event.
enum ReferenceRefusal: Error, Equatable {
    case unknownDocument
    case notAllocatable
    case moreThanOpen
    case notCorrectable
    case noRate

    /// The same refusal in the words of the code under test.
    func matches(_ error: PostingError) -> Bool {
        switch (self, error) {
        case (.notAllocatable, .notAllocatable), (.moreThanOpen, .moreThanOpen),
            (.notCorrectable, .notCorrectable), (.noRate, .noRate),
            (.unknownDocument, .unknownDocument):
            true
        default: false
        }
    }
}
