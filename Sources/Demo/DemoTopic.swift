/// What a random number is about: one key of `DemoRandom`, so that two questions about the same
/// invoice have independent answers.
enum DemoTopic {
    static let customer = 1
    static let sales = 2
    static let fate = 3
    static let receipt = 4
    static let rate = 5
    static let credit = 6
}
