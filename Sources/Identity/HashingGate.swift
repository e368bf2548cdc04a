/// Lets so many in at once, lets so many wait, and refuses the rest.
actor HashingGate {
    private let waitingMax: Int
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(places: Int, waitingMax: Int) {
        free = places
        self.waitingMax = waitingMax
    }

    func enter() async throws(IdentityError) {
        if free > 0 {
            free -= 1
            return
        }
        guard waiting.count < waitingMax else { throw .busy }
        await withCheckedContinuation { waiting.append($0) }
    }

    func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
