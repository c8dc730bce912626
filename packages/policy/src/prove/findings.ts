import { onPaper, type PlainDate, type Problem, type Term, termOnPaper, word, type WordingFor } from '@yingjin/kernel'
import type { Stacking } from '../pack/stacking.ts'
import type { Witness } from './witness.ts'

/**
 * What was proven about a whole pack: closed, with the place in the pack and the clause. `under` says for which term and
 * which readings it was seen; a witness has been run through the evaluator.
 */
type F<Code extends string, Facts extends object> = Problem<`policy/${Code}`, Facts>
/** One settling of the pack. `readings` are those taken otherwise than the pack takes them. */
export type Under = Readonly<{ term: Term; readings: Readonly<Record<string, string>> }>
type Seen = Readonly<{ under: Under; witness: Witness }>

export type ProofFinding =
  /** `by`: its own conditions contradict each other, or what is set against it always takes it away. */
  | F<'unreachable-line', { line: string; clause: string; by: 'conditions' | 'stacking' }>
  | F<'criterion-never-holds', { line: string; criterion: string; clause: string }>
  | F<'criterion-never-fails', { line: string; criterion: string; clause: string }>
  | F<'ground-never-holds', { line: string; ground: string; clause: string }>
  | F<'ground-twice', { line: string; first: string; second: string; clause: string }>
  | F<'stacking-without-effect', { stacking: Stacking['kind']; line: string; others: readonly string[]; clause: string }>
  | F<'tiers-not-descending', { upper: string; lower: string; clause: string } & Seen>
  | F<'clause-without-stacking', { clause: string; how: Stacking['kind']; lines: readonly string[] }>
  | F<'row-without-line', { clause: string; register: string }>
  | F<'overlap', { item: string; lines: readonly [string, string]; clauses: readonly [string, string] } & Seen>
  | F<'gap', { intended: string; lines: readonly string[]; clause: string } & Seen>
  | F<'intended-nobody', { intended: string; clause: string }>
  | F<'unknown-intended-line', { intended: string; line: string; clause: string }>
  | F<'parameter-printed-twice', { parameter: string; on: PlainDate; values: readonly string[]; clause: string }>
  | F<'parameter-outside-document', { parameter: string; from: PlainDate; to: PlainDate; clause: string }>
  | F<'parameter-unused', { parameter: string; clause: string }>
  | F<'parameter-not-as-printed', { parameter: string; value: string; printed: string; clause: string }>
  | F<'contradictory-bounds', { place: string; least: string; greatest: string; clause: string; under: Under }>
  | F<'uncited', { place: string }>
  | F<'fact-of-another-subject', { line: string; fact: string; of: string; clause: string }>
  | F<'not-settled', { term: Term; because: string }>
  | F<'documents-hole', { division: string; before: string; after: string; from: PlainDate; to: PlainDate }>
  | F<'documents-overlap', { division: string; packs: readonly [string, string]; from: PlainDate; to: PlainDate }>
  | F<'replaces-unknown', { pack: string; replaces: string; known: readonly string[] }>
  | F<'replaces-later', { pack: string; replaces: string; from: PlainDate }>
  | F<'declared-gap', { intended: string; apart: string; because: string; clause: string } & Seen>
  | F<'apart-nobody', { intended: string; apart: string; clause: string }>
  | F<'lines-without-item', { lines: readonly string[] }>
  | F<'not-proven', { place: string; clause: string; question: string }>

export type ProofFindingCode = ProofFinding['code']

/** error: the pack is refused. note: told to whoever checks the pack, and no more. Complete by type. */
export type Severity = 'error' | 'note'
export const severities: Readonly<Record<ProofFindingCode, Severity>> = {
  'policy/unreachable-line': 'error',
  'policy/criterion-never-holds': 'error',
  'policy/criterion-never-fails': 'error',
  'policy/ground-never-holds': 'error',
  'policy/ground-twice': 'error',
  'policy/stacking-without-effect': 'error',
  'policy/tiers-not-descending': 'error',
  'policy/clause-without-stacking': 'error',
  'policy/row-without-line': 'error',
  'policy/overlap': 'error',
  'policy/gap': 'error',
  'policy/intended-nobody': 'error',
  'policy/unknown-intended-line': 'error',
  'policy/parameter-printed-twice': 'error',
  'policy/parameter-outside-document': 'error',
  'policy/parameter-unused': 'error',
  'policy/parameter-not-as-printed': 'error',
  'policy/contradictory-bounds': 'error',
  'policy/uncited': 'error',
  'policy/fact-of-another-subject': 'error',
  'policy/not-settled': 'error',
  'policy/documents-hole': 'error',
  'policy/documents-overlap': 'error',
  'policy/replaces-unknown': 'error',
  'policy/replaces-later': 'error',
  'policy/declared-gap': 'note',
  'policy/apart-nobody': 'error',
  'policy/lines-without-item': 'note',
  'policy/not-proven': 'note',
}
export const severityOf = (f: ProofFinding): Severity => severities[f.code]
export const isError = (f: ProofFinding): boolean => severityOf(f) === 'error'

const quoted = (names: readonly string[]): string => names.map(n => `“${n}”`).join('、')
const seenBy = ({ under, witness }: Seen): string => `例如（${termText(under)}）${witness.told.length === 0 ? '任何一个对象' : witness.told.join('，')}`
const termText = ({ term, readings }: Under): string =>
  [termOnPaper(term), ...Object.entries(readings).map(([id, option]) => `${id} 按“${option}”理解`)].join('，')
const stackings: Readonly<Record<Stacking['kind'], string>> = {
  'take-higher': '就高',
  exclude: '不重复享受',
  'exclude-lower': '只享受金额最高的一项',
  tiers: '只享受一档',
  reduce: '按比例减少',
  cumulative: '累计不超过上限',
  quota: '按名额',
}
export const stackingWord = (kind: Stacking['kind']): string => stackings[kind]

export const proofFindingWording: WordingFor<ProofFinding> = {
  'policy/unreachable-line': p =>
    p.by === 'conditions'
      ? `${p.line}（${p.clause}）：不论什么对象都不可能享受，各项条件互相矛盾。请对照条款改正条件。`
      : `${p.line}（${p.clause}）：条件本身有对象符合，但按叠加规则总是轮不到它，不论什么对象都不可能享受。请对照条款改正叠加规则。`,
  'policy/criterion-never-holds': p => `${p.line}（${p.clause}）：条件“${p.criterion}”永远不成立。请对照条款改正。`,
  'policy/criterion-never-fails': p => `${p.line}（${p.clause}）：条件“${p.criterion}”对本项的对象永远成立，等于没有写。请改正或删去。`,
  'policy/ground-never-holds': p => `${p.line}（${p.clause}）：没有任何对象能因“${p.ground}”享受。请改正或删去。`,
  'policy/ground-twice': p => `${p.line}（${p.clause}）：对象“${p.first}”和“${p.second}”是同一个条件，写了两次。`,
  'policy/stacking-without-effect': p =>
    `叠加规则“${stackingWord(p.stacking)}”（${p.clause}）：${p.line} 与 ${quoted(p.others)} 不会同时适用，这条规则对它不起作用。请核对所列条目。`,
  'policy/tiers-not-descending': p => `叠加规则“只享受一档”（${p.clause}）：上一档 ${p.upper} 的金额低于下一档 ${p.lower}。${seenBy(p)}。请核对先后次序。`,
  'policy/clause-without-stacking': p =>
    `条款“${p.clause}”写明 ${quoted(p.lines)} 之间${stackingWord(p.how)}，但没有相应的叠加规则（次序也要相同）。请补上或改正。`,
  'policy/row-without-line': p => `条款“${p.clause}”（登记册 ${p.register}）：既没有发放条目，也没有列入“不编码”，请核对是否漏了条目。`,
  'policy/overlap': p =>
    `${p.lines.join(' 与 ')}（${p.clauses.join('、')}）：同属“${p.item}”，可以同时享受，又没有写明怎样处理。${seenBy(p)}。请写叠加规则，或在“可以同时享受”里写明理由。`,
  'policy/gap': p => `“${p.intended}”（${p.clause}）：有对象一项也享受不到（${p.lines.join('、')}）。${seenBy(p)}。请对照条款改正，或列为例外并写明理由。`,
  'policy/intended-nobody': p => `“${p.intended}”（${p.clause}）：没有任何对象符合所写的范围。请改正。`,
  'policy/unknown-intended-line': p => `“${p.intended}”（${p.clause}）：没有编号为“${p.line}”的发放条目。`,
  'policy/parameter-printed-twice': p => `参数“${p.parameter}”（${p.clause}）：${onPaper(p.on)}有两个不同的取值（${p.values.join('、')}）。请留下正确的一个。`,
  'policy/parameter-outside-document': p =>
    `参数“${p.parameter}”（${p.clause}）：取值的日期（${onPaper(p.from)} 至 ${onPaper(p.to)} 前）超出文件有效期。请核对两处日期。`,
  'policy/parameter-unused': p => `参数“${p.parameter}”（${p.clause}）：没有任何规则使用。请核对是否漏写了规则。`,
  'policy/parameter-not-as-printed': p =>
    `参数“${p.parameter}”（${p.clause}）：取值 ${p.value} 在原文“${p.printed}”里找不到。请对照原文；如果是换算得来的，请写明怎样理解。`,
  'policy/contradictory-bounds': p => `${p.place}（${p.clause}）：下限 ${p.least} 不低于上限 ${p.greatest}（${termText(p.under)}），没有任何数落在其中。`,
  'policy/uncited': p => `${p.place}：没有写明依据哪一条款或读法。`,
  'policy/fact-of-another-subject': p => `${p.line}（${p.clause}）：规则的对象与事实“${p.fact}”的对象（${p.of}）不同。`,
  'policy/not-settled': p => `${termOnPaper(p.term)}不能启用：${p.because}`,
  'policy/documents-hole': p => `区划 ${p.division}：${p.before} 到 ${onPaper(p.from)} 前为止，替代它的 ${p.after} 从 ${onPaper(p.to)} 才开始，中间没有文件。`,
  'policy/documents-overlap': p =>
    `区划 ${p.division}：${p.packs.join(' 与 ')} 在 ${onPaper(p.from)} 至 ${onPaper(p.to)} 前同时有效；请在后一份里写明替代前一份。`,
  'policy/replaces-unknown': p => `${p.pack}：写明替代“${p.replaces}”，但本区划没有这个政策；现有：${quoted(p.known)}。`,
  'policy/replaces-later': p => `${p.pack}：写明替代“${p.replaces}”，但后者从 ${onPaper(p.from)} 起才有效，不早于本文件。`,
  'policy/declared-gap': p => `“${p.intended}”（${p.clause}）：${p.apart}不在其中——${p.because}。${seenBy(p)}。`,
  'policy/apart-nobody': p => `“${p.intended}”（${p.clause}）：列为例外的“${p.apart}”里没有享受不到的对象，请删去。`,
  'policy/lines-without-item': p => `${p.lines.length} 个条目没有写明是哪一项资助（${p.lines.join('、')}），没有核对它们是否重复。`,
  'policy/not-proven': p => `${p.place}（${p.clause}）：${p.question}——没有能够证明，也没有找到反例，请人工核对。`,
}
export const wordProofFinding = (f: ProofFinding): string => word(proofFindingWording, f)
