import Kernel
import Receivables
import Tenancy

/// How far a job is, in words and as a share.
struct ImportProgressView {
    /// 0 to 100.
    let percent: String
    let text: String
    let isCancelling: Bool

    init(_ job: ImportJob?, tenant: Tenant) {
        percent = String(Int((job?.fraction ?? 0) * 100))
        isCancelling = job?.isCancelled == true
        text = isCancelling ? "Stopping…" : Self.text(job, LocaleFormat(tenant.locale))
    }

    private static func text(_ job: ImportJob?, _ format: LocaleFormat) -> String {
        guard let job else { return "Running in another program" }
        if case .waiting(let count) = job.phase {
            if count == 0 { return "Starting…" }
            return count == 1
                ? "Waiting for another import to finish"
                : "Waiting for \(format.format(count)) other imports to finish"
        }
        switch job.progress {
        case nil: return "Working…"
        case .reading(let bytes, _):
            return "Reading the file: \(ImportWords.size(bytes, format))"
        case .storing(let step, let of, let name):
            return "\(job.storesNothing ? "Checking" : "Storing"): \(name) (\(step) of \(of))"
        }
    }
}
