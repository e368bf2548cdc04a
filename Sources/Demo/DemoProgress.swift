/// How far a load is.
package struct DemoProgress: Sendable, Equatable {
    package let monthsDone: Int
    package let monthsTotal: Int
}
