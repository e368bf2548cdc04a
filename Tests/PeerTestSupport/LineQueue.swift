import Foundation

/// The lines that a program printed, for those who wait for them.
final class LineQueue: @unchecked Sendable {
    private let condition = NSCondition()
    private var rest = Data()
    private var lines: [Data] = []
    private let readers = DispatchQueue(label: "lines", attributes: .concurrent)

    var count: Int {
        condition.lock()
        defer { condition.unlock() }
        return lines.count
    }

    func add(_ data: Data) {
        condition.lock()
        defer { condition.unlock() }
        rest.append(data)
        while let end = rest.firstIndex(of: 10) {
            lines.append(Data(rest[rest.startIndex..<end]))
            rest = Data(rest[rest.index(after: end)...])
        }
        condition.broadcast()
    }

    func next(within seconds: TimeInterval) async throws -> Data {
        try await withCheckedThrowingContinuation { continuation in
            readers.async { [self] in
                condition.lock()
                defer { condition.unlock() }
                let end = Date(timeIntervalSinceNow: seconds)
                while lines.isEmpty {
                    guard condition.wait(until: end) else {
                        continuation.resume(throwing: Peer.Problem(description: "no line came"))
                        return
                    }
                }
                continuation.resume(returning: lines.removeFirst())
            }
        }
    }
}
