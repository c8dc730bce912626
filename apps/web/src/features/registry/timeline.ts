import type { Matter } from '@yingjin/domain/registry'
import { matterTables, type Says } from './words.ts'

export type Fact = Readonly<{ matter: string; says: Says; sourceName: string; actId: string; recordedAt: string; sheet: string | null; row: number | null }>
export type Moment = Readonly<{ day: string; word: string; says: string; source: string; actId: string }>

const placed: readonly Matter[] = ['enrolment', 'handover', 'designation', 'guardianship', 'past_payment', 'away']
const dayOf = ({ matter, says, recordedAt }: Fact): string =>
  String((matter === 'past_payment' ? says['paid_on'] : says['valid_from']) ?? says['as_of'] ?? recordedAt.slice(0, 10))

/** What happened to a child, the newest first: by the day it is true from, else by that on which the office learnt it. */
export const timelineOf = (facts: readonly Fact[], words: Readonly<Record<Matter, string>>): readonly Moment[] =>
  facts
    .flatMap(fact => {
      const matter = placed.find(each => each === fact.matter)
      if (matter === undefined) return []
      const says = matterTables[matter].columns
        .filter(({ word }) => word !== '起止' && word !== '名册截至')
        .map(({ show }) => show(fact.says))
        .filter(said => said !== '')
        .join(' · ')
      return [{ day: dayOf(fact), word: words[matter], says, source: fact.sourceName, actId: fact.actId }]
    })
    .sort((one, other) => (one.day < other.day ? 1 : one.day > other.day ? -1 : Number(BigInt(other.actId) - BigInt(one.actId))))
