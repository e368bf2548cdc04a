import Jobs
import ServiceLifecycle
import Webhooks

/// Sends webhooks while the server runs. What has begun is brought to its end when it stops.
struct WebhookWorker: Service {
    let sender: WebhookSender
    let reporter: ScheduleReporter

    func run() async throws {
        let (sender, reporter) = (sender, reporter)
        await cancelWhenGracefulShutdown {
            await sender.run { error in
                try? await reporter.round(Schedules.webhooks) { if let error { throw error } }
            }
        }
    }
}
