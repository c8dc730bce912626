import { Link } from '@tanstack/react-router'

/** What of several was not done: the file, the list, why and what to do; and the batch that has to do with it. */
export type NotDoneItem = Readonly<{ key: string; called: string; says: string; importId: string | null }>

const textIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** As a job's outcome tells it. */
export const notDoneIn = (list: unknown): readonly NotDoneItem[] =>
  (Array.isArray(list) ? (list as readonly Readonly<Record<string, unknown>>[]) : []).map((each, at) => ({
    key: String(at),
    called: [textIn(each['file']), textIn(each['roster'])].filter(word => word !== null).join('，') || `第 ${at + 1} 份`,
    says: textIn(each['says']) ?? '',
    importId: textIn(each['importId']),
  }))

const mostInSight = 20

const Lines = ({ of }: Readonly<{ of: readonly NotDoneItem[] }>) => (
  <ul className="plain-list">
    {of.map(({ key, called, says, importId }) => (
      <li key={key}>
        <span className="file-name">{called}</span>：{says}{' '}
        {importId === null ? null : (
          <Link to="/receive/history/$importId" params={{ importId }}>
            看批次 {importId}
          </Link>
        )}
      </li>
    ))}
  </ul>
)

export const NotDone = ({ of, what }: Readonly<{ of: readonly NotDoneItem[]; what: string }>) =>
  of.length === 0 ? null : (
    <div className="told wrong">
      <p>
        {what} {of.length} 份：
      </p>
      <Lines of={of.slice(0, mostInSight)} />
      {of.length > mostInSight ? (
        <details>
          <summary>看另外 {of.length - mostInSight} 份</summary>
          <Lines of={of.slice(mostInSight)} />
        </details>
      ) : null}
    </div>
  )
