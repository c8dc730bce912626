import { type FactMatter, matterTables, matterWords, type Says } from '@yingjin/domain/registry'
import { factTables } from './fact-tables.ts'
import { sourceWord } from './source-word.ts'

/** A fact of one matter, source and keys, as it stood then and as it stands now. */
export type ChangedFact = Readonly<{ matter: FactMatter; source: string; keys: Says; then: Says | null; now: Says | null }>
export type ChangedWords = Readonly<{ word: string; sourceName: string; then: string | null; now: string | null }>

const only = (says: Says, names: readonly string[]): Says => Object.fromEntries(names.flatMap(name => (name in says ? [[name, says[name]]] : [])))

/** What changed of a fact, in the words of its card: only what differs where it stood before, all of it where it did not. */
export const changedWords = ({ matter, source, keys, then, now }: ChangedFact): ChangedWords => {
  const { columns } = matterTables[matter]
  const named = only(keys, factTables[matter].keys)
  const isKey = columns.map(({ show }) => show(named) !== '')
  const whole = (says: Says | null): readonly string[] => columns.map(({ show }) => (says === null ? '' : show({ ...named, ...says })))
  const [was, is] = [whole(then), whole(now)]
  const apart = columns.map((_, at) => isKey[at] !== true && (then === null || now === null || was[at] !== is[at]))
  const said = (cells: readonly string[]): string =>
    columns.flatMap(({ word }, at) => (apart[at] === true && cells[at] !== '' ? [`${word} ${cells[at]}`] : [])).join('；')
  const what = columns.flatMap(({ show }, at) => (isKey[at] === true ? [show(named)] : [])).join('，')
  const hidden = then !== null && now !== null && apart.every(each => !each)
  // Of a number only whether it is another; what no card shows is where the fact belongs.
  const unseen = matter === 'identity_number' ? (['原来的号码', '另一个号码'] as const) : (['原来的归属', '另一处归属'] as const)
  const standing = matter === 'identity_number' ? '登记了' : '有'
  return {
    word: [matterWords[matter], what].filter(part => part !== '').join(' '),
    sourceName: sourceWord(source),
    then: then === null ? null : hidden ? unseen[0] : said(was) || standing,
    now: now === null ? null : hidden ? unseen[1] : said(is) || standing,
  }
}
