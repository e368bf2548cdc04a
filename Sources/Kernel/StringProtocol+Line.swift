extension StringProtocol {
    /// Whether it stands on one line wherever it is shown: nothing in it ends a line or a
    /// paragraph, or steers printers and screens.
    package var isOneLine: Bool {
        unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
    }
}
