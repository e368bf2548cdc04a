package import Jobs
package import Tenancy
package import WebSupport

/// The page and the API of what is done in the background.
package enum JobsFeature {
    static let stylesheet = StaticFile(
        name: "jobs.css", contentType: "text/css; charset=utf-8",
        bytes: PackageResources.jobs_css)

    package static func feature(
        _ jobs: JobService, _ schedules: ScheduleStore, _ once: OnceService
    ) -> WebFeature {
        WebFeature(
            templates: [PageTemplate(name: "jobs", bytes: PackageResources.jobs_mustache)],
            staticFiles: [stylesheet]
        ) { routes, environment in
            JobsPageHandler(jobs: jobs, schedules: schedules, environment: environment)
                .add(to: &routes)
            for operation in JobOperations(jobs: jobs, schedules: schedules, once: once).all {
                routes.add(operation, environment)
            }
        }
    }
}
