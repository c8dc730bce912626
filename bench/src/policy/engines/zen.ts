/** GoRules Zen on cases of W1, one at a time: `zen.ts ORDER MODULES`; one JSON line comes out. Sums only. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { argv, hrtime, stdout } from 'node:process'

import type { OneCaseOrder } from './order.ts'

type Answer = Readonly<{ result: Readonly<Record<string, number>> }>
type Decision = Readonly<{ evaluate: (facts: unknown, options: Readonly<{ trace?: boolean }>) => Promise<Answer> }>
type Zen = Readonly<{ ZenEngine: new () => Readonly<{ createDecision: (content: unknown) => Decision }> }>

const { cases, figures: f, nation } = JSON.parse(readFileSync(argv[2] ?? '', 'utf8')) as OneCaseOrder
const folder = createRequire(join(argv[3] ?? '', 'package.json'))
const { ZenEngine } = folder('@gorules/zen-engine') as Zen

const half = (fen: number): number => Math.floor(fen / 2)
const byStage = (of: Readonly<Record<string, number>>): string =>
  Object.entries(of)
    .map(([stage, fen]) => `stage == '${stage}' ? ${half(fen)} : `)
    .join('') + '0'
const reduced = (full: number | string): string =>
  `absent_days > ${nation.absentDays} ? floor((2 * ${full} * (${nation.wholeTerm} - absent_days) + ${nation.wholeTerm}) / ${2 * nation.wholeTerm}) : ${full}`
const expressions: Record<string, string> = {
  upper: "stage in ['senior', 'vocational', 'higher']",
  tierFull: `hardship_level == 'general' ? ${half(nation.tiers.general)} : hardship_level == 'severe' ? ${half(nation.tiers.severe)} : hardship_level == 'special' ? ${half(nation.tiers.special)} : 0`,
  tierAlone: '$.upper ? $.tierFull : 0',
  orphanWins: `orphan and ${nation.orphan} >= $.tierAlone`,
  orphanDue: `$.orphanWins ? (${reduced(nation.orphan)}) : 0`,
  tierDue: `$.orphanWins ? 0 : (${reduced('$.tierAlone')})`,
  livingFull: `boards ? (${byStage(nation.boarders)}) : (${byStage(nation.dayPupils)})`,
  livingDue: `hardship_level == 'none' ? 0 : (${reduced('$.livingFull')})`,
  tuitionDue: `stage == 'senior' ? floor(min([tuition_fee, ${f.tuition}]) / 2) : 0`,
  mealsDue: `stage in ['primary', 'junior'] ? ${f.meal} * days_attended : 0`,
  band: `household_income < ${f.incomes[0]} ? ${f.topUps[0]} : household_income < ${f.incomes[1]} ? ${f.topUps[1]} : household_income < ${f.incomes[2]} ? ${f.topUps[2]} : 0`,
  topUpDue: `$.orphanWins ? 0 : floor(($.band * ${f.coefficient} + 10000) / 20000)`,
}
let left = `${f.year} - aid_paid_this_school_year`
for (const [line, due] of Object.entries({
  orphan_line: 'orphanDue',
  tier: 'tierDue',
  living: 'livingDue',
  tuition: 'tuitionDue',
  meals: 'mealsDue',
  topUp: 'topUpDue',
})) {
  expressions[line] = `max([min([$.${due}, ${left}]), 0])`
  left += ` - $.${due}`
}
const content = {
  nodes: [
    { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
    {
      id: 'rules',
      type: 'expressionNode',
      name: 'rules',
      position: { x: 0, y: 0 },
      content: { expressions: Object.entries(expressions).map(([key, value]) => ({ id: key, key, value })) },
    },
    { id: 'out', type: 'outputNode', name: 'out', position: { x: 0, y: 0 } },
  ],
  edges: [
    { id: 'a', type: 'edge', sourceId: 'in', targetId: 'rules' },
    { id: 'b', type: 'edge', sourceId: 'rules', targetId: 'out' },
  ],
}
const decision = new ZenEngine().createDecision(content)
const told = ({ result: r }: Answer): readonly number[] => [r.orphan_line, r.tier, r.living, r.tuition, r.meals, r.topUp].map(Number)
const timed = async (options: Readonly<{ trace?: boolean }>) => {
  const taken: number[] = []
  let wrong = 0
  for (const round of [0, 1])
    for (const { facts, expected } of cases) {
      const from = hrtime.bigint()
      const answer = await decision.evaluate(facts, options)
      const to = hrtime.bigint()
      if (round === 1) taken.push(Number(to - from) / 1000)
      if (round === 1 && told(answer).some((fen, i) => fen !== expected[i])) wrong += 1
    }
  taken.sort((a, b) => a - b)
  return { median: taken[taken.length >> 1], p99: taken[Math.floor(taken.length * 0.99)], wrong }
}
stdout.write(
  `${JSON.stringify({ version: (folder('@gorules/zen-engine/package.json') as Readonly<{ version: string }>).version, plain: await timed({}), traced: await timed({ trace: true }) })}\n`,
)
