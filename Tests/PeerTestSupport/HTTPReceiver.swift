import Foundation
import Glibc
import Synchronization

/// A small HTTP server on this machine that answers as a test wants, also badly.
package final class HTTPReceiver: Sendable {
    package struct Request: Sendable {
        package let path: String
        /// By name in small letters.
        package let headers: [String: String]
        package let body: [UInt8]
    }

    package enum Answer: Sendable {
        case status(Int, body: String = "", headers: [String: String] = [:])
        /// Answers well when the other side has long gone.
        case late
        /// Closes the connection without a word.
        case nothing
    }

    private struct State {
        var requests: [Request] = []
        var answer: @Sendable (Request) -> Answer
        var connections: Set<Int32> = []
        var isClosed = false
    }

    package let port: UInt16
    private let listener: Int32
    private let state: Mutex<State>

    private init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
        signal(SIGPIPE, SIG_IGN)
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(socket, address, length) == 0 && listen(socket, 128) == 0
                    && getsockname(socket, address, &length) == 0
            }
        }
        guard isListening else { throw CocoaError(.fileReadUnknown) }
        listener = socket
        port = UInt16(bigEndian: address.sin_port)
        state = Mutex(State(answer: answer))
    }

    /// Lends the body a receiver, which is closed afterwards.
    package static func use(
        _ answer: @escaping @Sendable (Request) -> Answer = { _ in .status(200) },
        _ body: (HTTPReceiver) async throws -> Void
    ) async throws {
        let receiver = try HTTPReceiver(answer)
        let thread = Thread { receiver.accept() }
        thread.start()
        defer { receiver.close() }
        try await body(receiver)
    }

    package func url(_ path: String = "/hook") -> String { "http://127.0.0.1:\(port)\(path)" }

    /// What was asked so far.
    package var requests: [Request] { state.withLock { $0.requests } }

    /// Answers otherwise from now on.
    package func answer(_ answer: @escaping @Sendable (Request) -> Answer) {
        state.withLock { $0.answer = answer }
    }

    private func close() {
        let connections = state.withLock { state in
            state.isClosed = true
            return state.connections
        }
        shutdown(listener, Int32(SHUT_RDWR))
        Glibc.close(listener)
        for connection in connections { shutdown(connection, Int32(SHUT_RDWR)) }
    }

    private func accept() {
        while true {
            let connection = Glibc.accept(listener, nil, nil)
            if connection < 0 {
                if state.withLock({ $0.isClosed }) || errno != EINTR { return }
                continue
            }
            state.withLock { _ = $0.connections.insert(connection) }
            Thread { self.serve(connection) }.start()
        }
    }

    private func serve(_ connection: Int32) {
        defer {
            state.withLock { _ = $0.connections.remove(connection) }
            Glibc.close(connection)
        }
        guard let request = Self.read(connection) else { return }
        let answer = state.withLock { state in
            state.requests.append(request)
            return state.answer
        }(request)
        switch answer {
        case .nothing: return
        case .late:
            var byte: UInt8 = 0
            while recv(connection, &byte, 1, 0) > 0 {}
            Self.write(connection, Self.text(200, "", [:]))
        case .status(let status, let body, let headers):
            Self.write(connection, Self.text(status, body, headers))
        }
    }

    private static func text(_ status: Int, _ body: String, _ headers: [String: String]) -> String {
        let all = headers.merging([
            "Content-Length": "\(body.utf8.count)", "Connection": "close",
        ]) { $1 }
        return "HTTP/1.1 \(status) Answer\r\n"
            + all.map { "\($0): \($1)\r\n" }.joined() + "\r\n" + body
    }

    private static func write(_ connection: Int32, _ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private static func read(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        var head: (end: Int, path: String, headers: [String: String])?
        while true {
            if head == nil, let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
                head = parse(bytes[..<end.lowerBound], end: end.upperBound)
            }
            if let head {
                let length = head.headers["content-length"].flatMap(Int.init) ?? 0
                if bytes.count >= head.end + length {
                    return Request(
                        path: head.path, headers: head.headers,
                        body: Array(bytes[head.end..<(head.end + length)]))
                }
            }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
        }
    }

    private static func parse(
        _ bytes: ArraySlice<UInt8>, end: Int
    ) -> (end: Int, path: String, headers: [String: String]) {
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...]
                .trimmingCharacters(in: .whitespaces)
        }
        return (end, words.count > 1 ? String(words[1]) : "", headers)
    }
}
