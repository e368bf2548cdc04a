import Jobs

/// What is done again and again, as the page of jobs names it.
enum Schedules {
    static let pruning = JobSchedule(
        "jobs.prune", title: "Forget jobs that ended a month ago", .daily(hour: 3, minute: 10))
    static let webhookPruning = JobSchedule(
        "webhooks.prune", title: "Forget webhooks that are a month old", .daily(hour: 3, minute: 20)
    )
    static let webhooks = JobSchedule(
        "webhooks.send", title: "Send webhooks", .every(.seconds(1)))
    static let rollups = JobSchedule(
        "rollups.fold", title: "Fold changes into the totals", .every(RollupWorker.pause))
    static let mail = JobSchedule(
        "mail.send", title: "Send mails that wait", .every(MailWorker.pause))
    static let audit = JobSchedule(
        "audit.seal", title: "Seal audit records", .every(AuditWorker.pause))
    static let tenants = JobSchedule(
        "tenants.purge", title: "Remove deleted companies", .every(TenantKeeper.pause))
    static let exports = JobSchedule(
        "exports.sweep", title: "Forget exported files", .every(ExportKeeper.pause))
    static let demo = JobSchedule(
        "demo.continue", title: "Go on with the demonstration company", .every(DemoKeeper.pause))
    static let cluster = JobSchedule(
        "database.watch", title: "Keep the built-in database running", .every(ClusterKeeper.pause))
}
