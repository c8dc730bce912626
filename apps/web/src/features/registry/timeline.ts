import { type Matter, matterTables, type Says } from '@yingjin/domain/registry'

export type Fact = Readonly<{
  matter: string
  says: Says
  sourceName: string
  actId: string
  recordedAt: string
  sheet: string | null
  row: number | null
  asOf: string | null
}>
export type Moment = Readonly<{ day: string; is: 'from' | 'as-of' | 'entered'; word: string; says: string; source: string; actId: string }>

const placed: readonly Matter[] = ['enrolment', 'handover', 'designation', 'guardianship', 'past_payment', 'away']
/** The day from which it is true; else as of when a roster says it; else when it was entered. */
const whenOf = ({ matter, says, asOf, recordedAt }: Fact): Readonly<{ day: string; is: Moment['is'] }> => {
  const on = (matter === 'past_payment' ? says['paid_on'] : says['valid_from']) ?? null
  if (on !== null) return { day: String(on), is: 'from' }
  const told = says['as_of'] ?? asOf
  return told === null ? { day: recordedAt.slice(0, 10), is: 'entered' } : { day: String(told), is: 'as-of' }
}
export const whenWords: Readonly<Record<Moment['is'], string>> = { from: '', 'as-of': '截至 ', entered: '登记于 ' }

/** What happened to a child, the newest first. */
export const timelineOf = (facts: readonly Fact[], words: Readonly<Record<Matter, string>>): readonly Moment[] =>
  facts
    .flatMap(fact => {
      const matter = placed.find(each => each === fact.matter)
      if (matter === undefined) return []
      const says = matterTables[matter].columns
        .filter(({ word }) => word !== '起止' && word !== '名册截至')
        .flatMap(({ word, show }) => {
          const said = show(fact.says)
          // A yes or a no alone says nothing.
          return said === '' ? [] : word !== '是否' && (said === '是' || said === '否') ? [`${word}：${said}`] : [said]
        })
        .join(' · ')
      return [{ ...whenOf(fact), word: words[matter], says, source: fact.sourceName, actId: fact.actId }]
    })
    .sort((one, other) => (one.day < other.day ? 1 : one.day > other.day ? -1 : Number(BigInt(other.actId) - BigInt(one.actId))))
