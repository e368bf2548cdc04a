/// Why a benchmark cannot go on.
enum BenchError: Error, CustomStringConvertible {
    case usage(String)
    case cannotStart(String)
    case failed(command: String, status: Int32, message: String)
    case tookTooLong(String)
    case unexpected(String)

    var description: String {
        switch self {
        case .usage(let message): message
        case .cannotStart(let command): "\(command) does not start"
        case .failed(let command, let status, let message):
            "\(command) ended with status \(status): \(message)"
        case .tookTooLong(let what): "\(what) took too long"
        case .unexpected(let what): what
        }
    }
}
