import Glibc
import Hummingbird
import WebSupport

/// Reads a form that was sent with files as it arrives: part by part, each in pieces, so that
/// memory stays flat.
struct MultipartReader {
    private static let headBytesMax = 8 << 10
    private static let partsMax = 2_100

    private var body: RequestBody.AsyncIterator
    private let delimiter: [UInt8]
    /// What was received and not yet handed out.
    private var pending: [UInt8]
    private var isInPart = false
    private var isAtEnd = false
    private var parts = 0

    /// - Throws: `WebError.badRequest` for a body that is no such form.
    init(_ request: Request) throws(WebError) {
        let type = request.headers[.contentType] ?? ""
        guard type.lowercased().hasPrefix("multipart/form-data"),
            let start = type.firstRange(of: "boundary=")
        else { throw .badRequest }
        let boundary = type[start.upperBound...].prefix { $0 != ";" && $0 != " " }
            .replacing("\"", with: "")
        guard (1...70).contains(boundary.utf8.count) else { throw .badRequest }
        delimiter = Array("\r\n--\(boundary)".utf8)
        // The first delimiter has no line before it.
        pending = Array("\r\n".utf8)
        body = request.body.makeAsyncIterator()
    }

    /// The next part; what is left of the one before is passed over. Nil after the last.
    ///
    /// - Throws: `WebError.badRequest`, what reading the body throws.
    mutating func nextPart() async throws -> MultipartPart? {
        if parts == 0 {
            isInPart = true
        }
        while try await next() != nil {}
        guard !isAtEnd else { return nil }
        parts += 1
        guard parts <= Self.partsMax, let head = try await head(),
            let part = MultipartPart(head: head)
        else { throw WebError.badRequest }
        isInPart = true
        return part
    }

    /// The next piece of the part's content; nil at its end.
    ///
    /// - Throws: `WebError.badRequest`, what reading the body throws.
    mutating func next() async throws -> [UInt8]? {
        guard isInPart else { return nil }
        while true {
            if let place = Self.find(delimiter, in: pending) {
                let piece = Array(pending[..<place])
                pending.removeFirst(place + delimiter.count)
                isInPart = false
                try await endDelimiter()
                return piece.isEmpty ? nil : piece
            }
            let ready = pending.count - delimiter.count
            if ready > 0 {
                let piece = Array(pending[..<ready])
                pending.removeFirst(ready)
                return piece
            }
            try await fill()
        }
    }

    /// A field's whole value.
    ///
    /// - Throws: `WebError.badRequest` for one that is too long.
    mutating func text(bytesMax: Int = 4_096) async throws -> String {
        var bytes: [UInt8] = []
        while let piece = try await next() {
            bytes += piece
            guard bytes.count <= bytesMax else { throw WebError.badRequest }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw WebError.badRequest
        }
        return text
    }

    /// After a delimiter: another part, or the end.
    private mutating func endDelimiter() async throws {
        while pending.count < 2 { try await fill() }
        let ending = pending.prefix(2)
        pending.removeFirst(2)
        if ending.elementsEqual("--".utf8) {
            isAtEnd = true
        } else if !ending.elementsEqual("\r\n".utf8) {
            throw WebError.badRequest
        }
    }

    private mutating func head() async throws -> [UInt8]? {
        let ending = Array("\r\n\r\n".utf8)
        while true {
            if let place = Self.find(ending, in: pending) {
                let head = Array(pending[..<place])
                pending.removeFirst(place + ending.count)
                return head
            }
            guard pending.count <= Self.headBytesMax else { return nil }
            try await fill()
        }
    }

    private mutating func fill() async throws {
        guard let part = try await body.next() else { throw WebError.badRequest }
        pending.append(contentsOf: part.readableBytesView)
    }

    private static func find(_ pattern: [UInt8], in bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBytes { bytes in
            pattern.withUnsafeBytes { pattern in
                guard let base = bytes.baseAddress, let start = pattern.baseAddress,
                    let first = pattern.first
                else { return nil }
                var place = 0
                while bytes.count - place >= pattern.count {
                    let left = bytes.count - place - pattern.count + 1
                    guard let found = memchr(base + place, Int32(first), left) else { return nil }
                    place = base.distance(to: UnsafeRawPointer(found))
                    if memcmp(base + place, start, pattern.count) == 0 { return place }
                    place += 1
                }
                return nil
            }
        }
    }
}
