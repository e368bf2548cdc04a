/// What a listener hears.
package enum PostgresNotification: Hashable, Sendable {
    /// Somebody sent a NOTIFY on the channel.
    case message(channel: String, payload: String, processID: Int32)
    /// The connection is there again after a break (or, the first time, at all): anything may have
    /// been sent meanwhile, so look for yourself.
    case resumed(channel: String)
}
