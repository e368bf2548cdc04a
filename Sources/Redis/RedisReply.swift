import CHiredis

/// What Redis answers a command with.
package enum RedisReply: Sendable, Equatable {
    case none
    case integer(Int64)
    case bytes([UInt8])
    case list([RedisReply])
    /// A refusal, in its words.
    case refusal(String)

    /// Copies what hiredis read.
    init(_ reply: UnsafePointer<redisReply>) {
        let value = reply.pointee
        switch value.type {
        case REDIS_REPLY_INTEGER: self = .integer(Int64(value.integer))
        case REDIS_REPLY_STRING, REDIS_REPLY_STATUS: self = .bytes(Self.bytes(of: value))
        case REDIS_REPLY_ERROR:
            self = .refusal(String(decoding: Self.bytes(of: value), as: UTF8.self))
        case REDIS_REPLY_ARRAY:
            let items = UnsafeBufferPointer(start: value.element, count: value.elements)
            self = .list(items.map { item in item.map { RedisReply($0) } ?? .none })
        default: self = .none
        }
    }

    private static func bytes(of value: redisReply) -> [UInt8] {
        guard let start = value.str else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: value.len))
    }
}
