import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '@yingjin/kernel'
import type { LineInfo } from '@yingjin/policy'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { perform } from '../access/index.ts'
import { loadKnown, loadOffice } from '../batch/office/load-known.ts'
import { keepOfficeSnapshot, openOfficeSnapshot } from '../batch/office/office-store.ts'
import { openDuckDb } from '../platform/duckdb/index.ts'
import { vaultToSeal } from '../platform/vault/index.ts'
import { officeCases, registryOfficeQueries } from '../registry/index.ts'
import { aCounty, division, type TestCounty } from '../registry/testing/a-county.ts'
import { leadsOfficeQueries } from './office-tables.ts'

let county: TestCounty
let root = ''
beforeAll(async () => {
  county = await aCounty()
  root = mkdtempSync(join(tmpdir(), 'leads-office-'))
  await county.ask(
    `insert into access.role_right (role, field, reach) select 'T-1', f, 'rows' from unnest(array['identity', 'questions']) f on conflict do nothing`,
  )
})
afterAll(async () => {
  await county.close()
  rmSync(root, { recursive: true, force: true })
})

test('what persons decided where a run had left it to them is remembered by the next one', async () => {
  await county.ask(`
    with a as (select min(act_id) as act from audit.act),
    told as (insert into audit.entry (division, cluster, tid, kind, name, act_id, account_id, on_behalf_of, persons)
      select '990101', audit.cluster(), 3, 'order', 'first', a.act, ${county.clerk}, ${county.clerk}, '{}' from a returning entry_id),
    p as (insert into registry.person (division, person_id, name, area, act_id) overriding system value
      select '990101', n, '学生' || n, '990101001001', a.act from a, generate_series(1, 4) n returning person_id),
    r as (insert into leads.run (division, run, digest, content_digest, program_version, pack, pack_digest, term, reference_date, counts, tables, act_id)
      select '990101', 'r1', sha256(''), sha256(''), '0', 'p', sha256(''), '2022-autumn', '2022-09-01', '{}', '{}', a.act from a returning run_id)
    select 1 from told, p, r`)
  const settle = (question: number, person: number, other: number | null, matter: string, key: string, decided: object, settled = true) =>
    county.ask(
      `with a as (select min(act_id) as act from audit.act),
       q as (insert into leads.question (division, question_id, matter, key, person_id, own_person_id, other_person_id, state, presence, due_on, about, first_run_id, act_id, area)
         overriding system value select '990101', $1, $2, $3, $4, $4, $5, 'settled', 'new', '2022-09-30', '{}', (select min(run_id) from leads.run), a.act, '990101001001' from a returning question_id)
       insert into leads.decision (division, question_id, person_id, answer, decided, reason, act_id, account_id, on_behalf_of, settled_act, area)
       select '990101', $1, $4, '答', $6, '看过证明', a.act, $7, $7, case when $8 then a.act end, '990101001001' from a, q`,
      question,
      matter,
      key,
      person,
      other,
      JSON.stringify(decided),
      county.clerk,
      settled,
    )
  await settle(1, 1, null, 'missing-fact', 'boards', { facts: [{ fact: 'boards', says: true }] })
  await settle(2, 1, null, 'discretion', 'L-1', { agrees: false })
  await settle(3, 2, null, 'amount', 'L-2', { amountFen: 60000 })
  await settle(4, 2, null, 'amount', 'L-3', { amountFen: 60000 })
  await settle(5, 3, 4, 'same-person', '4', { same: true })
  await settle(6, 3, null, 'missing-fact', 'boards', { facts: [{ fact: 'boards', says: true }] }, false)

  const place = { dataDir: join(root, 'data'), config: join(root, 'config') }
  const vault = must(await vaultToSeal(place, division))
  const queries = [...registryOfficeQueries, ...leadsOfficeQueries]
  const manifest = must(
    await keepOfficeSnapshot({ dataDir: place.dataDir, vault, programVersion: 'test' }, sink =>
      perform(county.db.pool, officeCases({ fieldsOf: () => county.fields, queries, sink }).take, {}, { acting: county.as(county.clerk) }),
    ),
  )
  const db = await openDuckDb({ spill: join(root, 'spill') })
  try {
    const told = await loadOffice(db, must(await openOfficeSnapshot(place.dataDir, vault, manifest, root)))
    expect(told).toEqual({ settled: true, enrolled: false })
    const line = (id: string, toSet: LineInfo['toSet']): LineInfo => ({ id, toSet }) as LineInfo
    const lines = [line('L-1', null), line('L-2', { leastFen: 50000, greatestFen: 100000 } as LineInfo['toSet'])]
    expect(await loadKnown(db, { villages: [], lines, digests: new Map(), kinds: [], scratch: root })).toBe(0)
    expect(await db.rows('SELECT known_person, fact, says, amount, word FROM known_answers')).toEqual([
      { known_person: 1, fact: 'boards', says: true, amount: null, word: null },
    ])
    // L-3 is no line of this term: what was decided about it decides nothing now.
    expect(await db.rows('SELECT known_person, line, agrees, amount_fen, reason FROM known_decisions ORDER BY known_person')).toEqual([
      { known_person: 1, line: 'L-1', agrees: false, amount_fen: null, reason: '看过证明' },
      { known_person: 2, line: 'L-2', agrees: null, amount_fen: 60000, reason: '看过证明' },
    ])
    expect(await db.rows('SELECT person_id, survivor_id FROM office_persons WHERE joined ORDER BY person_id')).toEqual([
      { person_id: 3, survivor_id: 3 },
      { person_id: 4, survivor_id: 3 },
    ])
    expect(await db.rows('FROM known_settled')).toEqual([{ known_person: 3 }])
  } finally {
    db.close()
  }
})
