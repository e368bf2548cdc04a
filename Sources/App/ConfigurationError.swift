package import Kernel

/// A setting that stops the start. The sentence names the setting.
package enum ConfigurationError: DomainError {
    case invalid(setting: String, expected: String)
    case unreadable(path: String)
    case badLine(path: String, line: Int)
    case noDataDirectory

    package var kind: ErrorKind { .invalid }

    package var code: String {
        switch self {
        case .invalid: "setting_invalid"
        case .unreadable: "settings_file_unreadable"
        case .badLine: "settings_file_invalid"
        case .noDataDirectory: "data_directory_missing"
        }
    }

    package var userMessage: String {
        switch self {
        case .invalid(let setting, let expected): "The setting \(setting) must be \(expected)."
        case .unreadable(let path): "The settings file \(path) cannot be read."
        case .badLine(let path, let line):
            "Line \(line) of \(path) is not of the form NAME=value."
        case .noDataDirectory:
            "There is no home directory to keep data in; set COUNTINGHOUSE_DATA_DIR."
        }
    }
}
