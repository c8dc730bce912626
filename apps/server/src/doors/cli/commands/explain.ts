import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { factOf, facts, type FactValues, type Stage } from '@yingjin/facts'
import { termOnPaper } from '@yingjin/kernel'
import {
  differencesFor,
  differenceText,
  documentTitle,
  evaluate,
  explain as explained,
  type HumanDecisions,
  inSentences,
  linesNotInForce,
  noLineForStage,
  noticesFor,
  ofOtherStage,
  type Policy,
  lapsedTexts,
  policyFor,
  valueWord,
  wordPackProblem,
} from '@yingjin/policy'
import { gradeWord } from '../../../batch/deliver/words.ts'
import {
  type Asked,
  decisionsOf,
  evidenceOf,
  factsOf,
  findChildren,
  isWholeId,
  type KeptCard,
  type KeptEvidence,
  latestRun,
  noRunYet,
  readPlace,
} from '../../../batch/run/kept-run.ts'
import { openKeptRun } from '../../../batch/run/open-kept-run.ts'
import { countyPack } from '../../../packs.ts'
import { type DuckDb, openDuckDb } from '../../../platform/duckdb/index.ts'
import { dataDirectory, withPrivateScratch } from '../../../platform/files/index.ts'
import { configDirectory, wordVault } from '../../../platform/vault/index.ts'
import { countyIn, termIn } from '../arguments.ts'
import { type Command, complain, say, textOf, type Values } from './command.ts'

/** The number is typed, never given on the command line, where it would stay in the shell's history. */
const askForId = async (): Promise<string> => {
  const prompt = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await prompt.question('请输入身份证号（18位，不会保存）：')).trim().toUpperCase()
  } finally {
    prompt.close()
  }
}

const askedFor = async (values: Values): Promise<Asked | string> => {
  const [name, school, row] = [textOf(values, 'name'), textOf(values, 'school'), textOf(values, 'row')]
  if (row !== null) {
    const place = readPlace(row)
    return place === null ? `--row 要写成“文件〔表〕第几行”，例如：学籍.xlsx〔Sheet1〕第12行` : { by: 'row', ...place }
  }
  if (name !== null) return school === null ? '按姓名查找时请同时写明 --school，同名的孩子很多' : { by: 'name', name, school }
  const id = await askForId()
  return isWholeId(id) ? { by: 'id', id } : '这不是一个完整有效的身份证号（18位，校验码须相符）'
}

const whoIs = (card: KeptCard): string =>
  `${card.name}，${[schoolOf(card), classOf(card)].filter(part => part !== '').join(' ')}（${card.file}〔${card.sheet}〕第${card.row}行）`

/** A child with a stage but no school stands on more than one roll, or on one whose school is not said. */
const schoolOf = (card: KeptCard): string => card.school_name ?? (card.stage === null ? '没有在学记录' : '在哪所学校尚未确定')

/** Classes are often written with their grade: 大班 大班4班 is said once. */
const classOf = (card: KeptCard): string => {
  const grade = gradeWord(card.stage, card.grade)
  const name = card.class_name ?? ''
  return name.startsWith(grade) ? name : `${grade}${name}`
}

export const explain: Command = {
  options: {
    county: { type: 'string' },
    term: { type: 'string' },
    data: { type: 'string' },
    config: { type: 'string' },
    name: { type: 'string' },
    school: { type: 'string' },
    row: { type: 'string' },
  },
  carryOut: async values => {
    const said = countyIn(values)
    if (!said.ok) return complain(said.message)
    const county = said.value
    const term = termIn(values)
    if (!term.ok) return complain(term.message)
    const pack = await countyPack(county, term.value)
    if (!pack.ok) return complain(pack.message)
    const dataDir = resolve(textOf(values, 'data') ?? dataDirectory())
    const latest = latestRun(dataDir, county, term.value)
    if (latest === null) return complain(noRunYet(pack.countyName, termOnPaper(term.value)))
    const settled = policyFor(pack.pack, term.value, { readings: latest.readings })
    if (!settled.ok) return complain(wordPackProblem(settled.problem))
    const asked = await askedFor(values)
    if (typeof asked === 'string') return complain(asked)
    return withPrivateScratch(async scratch => {
      const config = resolve(textOf(values, 'config') ?? configDirectory())
      const kept = { county, term: term.value, directory: latest.directory }
      const opened = await openKeptRun({ dataDir, config }, kept, scratch, ['cards', 'places', 'persons', 'facts', 'evidence', 'decisions'])
      if (!opened.ok) return complain(wordVault(opened.problem))
      const db = await openDuckDb({ spill: join(scratch, 'spill') })
      try {
        const found = await findChildren(db, opened.value, asked)
        const [child, ...others] = found
        if (child === undefined) return complain('没有找到这个孩子。姓名要与名册一致；也可以用 --row 按名册的行查找')
        if (others.length > 0) return complain(['不止一个孩子符合，请用 --row 指明：', ...found.map(whoIs)].join('\n'))
        return await tell(db, opened.value, child, settled.value)
      } finally {
        db.close()
      }
    })
  },
}

/** Lines of the child's stage that this term does not find in force, and that there is none for it. */
const notCarriedOut = (policy: Policy, { stage }: FactValues): readonly string[] => {
  if (stage === null) return []
  const none = noLineForStage(policy, stage as Stage)
  const absent = linesNotInForce(policy.pack, policy.term).filter(l => l.stages.includes(stage as Stage))
  return [...(none === null ? [] : [none]), ...absent.map(l => l.says)]
}

/** What is due and what is not under each line of the child's stage, the paper before the lines that stand in it, and what all of them together call for. */
export const linesTold = (policy: Policy, known: FactValues, decisions: HumanDecisions): readonly string[] => {
  const decided = evaluate(policy, known, decisions).filter(d => d.failed !== ofOtherStage)
  return [
    ...decided.flatMap((d, at) => {
      const [paper, before] = [documentTitle(d.info.document), decided[at - 1]?.info.document]
      const [first, ...rest] = inSentences(explained(d))
      const newPaper = before === undefined || documentTitle(before) !== paper
      return [...(newPaper ? ['', `依据：${paper}`] : []), '', first ?? '', ...rest.map(sentence => `  ${sentence}`)]
    }),
    ...differencesFor(policy, known, decisions).flatMap(d => ['', differenceText(d)]),
    ...noticesFor(policy, known, decisions).flatMap(n => ['', `请注意：${n.text}（${n.id}）`]),
    ...notCarriedOut(policy, known).flatMap(said => ['', `请注意：${said}。`]),
    ...lapsedTexts(policy.pack.lapsed, policy.term).flatMap(said => ['', `请注意：${said}。`]),
  ]
}

/** What a row says: 是脱贫户, 不是寄宿; of what is no yes or no, what it is. */
const saidOf = ({ fact, says }: KeptEvidence, known: FactValues): string => {
  const value = known[fact]
  if (factOf(fact).type.kind === 'yes-no' || value === null) return `${says ? '是' : '不是'}${facts[fact].label}`
  return `${facts[fact].label}${valueWord(value, factOf(fact).type)}`
}

const tell = async (db: DuckDb, directory: string, child: KeptCard, policy: Policy): Promise<number> => {
  say(whoIs(child))
  const known = await factsOf(db, directory, child.person_id)
  if (known === null) {
    say('没有这个孩子的在学记录，所以没有可以核定的资助项目。请看“问题线索”里有没有“未入学”。')
    return 0
  }
  const evidence = await evidenceOf(db, directory, child.person_id)
  if (evidence.length > 0) {
    say('\n名册怎么说：')
    for (const e of evidence) say(`  ${saidOf(e, known)}：${e.file === null ? '办公室里的答复' : `${e.file}〔${e.sheet}〕第${e.row}行`}`)
  }
  for (const line of linesTold(policy, known, await decisionsOf(db, directory, child.person_id))) say(line)
  return 0
}
