import { choiceWord, type Stage, type SubjectKind } from '@yingjin/facts'
import { firstDayOf, onPaper, type Term, termOnPaper } from '@yingjin/kernel'
import type { AssembledLine } from '../pack/assembled-line.ts'
import { nameOn } from '../pack/county-matters.ts'
import type { Interval } from '../pack/document.ts'
import type { Pack } from '../pack/pack.ts'
import { intervalOf, type Policy } from '../settled/policy.ts'

/** A line of the pack that the first day of the term does not find in force, with the reason in a sentence. */
export type NotInForce = Readonly<{ line: string; title: string; stages: readonly Stage[]; inForce: Interval; says: string }>

/** Whose status ends on the very day the line does: then the one is why the other is. */
const statusesEnding = (pack: Pack, [, to]: Interval, term: Term): string => {
  const ending = (pack.county?.designations ?? []).filter(d => d.ends === to).map(d => nameOn(d.names, firstDayOf(term)))
  const names = ending.filter(n => n !== null)
  return names.length === 0 ? '' : `（${names.join('、')}的身份到同一天为止）`
}

const saysOf = (pack: Pack, { line }: AssembledLine, term: Term): string => {
  const inForce = intervalOf(pack, line)
  const [from, to] = inForce
  const item = `“${line.title}”（${line.id}）`
  if (firstDayOf(term) < from) return `${item}从${onPaper(from)}起执行，${termOnPaper(term)}还没有开始`
  const paperEnds = (pack.documentOf[line.id] ?? pack.document).inForce[1]
  const what = paperEnds === to ? '所在的文件' : ''
  return `${item}${what}到${onPaper(to)}前为止${statusesEnding(pack, inForce, term)}，${termOnPaper(term)}不再执行`
}

/** The lines about one kind of subject that are not carried out in a term: none is left out in silence. */
export const linesNotInForce = (pack: Pack, term: Term, subject: SubjectKind = 'student'): readonly NotInForce[] => {
  const on = firstDayOf(term)
  return pack.bundle.flatMap(a => {
    const [from, to] = intervalOf(pack, a.line)
    if (a.line.subject !== subject || (from <= on && on < to)) return []
    return [{ line: a.line.id, title: a.line.title, stages: a.line.stages, inForce: [from, to], says: saysOf(pack, a, term) }]
  })
}

/** That no line is about students of this stage: none at all, or none that is carried out in this term. `null` where one is. */
export const noLineForStage = ({ pack, term, subject, bundle }: Policy, stage: Stage): string | null => {
  const isFor = (a: AssembledLine): boolean => a.line.subject === 'student' && a.line.stages.includes(stage)
  if (subject !== 'student' || bundle.some(isFor)) return null
  const whom = `“${choiceWord('stage', stage)}”学段`
  return pack.bundle.some(isFor) ? `${termOnPaper(term)}没有正在执行的${whom}的条目` : `这份文件（连同它的上级文件）没有${whom}的条目`
}
