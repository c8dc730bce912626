import { placesOf, rowsWord, schoolsMissing, schoolsMissingWord } from '@yingjin/domain/registry'
import type { office } from '../../shared/ask/index.ts'
import { dayOnPaper, today } from '../../shared/dates.ts'
import { PaperActs, Sheet } from '../../shared/paper/index.ts'

type Roster = Awaited<ReturnType<typeof office.registry.rosterProgress>>['rosters'][number]
/** Rosters that are not there at all, and those that are and have no row of some schools. */
export type Owing = Readonly<{ sender: string; rosters: readonly Roster[]; bySchools: readonly Roster[] }>
type RemindersParts = Readonly<{ county: string; term: string; on: string; owing: readonly Owing[]; back: () => void }>

const whyWords = { missing: '没有收到', old: '已经过期' } as const

const Missing = ({ rosters }: Readonly<{ rosters: readonly Roster[] }>) => (
  <table>
    <thead>
      <tr>
        <th scope="col">名册</th>
        <th scope="col">情况</th>
        <th scope="col">从哪天起缺</th>
        <th scope="col">上次送来的</th>
        <th scope="col">用来认定</th>
      </tr>
    </thead>
    <tbody>
      {rosters.map(({ roster, rosterName, standing, missingSince, asOf, sheetRows, entries, unit, establishes }) => (
        <tr key={roster}>
          <td>{rosterName}</td>
          <td>{standing === 'old' ? whyWords.old : whyWords.missing}</td>
          <td>{missingSince ?? ''}</td>
          <td>{asOf === null ? '没有' : `截至 ${asOf}，${rowsWord({ sheetRows, entries, unit })}`}</td>
          <td>{establishes.join('、')}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

/** The schools of which a roster that came has no row. */
const MissingSchools = ({ roster }: Readonly<{ roster: Roster }>) => (
  <>
    <p>
      {roster.rosterName}：{schoolsMissingWord(roster)}。
    </p>
    <table>
      <thead>
        <tr>
          <th scope="col">{placesOf(roster.roster)}</th>
          <th scope="col">乡镇</th>
          <th scope="col">从哪天起缺</th>
          <th scope="col">上次送来的</th>
        </tr>
      </thead>
      <tbody>
        {roster.schools?.without.map(({ schoolId, name, township, since, lastAsOf }) => (
          <tr key={schoolId}>
            <td>{name}</td>
            <td>{township ?? ''}</td>
            <td>{since}</td>
            <td>{lastAsOf === null ? '没有' : `截至 ${lastAsOf}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </>
)

/** 催报单: a sheet for each department that still owes rosters, to be signed, sealed and sent. */
export const Reminders = ({ county, term, on, owing, back }: RemindersParts) => (
  <>
    <PaperActs title={`${county}名册催报单`} back={back} />
    {owing.map(({ sender, rosters, bySchools }) => (
      <Sheet
        key={sender}
        title={`${county}名册催报单`}
        says={[
          `致：${sender}`,
          term,
          `截至 ${dayOnPaper(today())}`,
          ...(rosters.length === 0 ? [] : [`还缺 ${rosters.length} 种`]),
          ...bySchools.map(roster => `${roster.rosterName}缺 ${schoolsMissing(roster)} 所${placesOf(roster.roster)}`),
        ]}
      >
        <p>以下名册以学期第一天（{dayOnPaper(on)}）是否有效为准。请于接到本单后送县教育局，文件名写明截至日期，不必改动格式；一个人也没有的，写明“0人”。</p>
        {rosters.length === 0 ? null : <Missing rosters={rosters} />}
        {bySchools.map(roster => (
          <MissingSchools key={roster.roster} roster={roster} />
        ))}
        <p>签收：　　　　　　　　　　签收日期：　　　　年　　月　　日　　　　预计送达：　　　　年　　月　　日</p>
      </Sheet>
    ))}
  </>
)
