import { createLazyRoute } from '@tanstack/react-router'
import { JobProgress } from '../../shared/job/index.ts'

/** One piece of long work, at an address of its own: left and come back to. */
const JobPage = () => {
  const { jobId } = route.useParams()
  return (
    <>
      <div className="page-head">
        <h1>任务 {jobId}</h1>
      </div>
      <div className="paper">
        <JobProgress jobId={jobId} />
      </div>
    </>
  )
}

export const route = createLazyRoute('/jobs/$jobId')({ component: JobPage })
