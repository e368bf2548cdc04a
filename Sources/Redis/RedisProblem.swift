/// Why Redis did not answer, for the log.
enum RedisProblem: Error, CustomStringConvertible {
    case unreachable(String)
    case refused(String)

    var description: String {
        switch self {
        case .unreachable(let reason): reason
        case .refused(let reason): "it refuses us: \(reason)"
        }
    }
}
