import Hummingbird

/// The answers that a process keeps, up to so many bytes: those that were used longest ago go
/// first.
struct AnswerStore {
    private struct Place {
        var answer: KeptAnswer
        var bytes: Int
        var usedAt: UInt64
    }

    private let bytesMax: Int
    private var places: [AnswerQuestion: Place] = [:]
    private var uses: UInt64 = 0
    private(set) var bytes = 0
    private(set) var evictions = 0

    var count: Int { places.count }

    init(bytesMax: Int) {
        self.bytesMax = bytesMax
    }

    mutating func find(_ question: AnswerQuestion) -> KeptAnswer? {
        guard let index = places.index(forKey: question) else { return nil }
        uses += 1
        places.values[index].usedAt = uses
        return places.values[index].answer
    }

    /// Takes the place of an older answer to the same question.
    mutating func keep(_ answer: KeptAnswer, for question: AnswerQuestion) {
        uses += 1
        let size = answer.body.readableBytes + question.size
        bytes += size - (places[question]?.bytes ?? 0)
        places[question] = Place(answer: answer, bytes: size, usedAt: uses)
        if bytes > bytesMax { makeRoom() }
    }

    /// Goes an eighth below the limit, so that there is not something to sort each time.
    private mutating func makeRoom() {
        let oldest = places.sorted { $0.value.usedAt < $1.value.usedAt }
        for (question, place) in oldest {
            guard bytes > bytesMax - bytesMax / 8 else { return }
            places[question] = nil
            bytes -= place.bytes
            evictions += 1
        }
    }
}
