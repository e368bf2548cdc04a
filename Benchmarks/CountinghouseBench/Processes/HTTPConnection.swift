import Glibc

/// One kept-alive HTTP/1.1 connection to a server on this machine.
final class HTTPConnection {
    struct Answer {
        let status: Int
        let body: [UInt8]
    }

    private let descriptor: Int32
    private let host: String
    private let cookie: String
    private var buffer: [UInt8] = []
    private var chunk = [UInt8](repeating: 0, count: 256 << 10)

    init(port: Int, cookie: String) throws {
        self.cookie = cookie
        host = "127.0.0.1:\(port)"
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw BenchError.unexpected("no socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            close(descriptor)
            throw BenchError.unexpected("nobody answers on port \(port)")
        }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
    }

    deinit { close(descriptor) }

    /// Sends one request and reads the whole answer.
    ///
    /// - Parameter fields: instead of the session, whole lines.
    func get(_ path: String, fields: String? = nil) throws -> Answer {
        let who = fields ?? "Cookie: \(cookie)\r\n"
        let request = Array("GET \(path) HTTP/1.1\r\nHost: \(host)\r\n\(who)\r\n".utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count
        else { throw BenchError.unexpected("the server hung up") }
        let head = try readHead()
        let lines = head.lowercased().split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count >= 2, let status = Int(words[1]) else {
            throw BenchError.unexpected("not an HTTP answer")
        }
        if lines.contains("transfer-encoding: chunked") {
            return Answer(status: status, body: try readChunks())
        }
        let length = lines.first { $0.hasPrefix("content-length: ") }
            .flatMap { Int($0.dropFirst(16)) }
        return Answer(status: status, body: try take(length ?? 0))
    }

    /// Sends a request that must succeed and returns the body as text.
    func text(_ path: String, fields: String? = nil) throws -> String {
        let answer = try get(path, fields: fields)
        let text = String(decoding: answer.body, as: UTF8.self)
        guard answer.status == 200 else {
            throw BenchError.unexpected("\(path) answers \(answer.status): \(text.prefix(300))")
        }
        return text
    }

    private func readHead() throws -> String {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if buffer.count >= 4,
                let place = (0...(buffer.count - 4)).first(where: { place in
                    buffer[place] == 13 && buffer[place..<(place + 4)].elementsEqual(end)
                })
            {
                let head = String(decoding: buffer[..<place], as: UTF8.self)
                buffer.removeFirst(place + 4)
                return head
            }
            try receive()
        }
    }

    private func readChunks() throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            let size = Int(try readLine(), radix: 16) ?? 0
            body.append(contentsOf: try take(size))
            _ = try readLine()
            if size == 0 { return body }
        }
    }

    private func readLine() throws -> String {
        while true {
            if let end = buffer.firstIndex(of: 13), end + 1 < buffer.count {
                let line = String(decoding: buffer[..<end], as: UTF8.self)
                buffer.removeFirst(end + 2)
                return line
            }
            try receive()
        }
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while buffer.count < count { try receive() }
        let body = Array(buffer[..<count])
        buffer.removeFirst(count)
        return body
    }

    private func receive() throws {
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { throw BenchError.unexpected("the server hung up") }
        buffer.append(contentsOf: chunk[..<count])
    }
}
