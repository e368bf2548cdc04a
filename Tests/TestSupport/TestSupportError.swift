/// Why the servers that tests need are not there.
package enum TestSupportError: Error {
    case cannotStart(String)
    case supervisorGone
}
