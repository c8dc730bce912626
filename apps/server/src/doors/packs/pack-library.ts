import { createHash } from 'node:crypto'
import { choices, type FactKey } from '@yingjin/facts'
import type { PolicyLibraryProblem } from '@yingjin/domain/policy'
import { done, firstDayOf, periodOnPaper, problem, refused, type Result, term as termOf } from '@yingjin/kernel'
import {
  describe,
  documentTitle,
  documentWords,
  type DocumentWords,
  everyNode,
  factWordOn,
  type Line,
  loadStack,
  type Pack,
  packDigest,
  parametersIn,
  readingsIn,
  valueWord,
  withoutMarks,
} from '@yingjin/policy'
import type { WorkedCase } from '@yingjin/policy/testing'
import { countyNameOf, listPackFolders, type PackFolder, packsOfTheHouse } from '../../packs.ts'
import type { ComparedPacks, ListedPack, PackLibrary, ShownPack } from '../../policy/index.ts'
import { loadDivisions } from '../../platform/divisions/index.ts'
import { subjectKinds } from '../decide/read-subject.ts'
import { diffPacks, unitsOf } from './diff-packs.ts'
import { openFolder, type OpenPack } from './open-pack.ts'
import { changesBeside, datedFigures, turnsOf } from './pack-history.ts'
import { always, amountMeans, criterionWords, delivery, groupsOf, linesOf, paidHow, termWord, treesOfStage, withoutMark } from './pack-page.ts'
import { caseFacts, fundingWords, groupNames, outcomeWords, span, stackingWords } from './page-words.ts'

/** A pack with what is read beside it: as its own paper says it, without those above. */
type Read = Readonly<{ folder: PackFolder; open: OpenPack; pack: Pack; words: DocumentWords; cases: readonly WorkedCase[] }>

const read = async (folder: PackFolder): Promise<Result<Read, PolicyLibraryProblem>> => {
  const cannot = (says: string) => refused<PolicyLibraryProblem>(problem('policy-library/cannot-read', { id: folder.id, says }))
  const opened = await openFolder(folder)
  if (!opened.ok) return cannot(opened.message)
  const { loaded, source, registry, cases } = opened.value
  const stacked = loaded.ok ? loaded : loadStack([...opened.value.above, source], registry, [])
  if (!stacked.ok) return cannot('规则没有通过检查')
  return done({ folder, open: opened.value, pack: stacked.value, words: documentWords(stacked.value), cases })
}

/** A prefecture stands in the table of divisions by its four digits, and by six in none. */
const divisionName = (division: string): string => {
  if (division === '') return '全国'
  const code = division.padEnd(6, '0')
  const name = countyNameOf(code)
  return name === code ? (loadDivisions().history(division).at(-1)?.name ?? code) : name
}

const listed = ({ pack, cases }: Read): ListedPack => {
  const { document, clauses, parameters } = pack
  return {
    id: pack.id,
    division: pack.division,
    divisionName: divisionName(pack.division),
    title: documentTitle(document),
    issuer: document.issuer,
    number: document.number ?? null,
    promulgated: document.promulgated,
    from: document.inForce[0],
    to: document.inForce[1],
    lines: pack.lines.length,
    clauses: Object.keys(clauses).length,
    parameters: Object.keys(parameters).length,
    notEntered: Object.values(parameters).filter(({ values }) => values.length === 0).length,
    cases: cases.length,
  }
}

const articleOf = (pack: Pack, key: string): string => pack.clauses[key]?.article ?? (pack.readings[key] === undefined ? key : `读法 ${key}`)
const cited = (pack: Pack, text: string, key: string) => ({ text, article: articleOf(pack, key) })

const whom = (line: Line): string => {
  const who =
    line.subject === 'student'
      ? `${line.stages.map(stage => choices.stage[stage]).join('、')}${line.stages.every(stage => stage === 'preschool') ? '儿童' : '学生'}`
      : subjectKinds[line.subject]
  if (line.persons === 'everyone') return `${who}，符合条件的都是`
  const { named, etcetera } = groupNames(line.persons)
  return `${who}，其中：${named.length === 0 ? '（没有点名）' : named.join('、')}${etcetera.length === 0 ? '' : `；没有点名、须由人逐个判定的：${etcetera.join('、')}`}`
}

const figuresOf = (pack: Pack, keys: Iterable<string>): ShownPack['figures'] =>
  [...keys].toSorted().flatMap((key): ShownPack['figures'] => {
    const parameter = pack.parameters[key]
    if (parameter === undefined) return []
    const of = { label: parameter.label, article: articleOf(pack, parameter.clause) }
    if (parameter.values.length === 0) return [{ ...of, value: null, printed: '文件没有写明', applies: '' }]
    const per = parameter.type.kind === 'money' ? `，${periodOnPaper(parameter.type.per)}` : ''
    return parameter.values.map(each => ({
      ...of,
      value: `${valueWord(each.value, parameter.type)}${per}`,
      printed: each.asRead === undefined ? each.printed : `${each.printed}（读作“${each.asRead.text}”，因为${each.asRead.because}）`,
      applies: span(each.from, each.to),
    }))
  })

type Rule = ShownPack['groups'][number]['lines'][number]
const ruleOf = ({ pack, words, cases }: Read, line: Line): Rule => {
  const amount = pack.bundle.find(each => each.line.id === line.id)?.amount ?? line.amount
  const stacked = pack.stack.filter(stage => linesOf(stage).includes(line.id))
  const trees = [
    amount,
    ...line.criteria.map(({ when }) => when),
    ...(line.funding?.kind === 'payers' ? line.funding.heads.map(head => head.amount) : []),
    ...('when' in line.delivery ? [line.delivery.when] : []),
    ...stacked.flatMap(treesOfStage),
  ]
  const persons = line.persons === 'everyone' ? [] : [...line.persons.grounds, ...line.persons.etcetera].map(({ when }) => when)
  const decision = line.persons === 'everyone' || line.persons.decision === null ? [] : [line.persons.decision]
  // A condition nobody asks about while it holds is not told where, as the text is read, it always does.
  const criteria = line.criteria.filter(({ quiet, when }) => quiet !== true || withoutMark(describe(when, words)) !== always)
  return {
    id: line.id,
    title: line.title,
    clause: cited(pack, pack.clauses[line.clause]?.text ?? '', line.clause),
    whom: whom(line),
    criteria: criteria.map(({ name, when, clause }) => cited(pack, criterionWords(name, describe(when, words)), clause)),
    asks: [...new Set(everyNode([...trees, ...decision]).flatMap(node => (node.kind === 'human-decision' ? [node.question] : [])))],
    amount: `${describe(amount, words)}${amountMeans[line.amountMeans]}`,
    period: line.period,
    delivery: delivery(line, words),
    funding: line.funding === null ? null : cited(pack, fundingWords(line.funding, words), line.funding.clause),
    stacking: stacked.map(stage => cited(pack, stackingWords(stage, words), stage.clause)),
    readings: readingsIn([...trees, ...persons, ...decision]).flatMap(id => {
      const reading = pack.readings[id]
      if (reading === undefined) return []
      const others = Object.entries(reading.options).flatMap(([option, text]) => (option === reading.default ? [] : [text]))
      return [{ id, question: reading.question, taken: reading.options[reading.default] ?? '', others }]
    }),
    figures: figuresOf(pack, parametersIn(trees)),
    cases: cases.flatMap((each, at) => (each.expect[line.id] === undefined ? [] : [at + 1])),
    inForce: line.inForce === undefined ? null : span(...line.inForce),
  }
}

const caseOf = ({ pack, words }: Read, each: WorkedCase, at: number): ShownPack['workedCases'][number] => {
  const word = (key: FactKey): string => factWordOn(pack, firstDayOf(termOf(each.term)), key)
  return {
    no: at + 1,
    title: each.title,
    term: termWord(each.term),
    facts: caseFacts(each, word),
    results: Object.entries(each.expect).map(([line, expected]) => ({
      line,
      title: words.titleOf(line),
      says: `${outcomeWords(expected, word)}${paidHow(each, line)}`,
    })),
    arithmetic: each.arithmetic,
    clause: each.clause,
  }
}

const shown = (of: Read): ShownPack => {
  const { pack, open, cases } = of
  return {
    ...listed(of),
    digest: packDigest(pack, text => createHash('sha256').update(text).digest('hex')),
    replaces: [...pack.document.replaces],
    base: pack.base,
    above: open.above.map(({ id, document }) => ({ id, title: documentTitle(document) })),
    rounding: pack.rounding.rule,
    groups: groupsOf(pack).map(({ title, lines }) => ({ title, lines: lines.map(line => ruleOf(of, line)) })),
    clauseTexts: Object.entries(pack.clauses).map(([key, { article, text, register }]) => ({ key, article, text, register })),
    figures: figuresOf(pack, Object.keys(pack.parameters)),
    workedCases: cases.map((each, at) => caseOf(of, each, at)),
    notEncoded: pack.notEncoded.map(each => ({ ...each })),
    midPeriod: pack.midPeriodChange.rule.replace(/。$/, ''),
    turns: turnsOf(pack),
    dated: datedFigures(pack),
    changelog: changesBeside(of.folder.path),
  }
}

/** The aids of two packs beside each other: the same line, or the lines of the same aid; then those that only one of them has. */
const besideEachOther = (one: Read, two: Read): ComparedPacks['aids'] => {
  const { units, onlyBefore, onlyAfter } = unitsOf(one.pack, two.pack)
  return [
    ...units.map(({ title, before, after }) => ({
      title: withoutMarks(title),
      one: before.map(line => ruleOf(one, line)),
      two: after.map(line => ruleOf(two, line)),
    })),
    ...onlyBefore.map(line => ({ title: line.title, one: [ruleOf(one, line)], two: [] })),
    ...onlyAfter.map(line => ({ title: line.title, one: [], two: [ruleOf(two, line)] })),
  ]
}

/** Few enough that the answer comes at once; `npm run pack:diff` looks at more. */
const students = 60

/** Packs in their folders, read once: the program does not change under them. */
export const packLibrary = (packs: string = packsOfTheHouse): PackLibrary => {
  const folders = listPackFolders(packs)
  const once = new Map<string, ReturnType<typeof read>>()
  const of = async (id: string): Promise<Result<Read, PolicyLibraryProblem>> => {
    const folder = folders.find(each => each.id === id)
    if (folder === undefined) return refused(problem('policy-library/no-such-pack', { id, known: folders.map(each => each.id) }))
    const reading = once.get(id) ?? read(folder)
    once.set(id, reading)
    return reading
  }
  const compared = new Map<string, ComparedPacks>()
  return {
    list: async () => {
      const all = await Promise.all(folders.map(async ({ id }) => ({ id, pack: await of(id) })))
      return {
        packs: all.flatMap(({ pack }) => (pack.ok ? [listed(pack.value)] : [])),
        unreadable: all.flatMap(({ id, pack }) =>
          pack.ok || pack.problem.code !== 'policy-library/cannot-read' ? [] : [{ id, says: pack.problem.facts.says }],
        ),
      }
    },
    show: async id => {
      const pack = await of(id)
      return pack.ok ? done(shown(pack.value)) : pack
    },
    compare: async (id, other) => {
      const known = compared.get(`${id} ${other}`)
      if (known !== undefined) return done(known)
      const [one, two] = [await of(id), await of(other)]
      if (!one.ok) return one
      if (!two.ok) return two
      const side = ({ pack, cases }: Read) => ({ name: documentTitle(pack.document), pack, cases })
      const said = diffPacks(side(one.value), side(two.value), students).filter(text => text.trim() !== '')
      const both = {
        one: listed(one.value),
        two: listed(two.value),
        aids: besideEachOther(one.value, two.value),
        says: said.map(text => ({ depth: Math.floor((text.length - text.trimStart().length) / 2), text: withoutMarks(withoutMark(text)).trim() })),
      }
      compared.set(`${id} ${other}`, both)
      return done(both)
    },
  }
}
