import { rowsWord } from '@yingjin/domain/registry'
import type { office } from '../../shared/ask/index.ts'
import { dayOnPaper, today } from '../../shared/dates.ts'
import { PaperActs, Sheet } from '../../shared/paper/index.ts'

type Roster = Awaited<ReturnType<typeof office.registry.rosterProgress>>['rosters'][number]
export type Owing = Readonly<{ sender: string; rosters: readonly Roster[] }>
type RemindersParts = Readonly<{ county: string; term: string; on: string; owing: readonly Owing[]; back: () => void }>

const whyWords = { missing: '没有收到', old: '已经过期' } as const

/** 催报单: a sheet for each department that still owes rosters, to be signed, sealed and sent. */
export const Reminders = ({ county, term, on, owing, back }: RemindersParts) => (
  <>
    <PaperActs title={`${county}名册催报单`} back={back} />
    {owing.map(({ sender, rosters }) => (
      <Sheet key={sender} title={`${county}名册催报单`} says={[`致：${sender}`, term, `截至 ${dayOnPaper(today())}`, `还缺 ${rosters.length} 种`]}>
        <p>以下名册以学期第一天（{dayOnPaper(on)}）是否有效为准。请于接到本单后送县教育局，文件名写明截至日期，不必改动格式；一个人也没有的，写明“0人”。</p>
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
        <p>签收：　　　　　　　　　　签收日期：　　　　年　　月　　日　　　　预计送达：　　　　年　　月　　日</p>
      </Sheet>
    ))}
  </>
)
