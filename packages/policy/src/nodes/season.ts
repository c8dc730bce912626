import { type Season, seasonOf } from '@yingjin/kernel'
import { boolean } from '@yingjin/sql'
import type { YesNo } from './tree.ts'
import { type Meaning, noRange, throughOperands } from './meaning.ts'
import { node, type NodeOf, yesNo } from './node.ts'

/** Is this the autumn (spring) term? Settled with the term, before any child is looked at. */
export type SeasonNode = NodeOf<'season', YesNo, { is: Season }>

export const inSeason = (is: Season): SeasonNode => node('season', yesNo, { is })

export const seasonMeaning: Meaning<SeasonNode> = {
  ...throughOperands<SeasonNode>(() => []),
  check: () => [],
  range: () => noRange,
  evaluate: (n, s) => seasonOf(s.term) === n.is,
  explain: (n, s) => `${n.is === 'autumn' ? '秋季学期' : '春季学期'}：${seasonOf(s.term) === n.is ? '是' : '否'}`,
  compile: (n, s) => boolean(seasonOf(s.term) === n.is),
}
