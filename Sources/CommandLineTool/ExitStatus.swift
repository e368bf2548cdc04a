/// What the program tells its caller, thrown once the reason has been printed.
enum ExitStatus: Int32, Error {
    case failed = 1
    case wrongUse = 2
    case rejectedRows = 3
}
