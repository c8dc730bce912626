import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FactKey, factOf } from '@yingjin/facts'
import { type RosterKindId, rosterKinds } from '@yingjin/intake'
import { must, term, word } from '@yingjin/kernel'
import { quoteText } from '@yingjin/sql'
import { expect, test } from 'vitest'
import { countyPack } from '../../packs.ts'
import { openDuckDb } from '../../platform/duckdb/index.ts'
import { removeFolder } from '../../platform/files/index.ts'
import { programVersion } from '../../platform/version.ts'
import { inventedDivisions, writeSampleCounty } from '../sample/index.ts'
import { villagesIn } from './county-villages.ts'
import { latestRun } from './kept-run.ts'
import { openKeptRun } from './open-kept-run.ts'
import { run, runWording } from './run.ts'

type Cited = Readonly<{ fact: FactKey; roster: RosterKindId; rows: number }>

/**
 * What a list tells besides: who is in a kindergarten or a college is on its roll and in class; the directory knows which
 * schools are the county's and what they charge; where no roll or register knows a child, the list that does says the rest.
 */
const besides: Readonly<Partial<Record<FactKey, readonly RosterKindId[]>>> = {
  on_roll: ['kindergarten-children', 'higher-education'],
  present: ['kindergarten-children', 'higher-education'],
  stage: ['pupils-present'],
  grade: ['higher-education', 'pupils-present'],
  hukou_in_county: ['student-roll', 'vocational-roll', 'kindergarten-children', 'higher-education', 'pupils-present'],
  in_county_school: ['school-directory'],
  senior_tuition_fee: ['school-directory'],
  vocational_tuition_fee: ['school-directory'],
  textbook_fee: ['school-directory'],
  dormitory_fee: ['school-directory'],
  school_code: ['school-directory'],
}

test('every fact of a result is cited from a roster that establishes it', { timeout: 600_000 }, async () => {
  const desk = mkdtempSync(join(tmpdir(), 'grounds-'))
  const at = (...parts: readonly string[]): string => join(desk, ...parts)
  await writeSampleCounty(at('rosters'), { children: 120, seed: 5, term: '2022-autumn' })
  const pack = await countyPack('990101', term('2022-autumn'))
  if (!pack.ok) throw new Error(pack.message)
  const [dataDir, config] = [at('data'), at('config')]
  const ran = await run({
    folder: at('rosters'),
    county: '990101',
    countyName: pack.countyName,
    term: term('2022-autumn'),
    pack: pack.pack,
    readings: {},
    villages: villagesIn('990101', inventedDivisions),
    out: at('out'),
    dataDir,
    config,
    programVersion,
    onProgress: () => undefined,
  })
  if (!ran.ok) throw new Error(word(runWording, ran.problem))
  const kept = latestRun(dataDir, '990101', term('2022-autumn'))
  const opened = must(
    await openKeptRun({ dataDir, config }, { county: '990101', term: term('2022-autumn'), directory: kept?.directory ?? '' }, at('scratch'), [
      'facts',
      'evidence',
      'places',
    ]),
  )
  const db = await openDuckDb({ spill: at('spill') })
  try {
    const table = (name: string): string => `read_parquet(${quoteText(join(opened, `${name}.parquet`))})`
    const cited = await db.rows<Cited>(
      `SELECT fact, roster, count(*)::INTEGER AS rows FROM ${table('evidence')} WHERE person_id IN (SELECT person_id FROM ${table('facts')}) GROUP BY ALL ORDER BY ALL`,
    )
    const astray = cited.filter(
      ({ fact, roster }) => roster !== 'filled-facts' && !rosterKinds[roster].establishes.some(e => e.fact === fact) && !(besides[fact] ?? []).includes(roster),
    )
    expect(astray).toEqual([])
    // The place cited is one of that very roster.
    const elsewhere = await db.rows(`SELECT * FROM ${table('evidence')} e JOIN ${table('places')} p ON p.row_id = e.row_id WHERE p.roster <> e.roster LIMIT 1`)
    expect(elsewhere).toEqual([])
    // Every row but those of the office has its place.
    const nowhere = await db.rows(`SELECT * FROM ${table('evidence')} e ANTI JOIN ${table('places')} p ON p.row_id = e.row_id WHERE e.row_id > 0 LIMIT 1`)
    expect(nowhere).toEqual([])
    // A yes never stands on nothing; a no may stand on the silence of a list.
    for (const fact of pack.pack.facts.filter(each => factOf(each).subject === 'student' && cited.some(c => c.fact === each))) {
      const kind = factOf(fact).type.kind
      const without = await db.rows<{ n: number }>(
        `SELECT count(*)::INTEGER AS n FROM ${table('facts')} f WHERE ${kind === 'yes-no' ? `f.${fact} IS TRUE` : `f.${fact} IS NOT NULL`}
           AND NOT EXISTS (SELECT 1 FROM ${table('evidence')} e WHERE e.person_id = f.person_id AND e.fact = ${quoteText(fact)})`,
      )
      expect([fact, without[0]?.n]).toEqual([fact, 0])
    }
    const factsCited = new Set(cited.map(({ fact }) => fact))
    for (const fact of ['stage', 'on_roll', 'present', 'boards', 'school_rural', 'in_county_school'] as const)
      if (pack.pack.facts.includes(fact)) expect(factsCited).toContain(fact)
  } finally {
    db.close()
    removeFolder(desk)
  }
})
