/** publicodes on cases of W1, one at a time: `publicodes.ts ORDER MODULES`; one JSON line comes out. Sums only, in fen. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { argv, hrtime, stdout } from 'node:process'
import { pathToFileURL } from 'node:url'
import type { FactValues } from '@yingjin/facts'

import type { OneCaseOrder } from './order.ts'

type Engine = Readonly<{ setSituation: (of: unknown) => void; evaluate: (rule: string) => Readonly<{ nodeValue: unknown }> }>
type EngineClass = new (rules: unknown, options: unknown) => Engine
type Loaded = Readonly<{ default: EngineClass | Readonly<{ default: EngineClass }> }>

const { cases, figures: f, nation } = JSON.parse(readFileSync(argv[2] ?? '', 'utf8')) as OneCaseOrder
const folder = createRequire(join(argv[3] ?? '', 'package.json'))
const loaded = (await import(pathToFileURL(folder.resolve('publicodes')).href)) as Loaded
const Engine = 'default' in loaded.default ? loaded.default.default : loaded.default

const half = (fen: number): number => Math.floor(fen / 2)
type Rule = string | number | Readonly<{ [key: string]: Rule | readonly Rule[] }>
const variations = (...branches: readonly (readonly [when: Rule | null, then: Rule])[]): Rule => ({
  variations: branches.map(([when, then]): Rule => (when === null ? { sinon: then } : { si: when, alors: then })),
})
const byStage = (of: Readonly<Record<string, number>>): Rule =>
  variations(...Object.entries(of).map(([stage, fen]): [string, number] => [`stage = '${stage}'`, half(fen)]), [null, 0])
const rounded = (formula: string): Rule => ({ valeur: formula, arrondi: 'oui' })
const any = (...of: readonly string[]): Rule => ({ 'une de ces conditions': of })
const both = (...of: readonly string[]): Rule => ({ 'toutes ces conditions': of })
const reduced = (full: string): Rule =>
  variations([`absent > ${nation.absentDays}`, rounded(`${full} * (${nation.wholeTerm} - absent) / ${nation.wholeTerm}`)], [null, full])
const dues = ['orphan due', 'tier due', 'living due', 'tuition due', 'meals due', 'top up due']
const rules = {
  stage: { 'par défaut': "'primary'" },
  level: { 'par défaut': "'none'" },
  boards: { 'par défaut': 'non' },
  'is orphan': { 'par défaut': 'non' },
  fee: { 'par défaut': 0 },
  attended: { 'par défaut': 0 },
  absent: { 'par défaut': 0 },
  income: { 'par défaut': 0 },
  'paid before': { 'par défaut': 0 },
  'tier full': variations(
    ["level = 'general'", half(nation.tiers.general)],
    ["level = 'severe'", half(nation.tiers.severe)],
    ["level = 'special'", half(nation.tiers.special)],
    [null, 0],
  ),
  'tier alone': variations([any("stage = 'senior'", "stage = 'vocational'", "stage = 'higher'"), 'tier full'], [null, 0]),
  'orphan wins': both('is orphan', `tier alone <= ${nation.orphan}`),
  'orphan full': nation.orphan,
  'orphan reduced': reduced('orphan full'),
  'orphan due': variations(['orphan wins', 'orphan reduced'], [null, 0]),
  'tier reduced': reduced('tier alone'),
  'tier due': variations(['orphan wins', 0], [null, 'tier reduced']),
  'as a boarder': byStage(nation.boarders),
  'as a day pupil': byStage(nation.dayPupils),
  'living full': variations(['boards', 'as a boarder'], [null, 'as a day pupil']),
  'living reduced': reduced('living full'),
  'living due': variations(["level = 'none'", 0], [null, 'living reduced']),
  'tuition capped': { 'le minimum de': ['fee', f.tuition] },
  // Rounds half up, so that half a fen less a quarter is rounded down.
  'tuition halved': rounded('tuition capped / 2 - 0.25'),
  'tuition due': variations(["stage = 'senior'", 'tuition halved'], [null, 0]),
  'meals due': variations([any("stage = 'primary'", "stage = 'junior'"), `${f.meal} * attended`], [null, 0]),
  band: variations([`income < ${f.incomes[0]}`, f.topUps[0]], [`income < ${f.incomes[1]}`, f.topUps[1]], [`income < ${f.incomes[2]}`, f.topUps[2]], [null, 0]),
  'band adjusted': rounded(`band * ${f.coefficient} / 20000`),
  'top up due': variations(['orphan wins', 0], [null, 'band adjusted']),
  ...Object.fromEntries(
    dues.flatMap((due, i): readonly (readonly [string, Rule])[] => [
      [`left for ${due}`, [String(f.year), 'paid before', ...dues.slice(0, i)].join(' - ')],
      [`within ${due}`, { 'le minimum de': [due, `left for ${due}`] }],
      [`paid ${due}`, { 'le maximum de': [`within ${due}`, 0] }],
    ]),
  ),
}
const engine = new Engine(rules, { logger: { log: () => undefined, warn: () => undefined, error: console.error } })
const yes = (b: unknown): string => (b ? 'oui' : 'non')
const situationOf = (s: FactValues) => ({
  stage: `'${s.stage}'`,
  level: `'${s.hardship_level}'`,
  boards: yes(s.boards),
  'is orphan': yes(s.orphan),
  fee: s.tuition_fee,
  attended: s.days_attended,
  absent: s.absent_days,
  income: s.household_income,
  'paid before': s.aid_paid_this_school_year,
})
const taken: number[] = []
let wrong = 0
for (const round of [0, 1])
  for (const { facts, expected } of cases) {
    const situation = situationOf(facts)
    const from = hrtime.bigint()
    engine.setSituation(situation)
    const answer = dues.map(due => Number(engine.evaluate(`paid ${due}`).nodeValue))
    const to = hrtime.bigint()
    if (round === 0) continue
    taken.push(Number(to - from) / 1000)
    if (answer.some((fen, i) => fen !== expected[i])) wrong += 1
  }
taken.sort((a, b) => a - b)
const { version } = JSON.parse(readFileSync(join(argv[3] ?? '', 'node_modules/publicodes/package.json'), 'utf8')) as Readonly<{ version: string }>
stdout.write(`${JSON.stringify({ version, plain: { median: taken[taken.length >> 1], p99: taken[Math.floor(taken.length * 0.99)], wrong } })}\n`)
