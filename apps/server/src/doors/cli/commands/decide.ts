import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FactValues, Stage, SubjectKind } from '@yingjin/facts'
import { onPaper, termOnPaper, word } from '@yingjin/kernel'
import { documentTitle, lapsedTexts, linesNotInForce, noLineForStage, packDigest, type Policy, policyFor, wordPackProblem } from '@yingjin/policy'
import { countyPack, findPackFolder, type PackAsked } from '../../../packs.ts'
import { programVersion } from '../../../platform/version.ts'
import { readSubject, subjectKinds, subjectProblemWording } from '../../decide/read-subject.ts'
import { toldLines } from '../../decide/told-lines.ts'
import { type Argument, countyIn, knownOnIn, readingsIn, termIn } from '../arguments.ts'
import { cannotReadFile } from '../places.ts'
import { type Command, complain, say, textOf, type Values } from './command.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

type Place = Readonly<{ county: string; asked: PackAsked }>
/** By whose paper: a county with all that stands above it, or one pack as the paper of its division. */
const placeIn = (values: Values): Argument<Place> => {
  const pack = textOf(values, 'pack')
  if (pack === null) {
    if (values['county'] === undefined) return { ok: false, message: '请写明 --county 区划代码 或 --pack 政策包，例如 --county 990101' }
    const county = countyIn(values)
    return county.ok ? { ok: true, value: { county: county.value, asked: {} } } : county
  }
  const folder = findPackFolder(pack)
  if (!folder.ok) return folder
  if (values['county'] === undefined) return { ok: true, value: { county: folder.value.division, asked: { by: folder.value } } }
  const county = countyIn(values)
  if (!county.ok) return county
  return county.value.startsWith(folder.value.division)
    ? { ok: true, value: { county: county.value, asked: { by: folder.value } } }
    : { ok: false, message: `政策包 ${folder.value.id} 管的是区划 ${folder.value.division}，不管 ${county.value}；请只写 --county 或 --pack` }
}

const subjectIn = (values: Values): Argument<SubjectKind> => {
  const written = textOf(values, 'subject') ?? 'student'
  const kinds = Object.entries(subjectKinds) as readonly (readonly [SubjectKind, string])[]
  const kind = kinds.find(([key, label]) => key === written || label === written)
  return kind === undefined
    ? { ok: false, message: `没有“${written}”这种对象；--subject 可以写 ${kinds.map(([key, label]) => `${key}（${label}）`).join('、')}` }
    : { ok: true, value: kind[0] }
}

const fromStandardInput = async (): Promise<string> => {
  let text = ''
  process.stdin.setEncoding('utf8')
  for await (const part of process.stdin) text += String(part)
  return text
}

const textFrom = async (file: string): Promise<Argument<string>> => {
  if (file === '-') return { ok: true, value: await fromStandardInput() }
  const no = cannotReadFile(file)
  return no === null ? { ok: true, value: readFileSync(file, 'utf8') } : { ok: false, message: no }
}

const noLineFor = (policy: Policy, stage: FactValues['stage']): readonly string[] => {
  const none = stage === null ? null : noLineForStage(policy, stage as Stage)
  return none === null ? [] : [none]
}

/** What one subject is due, from its facts, as JSON with every reason. */
export const decide: Command = {
  options: {
    county: { type: 'string' },
    pack: { type: 'string' },
    term: { type: 'string' },
    'known-on': { type: 'string' },
    reading: { type: 'string', multiple: true },
    subject: { type: 'string' },
  },
  carryOut: async (values, [file, ...more]) => {
    const place = placeIn(values)
    if (!place.ok) return complain(place.message)
    const term = termIn(values)
    if (!term.ok) return complain(term.message)
    const knownOn = knownOnIn(values)
    if (!knownOn.ok) return complain(knownOn.message)
    const subject = subjectIn(values)
    if (!subject.ok) return complain(subject.message)
    const readings = readingsIn(values)
    if (!readings.ok) return complain(readings.message)
    if (file === undefined || more.length > 0)
      return complain('请写一个事实文件（JSON），或写 - 从标准输入读，例如：yingjin decide --county 990101 --term 2022秋 facts.json')

    const known = knownOn.value === null ? {} : { knownOn: knownOn.value }
    const found = await countyPack(place.value.county, term.value, { ...place.value.asked, ...known })
    if (!found.ok) return complain(found.message)
    const policy = policyFor(found.pack, term.value, { readings: readings.value, subject: subject.value, ...known })
    if (!policy.ok) return complain(wordPackProblem(policy.problem))
    if (policy.value.bundle.length === 0)
      return complain(
        [
          `${documentTitle(found.pack.document)}在${termOnPaper(term.value)}没有以${subjectKinds[subject.value]}为对象的条目`,
          ...linesNotInForce(found.pack, term.value, subject.value).map(l => `  ${l.says}`),
        ].join('\n'),
      )

    const text = await textFrom(file)
    if (!text.ok) return complain(text.message)
    const read = readSubject(text.value, policy.value)
    if (!read.ok) return complain(['事实有误，没有计算：', ...read.problems.map(p => `  ${word(subjectProblemWording, p)}。`)].join('\n'))

    const result = {
      county: place.value.county,
      county_name: found.countyName,
      term: term.value,
      term_word: termOnPaper(term.value),
      known_on: knownOn.value,
      subject: subject.value,
      packs: found.stack.map(s => ({
        pack: s.id,
        document: documentTitle(s.document),
        promulgated: s.document.promulgated,
        in_force: `${onPaper(s.document.inForce[0])}至${onPaper(s.document.inForce[1])}前`,
      })),
      warnings: [...lapsedTexts(found.pack.lapsed, term.value), ...noLineFor(policy.value, read.value.facts.stage)],
      pack_digest: packDigest(found.pack, sha256),
      program_version: programVersion,
      readings: readings.value,
      ...toldLines(policy.value, read.value),
    }
    say(JSON.stringify(result, null, 2))
    return 0
  },
}
