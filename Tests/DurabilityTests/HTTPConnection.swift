import Glibc

/// A connection to a server on this machine; its calls block.
final class HTTPConnection: Sendable {
    private static let chunkBytes = 16_384

    private let descriptor: Int32

    init(port: UInt16, limit: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw TestProblem("no socket") }
        var patience = timeval(tv_sec: limit, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
        let isConnected = withUnsafeBytes(of: &address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { addresses in
                connect(descriptor, addresses.baseAddress, socklen_t(bytes.count)) == 0
            }
        }
        guard isConnected else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw TestProblem("no connection: \(reason)")
        }
    }

    deinit { close(descriptor) }

    func send(_ text: String) throws {
        let count = text.utf8.count
        guard Glibc.send(descriptor, text, count, Int32(MSG_NOSIGNAL)) == count else {
            throw TestProblem("the server does not take the request")
        }
    }

    /// Everything until the server closes the connection.
    func readToEnd() throws -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: Self.chunkBytes)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                throw TestProblem("the answer breaks off: \(String(cString: strerror(errno)))")
            }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
