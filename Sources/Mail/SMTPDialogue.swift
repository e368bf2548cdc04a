/// What was sent so far and what the server said to it.
final class SMTPDialogue {
    private static let lineBytesMax = 500
    private static let linesMax = 200
    private static let goodbye = 221

    private let message: [UInt8]
    private var sent = 0
    /// Whether the end of the message was given out to be sent.
    private(set) var isEnded = false
    /// The last one but for the server's good-bye, which says nothing about why we part.
    private(set) var lastReply = ""
    /// What the server said after the end of the message.
    private(set) var finalReply: String?
    private var lines = 0

    init(_ message: [UInt8]) {
        self.message = message
    }

    /// Copies the next bytes; 0 at the end of the message.
    func next(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, message.count - sent)
        guard count > 0 else {
            isEnded = true
            return 0
        }
        buffer.copyBytes(from: message[sent..<(sent + count)])
        sent += count
        return count
    }

    /// Takes a line of a reply; false to break off with a server that talks too much.
    func hear(_ bytes: UnsafeRawBufferPointer) -> Bool {
        lines += 1
        // A line of somebody else's making, which comes into logs and records.
        let text = String(decoding: bytes.prefix(Self.lineBytesMax), as: UTF8.self)
        let reply = String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { $0.properties.generalCategory != .control }))
        let code = Self.code(of: reply)
        if code != Self.goodbye { lastReply = reply }
        if isEnded && finalReply == nil && code != nil { finalReply = reply }
        return lines <= Self.linesMax
    }

    /// The three digits that a reply begins with; nil where there are none.
    static func code(of reply: String) -> Int? {
        let digits = reply.prefix(3)
        guard digits.utf8.count == 3, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(digits)
    }
}
