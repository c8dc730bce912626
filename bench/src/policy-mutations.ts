/**
 * Defects in the county packs, made mechanically: every place of every operator is listed, some are drawn by seed, each is
 * made in a copy of the pack, and what finds it is told apart: the types a pack is written with, the diagnostics of
 * checker and prover, the worked cases. Goals: types and diagnostics find at least 95 of a hundred structural defects,
 * cases at least 95 of a hundred changed amounts, and nothing is said of the packs as they stand.
 * `--seed N`, `--count N` (at least 200 for the goals), `--all`, `--pack 500243`, `--missed` to list what nothing found,
 * `--json` for one line per measure.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { stderr, stdout } from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { loadPack, type PackSource, wordPackRefused } from '@yingjin/policy'
import {
  drawPlaces,
  isProven,
  listPlaces,
  operators,
  type PackWithCases,
  type Row,
  type Share,
  type Tally,
  tally,
  type WorkedCase,
} from '@yingjin/policy/testing'

const shelf = fileURLToPath(new URL('../../packs/', import.meta.url))
const goal = 95

/** A pack that writes its own rules, with its cases; an adopting pack has none of its own to break. */
const packIn = async (folder: string): Promise<PackWithCases | null> => {
  const at = (file: string): string => join(shelf, folder, 'src', file)
  if (!existsSync(at('pack.ts'))) return null
  const { default: source } = (await import(pathToFileURL(at('pack.ts')).href)) as { default: PackSource }
  if ('base' in source) return null
  const loaded = loadPack(source)
  if (!loaded.ok) throw new Error([`${folder} is refused`, ...wordPackRefused(loaded.problem)].join('\n'))
  const own = at(join('cases', 'index.ts'))
  const { cases } = existsSync(own) ? ((await import(pathToFileURL(own).href)) as { cases: readonly WorkedCase[] }) : { cases: [] }
  return { source, cases }
}

const inColumns = (rows: readonly Row[]): string =>
  [
    ['operator', 'class', 'drawn', 'types', 'diagnostics', 'cases', 'nothing', ''],
    ...rows.map(r => [r.operator, r.class, r.drawn, r.byTypes, r.byDiagnostics, r.byCases, r.missed, r.does].map(String)),
  ]
    .map(([operator, cls, ...rest]) => `${operator?.padEnd(26)}${cls?.padEnd(12)}${rest.map((c, i) => (i < 5 ? c.padStart(12) : `  ${c}`)).join('')}`.trimEnd())
    .join('\n')

const told = (s: Share): string => `${s.found} of ${s.of} (${s.percent} %)`

/** What the goals were missed by: structural defects nothing proved, amounts no case knew. */
const missedIn = (t: Tally): readonly string[] =>
  t.judged.flatMap(j => {
    const cls = operators[j.operator].class
    const missed = cls === 'structural' ? !isProven(j) : j.byCases.length === 0
    return missed ? [`${cls} ${j.operator} ${j.pack} ${j.mutant.place}`] : []
  })

export const main = async (args: readonly string[]): Promise<number> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '20220901' },
      count: { type: 'string', default: '240' },
      all: { type: 'boolean', default: false },
      pack: { type: 'string' },
      missed: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const folders = readdirSync(shelf).filter(name => values.pack === undefined || name.split('-').includes(values.pack))
  const packs: PackWithCases[] = []
  for (const folder of folders.toSorted()) {
    const pack = await packIn(folder)
    if (pack !== null) packs.push(pack)
  }
  if (packs.length === 0) {
    stderr.write(`no pack ${values.pack ?? ''} in packs/\n`)
    return 2
  }
  const every = [...listPlaces(packs).values()].flat()
  const places = values.all ? every : drawPlaces(packs, Number(values.seed), Number(values.count))
  const t = tally(packs, places)
  if (values.json) {
    const measures = [
      ['places', every.length, 'places'],
      ['drawn', places.length, 'defects'],
      ['structural found by types or diagnostics', t.structural.percent, '%'],
      ['changed amounts found by cases', t.amounts.percent, '%'],
      ['false alarms on the packs as they stand', t.falseAlarms.length, 'alarms'],
      ...t.rows.flatMap(r => [
        [`${r.operator} drawn`, r.drawn, 'defects'],
        [`${r.operator} found by types`, r.byTypes, 'defects'],
        [`${r.operator} found by diagnostics`, r.byDiagnostics, 'defects'],
        [`${r.operator} found by cases`, r.byCases, 'defects'],
      ]),
    ] as const
    for (const [measure, value, unit] of measures) stdout.write(`${JSON.stringify({ measure, value, unit })}\n`)
  } else {
    stdout.write(`${packs.map(p => `${p.source.id}: ${p.source.lines.length} lines, ${p.cases.length} cases`).join('\n')}\n`)
    stdout.write(`${every.length} places, ${places.length} drawn${values.all ? '' : ` by seed ${values.seed}`}\n\n${inColumns(t.rows)}\n\n`)
    stdout.write(`structural, by types or diagnostics: ${told(t.structural)}, goal ${goal} %\n`)
    stdout.write(`changed amounts, by cases: ${told(t.amounts)}, goal ${goal} %\n`)
    stdout.write(`false alarms on the packs as they stand: ${t.falseAlarms.length}, goal 0\n`)
    for (const alarm of t.falseAlarms) stdout.write(`  ${alarm}\n`)
    if (values.missed) for (const missed of missedIn(t)) stdout.write(`  ${missed}\n`)
  }
  return t.structural.percent >= goal && t.amounts.percent >= goal && t.falseAlarms.length === 0 ? 0 : 1
}
