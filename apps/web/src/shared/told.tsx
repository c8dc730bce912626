import type { Problem } from './ask/index.ts'

/** Places that the sentence does not name already. */
const placesLeft = ({ detail, places = [] }: Problem) => places.filter(({ says }) => !detail.includes(says))

/** What was refused, where, and what to do, as the office words it; announced to whoever cannot see it. */
export const Told = ({ problem }: Readonly<{ problem: Problem }>) => (
  <div className="told wrong" role="alert">
    <div>{problem.detail}</div>
    {placesLeft(problem).length === 0 ? null : (
      <ul>
        {placesLeft(problem).map(({ path, says }) => (
          <li key={path}>
            {path}：{says}
          </li>
        ))}
      </ul>
    )}
  </div>
)
