import { type RunRosterStanding, runRosterStandingWords } from '@yingjin/domain/registry'
import { Link } from '@tanstack/react-router'
import type { office } from '../../shared/ask/index.ts'
import { type StateShape, StateWord } from '../../shared/state-word.tsx'
import { countWord } from '../../shared/count-word.ts'

export type RunRosters = Awaited<ReturnType<typeof office.registry.listRunRosters>>
type RunList = RunRosters['lists'][number]

const shapes: Readonly<Record<RunRosterStanding, StateShape>> = { taken: 'done', replaced: 'waiting', 'not-here': 'wrong' }

const said = ({ standing, replacedBy }: RunList): string => {
  if (standing === 'replaced' && replacedBy !== null) return `已由“${replacedBy}”代替`
  return standing === 'not-here' ? '内容没有留在这里：请撤销那一批，把文件再放一次' : runRosterStandingWords[standing]
}

const Line = ({ list, ticked, tick }: Readonly<{ list: RunList; ticked: boolean; tick: (on: boolean) => void }>) => {
  const { rosterName, sender, file, asOf, rows, importId, standing } = list
  const named = file ?? rosterName
  return (
    <li className={ticked ? 'ticked' : ''}>
      <label>
        <input type="checkbox" checked={ticked} disabled={standing === 'not-here'} onChange={({ target }) => tick(target.checked)} />
        <strong>{rosterName}</strong>
      </label>
      <span className="of-list">
        {importId === null ? (
          <span>{named}</span>
        ) : (
          <Link className="opens" to="/receive/history/$importId" params={{ importId }}>
            {named}
          </Link>
        )}
        <span className="soft">
          {sender}，{asOf === null ? '没有写明日期' : `截至 ${asOf}`}，{countWord(rows)} 行
        </span>
      </span>
      <StateWord shape={shapes[standing]}>{said(list)}</StateWord>
    </li>
  )
}

/** What a run will take, list by list: of each source the newest; whoever begins it may leave one out, or take an earlier one instead. */
export const RunRosterList = ({
  rosters: { lists, missing, waiting },
  chosen,
  choose,
}: Readonly<{ rosters: RunRosters; chosen: ReadonlySet<string>; choose: (key: string, on: boolean) => void }>) => (
  <>
    {missing.length === 0 ? null : (
      <p className="told late">
        本县政策要用、还没有收到的 {missing.length} 种：{missing.map(({ rosterName, sender }) => `${rosterName}（${sender}）`).join('、')}
        。没有收到的不当作“没有人”，等着它们的孩子，那些项目先不定。 <Link to="/receive/progress">看收数进度</Link>
      </p>
    )}
    {waiting.length === 0 ? null : (
      <p className="told late">
        收到了还没有入库的 {waiting.length} 份，这次不带：{waiting.map(({ name }) => name).join('、')}。 <Link to="/receive">去入库</Link>
      </p>
    )}
    <ul className="run-rosters" aria-label="这次带上的名册">
      {lists.map(list => (
        <Line key={list.key} list={list} ticked={chosen.has(list.key)} tick={on => choose(list.key, on)} />
      ))}
    </ul>
  </>
)
