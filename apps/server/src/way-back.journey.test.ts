import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must, term, word } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { perform } from './access/index.ts'
import { keepOfficeSnapshot, type OfficeManifest } from './batch/office/office-store.ts'
import { type HandOver, openHandOver } from './batch/run/hand-over.ts'
import { villagesIn } from './batch/run/county-villages.ts'
import { latestRun } from './batch/run/kept-run.ts'
import { openKeptRun } from './batch/run/open-kept-run.ts'
import { run, type RunResult, runWording } from './batch/run/run.ts'
import { inventedDivisions, writeSampleCounty } from './batch/sample/index.ts'
import { main } from './doors/cli/main.ts'
import { readDeliveries } from './doors/jobs/index.ts'
import { officeQueries, publishKeptRun, questionCases } from './leads/index.ts'
import { countyPack } from './packs.ts'
import { digestOf } from './platform/content/index.ts'
import { openDuckDb } from './platform/duckdb/index.ts'
import { type Vault, vaultToSeal } from './platform/vault/index.ts'
import { programVersion } from './platform/version.ts'
import { openWorkbook } from './platform/workbook/index.ts'
import { changeCases, deliveryCases, importCases, officeCases } from './registry/index.ts'
import { aCounty, division, type TestCounty } from './registry/testing/a-county.ts'
import { joinByTwo } from './registry/testing/join-by-two.ts'

let county: TestCounty
let desk = ''
let vault: Vault
const at = (...parts: readonly string[]): string => join(desk, ...parts)
const autumn = term('2022-autumn')

const runInto = async (out: string, office?: OfficeManifest): Promise<RunResult> => {
  const pack = await countyPack(division, autumn)
  if (!pack.ok) throw new Error(pack.message)
  const result = await run({
    folder: at('名册'),
    county: division,
    countyName: pack.countyName,
    term: autumn,
    pack: pack.pack,
    readings: {},
    villages: villagesIn(division, inventedDivisions),
    out: at(out),
    dataDir: at('data'),
    config: at('config'),
    programVersion,
    ...(office === undefined ? {} : { office }),
    onProgress: () => undefined,
  })
  if (!result.ok) throw new Error(word(runWording, result.problem))
  return result.value
}
const snapshot = async (): Promise<OfficeManifest> =>
  must(
    await keepOfficeSnapshot({ dataDir: at('data'), vault, programVersion }, sink =>
      perform(county.db.pool, officeCases({ fieldsOf: () => county.fields, queries: officeQueries, sink }).take, {}, { acting: county.as(county.clerk) }),
    ),
  )

/** What the newest run kept, as it is handed over. */
const handOver = async (): Promise<HandOver> => {
  const latest = latestRun(at('data'), division, autumn)
  if (latest === null) throw new Error('no run')
  return must(await openHandOver({ dataDir: at('data'), config: at('config') }, { county: division, term: autumn, ...latest }, mkdtempSync(at('handed-'))))
}
/** What a command says of what the newest run kept. */
const told = async (verb: string, ...more: readonly string[]): Promise<string> => {
  let said = ''
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation(text => {
      said += String(text)
      return true
    })
  try {
    await main([verb, '--county', division, '--term', '2022秋', '--data', at('data'), '--config', at('config'), ...more])
    return said
  } finally {
    vi.restoreAllMocks()
  }
}

type Line = Readonly<Record<string, string | number | null>>
const latestRecord = (): Readonly<{ runId: string }> => {
  const latest = latestRun(at('data'), division, autumn)
  if (latest === null) throw new Error('no run')
  return { runId: latest.record.run }
}
const names = ['entitlement', 'to-decide', 'missing', 'roster-gap', 'silent-school', 'lead', 'comparison', 'membership-counts'] as const
const written = (out: string, name: (typeof names)[number]): string => readFileSync(at(out, 'jsonl', `${name}.jsonl`), 'utf8')
const lines = (out: string, name: (typeof names)[number]): readonly Line[] =>
  written(out, name)
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Line)
const kept = async <Row extends object>(table: 'cards' | 'persons', select: string): Promise<readonly Row[]> => {
  const latest = latestRun(at('data'), division, autumn)
  if (latest === null) throw new Error('no run')
  const scratch = mkdtempSync(at('opened-'))
  const opened = must(
    await openKeptRun({ dataDir: at('data'), config: at('config') }, { county: division, term: autumn, directory: latest.directory }, scratch, [table]),
  )
  const db = await openDuckDb({ spill: join(scratch, 'spill') })
  try {
    return await db.rows<Row>(`SELECT ${select} FROM read_parquet('${join(opened, `${table}.parquet`)}')`)
  } finally {
    db.close()
  }
}

const place = (line: Line): string => `${line['file']}/${line['sheet']}/${line['row']}/${line['member']}`
const asRow = (line: Line): string => `${line['file']}〔${line['sheet']}〕第${line['row']}行`
/** The office after persons said something, as the runs below are told of it. */
let said: OfficeManifest

beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), 'way-back-'))
  county = await aCounty()
  await county.ask(
    `insert into access.role_right (role, field, reach)
     select 'T-1', f, h from unnest(array['identity', 'results', 'leads', 'questions']) f, unnest(array['rows', 'write']) h on conflict do nothing`,
  )
  await county.ask(`update infrastructure.division set name = '示例县' where division = $1`, division)
  vault = must(await vaultToSeal({ dataDir: at('data'), config: at('config') }, division))
  await writeSampleCounty(at('名册'), { children: 200, seed: 11, term: '2022-autumn' })
}, 600_000)
afterAll(async () => {
  await county.close()
  rmSync(desk, { recursive: true, force: true })
})

test('what the office knows comes back into the next run, and only what persons said changes it', { timeout: 1_200_000 }, async () => {
  // Nobody in the registry: the same run under the same number, byte for byte.
  const without = await runInto('无')
  const nobody = await snapshot()
  expect(nobody.persons).toBe(0)
  const empty = await runInto('空', nobody)
  expect(empty.runId).toBe(without.runId)
  for (const name of names) expect(written('空', name)).toBe(written('无', name))
  expect(latestRun(at('data'), division, autumn)?.record.office).toMatchObject({ digest: nobody.digest })

  // Everything imported, and nobody said anything: another run, the same determination, and who is known stands beside it.
  const cases = importCases({ fieldsOf: () => county.fields })
  const handed = await handOver()
  for (const { rows, of, asOf, ...said } of handed.rosters) {
    const order = { ...said, ...(of === null ? {} : { of }), ...(asOf === null ? {} : { asOf }), rows: await rows() }
    const { importId } = must(await county.does(cases.stage, order))
    must(await county.does(cases.commit, { importId }))
  }
  handed.close()
  const imported = await snapshot()
  const same = await runInto('收入', imported)
  expect(same.runId).not.toBe(without.runId)
  expect(latestRun(at('data'), division, autumn)?.record).toMatchObject({ office: { digest: imported.digest, act: imported.act } })
  for (const name of names) expect(written('收入', name)).toBe(written('无', name))
  const cards = await kept<{ person_id: number; name: string; known_person: number | null }>('cards', 'person_id, name, known_person')
  const known = cards.filter(card => card.known_person !== null)
  expect(known.length).toBeGreaterThan(cards.length * 0.9)
  expect((await kept<{ known_person: number | null }>('persons', 'known_person')).filter(row => row.known_person !== null).length).toBeGreaterThan(known.length)

  // A name corrected by two officials; two records joined that the run had kept apart; a payment and a leave of absence on record.
  const due = lines('无', 'entitlement')
  const child = due.find(line => cards.filter(card => card.name === line['name']).length === 1 && known.some(card => card.name === line['name']))
  const of = (name: string | number | null | undefined): number => known.find(card => card.name === name)?.known_person ?? 0
  const changes = changeCases({ fieldsOf: () => county.fields })
  const { requestId } = must(
    await county.does(changes.request, {
      personId: String(of(child?.['name'])),
      wanted: { matter: 'particulars', name: '更正名' },
      reason: '户口簿上的姓名不同',
    }),
  )
  must(await county.does(changes.approve, { requestId, version: 1 }, county.checker))

  const unpaid = lines('无', 'lead').find(lead => lead['kind'] === 'entitled-unpaid' && of(lead['name']) !== 0 && lead['name'] !== child?.['name'])
  expect(unpaid).toBeDefined()
  const { act_id } = (await county.ask<{ act_id: bigint }>(`select max(act_id) as act_id from audit.act`))[0] ?? { act_id: 0n }
  const written_item = { 'boarder-living': '寄宿生生活补助', 'day-living': '非寄宿生生活补助' }[String(unpaid?.['ground'])] ?? String(unpaid?.['ground'])
  await county.ask(
    `insert into registry.past_payment (division, person_id, source, item, term, amount, act_id) values ($1, $2, 'correction', $3, '2022-spring', 62500, $4)`,
    division,
    of(unpaid?.['name']),
    written_item,
    act_id,
  )

  const pairs = await kept<{ row_id: number; person_id: number; known_person: number | null; evidence: string }>(
    'persons',
    'row_id, person_id, known_person, evidence',
  )
  const [one, other] = pairs.filter(
    row => row.evidence === 'founded' && row.known_person !== null && cards.find(card => card.person_id === row.person_id)?.known_person !== null,
  )
  if (one === undefined || other === undefined) throw new Error('nobody to join')
  await joinByTwo(county, String(one.known_person), String(other.known_person))
  said = await snapshot()
  const corrected = await runInto('更正', said)
  expect(corrected.runId).not.toBe(same.runId)

  const touched = new Set([child?.['name'], ...cards.filter(card => [one.person_id, other.person_id].includes(card.person_id)).map(card => card.name)])
  // The corrected name stands where the old one stood, with the same sums.
  const sums = (out: string): readonly unknown[] =>
    lines(out, 'entitlement')
      .filter(line => place(line) === place(child as Line))
      .map(line => [line['line'], line['amount_fen']])
  expect(sums('更正')).toEqual(sums('无'))
  expect(
    new Set(
      lines('更正', 'entitlement')
        .filter(line => place(line) === place(child as Line))
        .map(line => line['name']),
    ),
  ).toEqual(new Set(['更正名']))
  // Joined records are one child.
  const after = await kept<{ person_id: number; known_person: number | null }>('cards', 'person_id, known_person')
  expect(after.length).toBe(cards.length - 1)
  expect(lines('更正', 'comparison').filter(row => row['evidence'] === 'known-person').length).toBeGreaterThan(0)
  // Who was paid is no longer called unpaid; nobody else's finding changes.
  const findings = (out: string): readonly string[] =>
    lines(out, 'lead')
      .filter(lead => !touched.has(lead['name']) && lead['name'] !== '更正名')
      .map(lead => JSON.stringify([lead['kind'], lead['ground'], place(lead)]))
  const gone = findings('无').filter(lead => !findings('更正').includes(lead))
  expect(gone).toEqual([JSON.stringify([unpaid?.['kind'], unpaid?.['ground'], place(unpaid as Line)])])
  expect(findings('更正').filter(lead => !findings('无').includes(lead))).toEqual([])
  // Nobody else is due anything else.
  const others = (out: string): readonly string[] =>
    lines(out, 'entitlement')
      .filter(line => !touched.has(line['name']) && line['name'] !== '更正名')
      .map(line => JSON.stringify(line))
  expect(others('更正')).toEqual(others('无'))
})

test('a run that was told of the office is decided again bit for bit and told, also after the office changed', { timeout: 600_000 }, async () => {
  const { runId } = latestRecord()
  expect(await told('recheck', '--out', at('复核.xlsx'))).toContain('完全一致')
  const corrected = lines('更正', 'entitlement').find(line => line['name'] === '更正名')
  if (corrected === undefined) throw new Error('nobody was corrected')
  const explained = await told('explain', '--row', asRow(corrected))
  expect(explained).toMatch(/^更正名，/)
  // The office goes on: another word of the same child.
  const cards = await kept<{ name: string; known_person: number | null }>('cards', 'name, known_person')
  const changes = changeCases({ fieldsOf: () => county.fields })
  const { requestId } = must(
    await county.does(changes.request, {
      personId: String(cards.find(card => card.name === '更正名')?.known_person),
      wanted: { matter: 'particulars', name: '又更名' },
      reason: '户口簿又换了一次',
    }),
  )
  must(await county.does(changes.approve, { requestId, version: 1 }, county.checker))
  expect(await told('recheck', '--out', at('复核.xlsx'))).toContain('完全一致')
  expect(await told('explain', '--row', asRow(corrected))).toBe(explained)
  // Made once more from the same snapshot it is the same run, byte for byte; of another snapshot it is another.
  expect((await runInto('更正再算', said)).runId).toBe(runId)
  for (const name of names) expect(written('更正再算', name)).toBe(written('更正', name))
  said = await snapshot()
  expect((await runInto('又更正', said)).runId).not.toBe(runId)
  expect(
    lines('又更正', 'entitlement')
      .filter(line => place(line) === place(corrected))
      .map(line => line['name']),
  ).toContain('又更名')
})

test(
  'what officials did about an enrolment, entered as paid before, and answered changes the next run of whom it is about, and of nobody else',
  {
    timeout: 1_200_000,
  },
  async () => {
    const before = '又更正'
    const cards = await kept<{ person_id: number; name: string; known_person: number | null; file: string; sheet: string; row: number }>(
      'cards',
      'person_id, name, known_person, file, sheet, "row"',
    )
    const handed = await handOver()
    must(await publishKeptRun(county.db.pool, handed, { acting: county.as(county.clerk), fieldsOf: () => county.fields }))
    const rollDays = handed.rosters
      .flatMap(({ roster, asOf }) => (asOf !== null && ['student-roll', 'pupils-present'].includes(roster) ? [asOf] : []))
      .toSorted()
    handed.close()
    const once = (name: string | number | null | undefined) => {
      const [card, ...others] = cards.filter(each => each.name === name)
      return others.length === 0 && card !== undefined && card.known_person !== null ? card : undefined
    }
    const due = lines(before, 'entitlement')
    const taken = new Set<unknown>()
    /** A child of one card, about whom nothing is said here yet. */
    const childOf = (rows: readonly Line[], wanted: (line: Line) => boolean): Readonly<{ line: Line; person: string }> => {
      const line = rows.find(each => wanted(each) && once(each['name']) !== undefined && !taken.has(each['name']))
      if (line === undefined) throw new Error('no such child')
      taken.add(line['name'])
      return { line, person: String(once(line['name'])?.known_person) }
    }
    const primary = (line: Line): boolean => line['stage'] === 'primary'
    // Left school the day after the roll was drawn; away since before it, which the roll says otherwise.
    const days = (from: string, by: number): string => new Date(Date.parse(from) + by * 86_400_000).toISOString().slice(0, 10)
    const changes = changeCases({ fieldsOf: () => county.fields })
    const amend = async (personId: string, wanted: object): Promise<void> => {
      const { requestId } = must(await county.does(changes.request, { personId, wanted: { matter: 'enrolment', ...wanted }, reason: '与学校核对过' }))
      must(await county.does(changes.approve, { requestId, version: 1 }, county.checker))
    }
    const [gone, stayed] = [childOf(due, primary), childOf(due, primary)]
    for (const of of ['on-roll', 'present']) await amend(gone.person, { of, state: 'left', from: days(rollDays.at(-1) ?? '', 1) })
    await amend(stayed.person, { of: 'on-roll', state: 'suspended', from: days(rollDays[0] ?? '', -30) })
    // As many terms as the paper grants were had before the count began; no roster that came says so.
    const limited = ['中职免教科书费', '普通高中免教科书费']
    const entered = new Set(
      lines(before, 'comparison')
        .filter(line => line['roster'] === 'opening-entries')
        .map(line => line['name']),
    )
    const opened = childOf(due, ({ title, name }) => limited.includes(String(title)) && !entered.has(name))
    await county.ask(
      `insert into registry.opening_entry (division, person_id, source, item, terms, act_id) select '990101', $1, 'correction', $2, 6, max(act_id) from audit.act`,
      opened.person,
      opened.line['title'],
    )
    // A question that the run had left open, answered by one; a row of a roster whose person nobody knew, answered for.
    const questions = questionCases({ fieldsOf: () => county.fields })
    const open = must(await county.does(questions.list, { matter: 'missing-fact', limit: 200 })).questions
    const questionOf = (line: Line) => open.find(({ personId }) => personId === String(once(line['name'])?.known_person))
    const asked = childOf(lines(before, 'missing'), line => line['question'] === 'hardship' && questionOf(line) !== undefined)
    const question = questionOf(asked.line)
    if (question === undefined) throw new Error('nothing was asked of the child')
    must(await county.does(questions.answer, { questionId: question.questionId, version: question.version, answer: '均不是', reason: '乡镇核实，均不属于' }))
    const imports = importCases({ fieldsOf: () => county.fields })
    const compared = lines(before, 'comparison').filter(line => line['evidence'] !== 'known-person' && line['roster'] !== 'student-roll')
    const answered = await (async (): Promise<Line> => {
      for (const { importId, roster } of must(await county.does(imports.list, { limit: 200 })).imports)
        for (const row of must(await county.does(imports.doubtful, { importId, limit: 200 })).rows) {
          const [line, ...others] = compared.filter(each => each['roster'] === roster && each['sheet'] === row.sheet && each['row'] === row.row)
          const card = cards.find(each => String(each.known_person) === row.candidates[0]?.personId)
          if (line === undefined || others.length > 0 || card === undefined || row.candidates.length !== 1 || taken.has(card.name)) continue
          taken.add(card.name).add(line['name'])
          must(
            await county.does(imports.answer, {
              importId,
              reason: '与证件核对过',
              answers: [{ rowNo: row.rowNo, is: 'person', personId: String(card.known_person) }],
            }),
          )
          return line
        }
      throw new Error('no row is in doubt')
    })()

    const { runId } = latestRecord()
    expect((await runInto('办理', await snapshot())).runId).not.toBe(runId)
    const of = (out: string, { line }: Readonly<{ line: Line }>): readonly unknown[] =>
      lines(out, 'entitlement')
        .filter(each => each['name'] === line['name'])
        .map(each => each['title'])
    expect(of('办理', gone)).toEqual([])
    expect(of('办理', stayed)).toEqual(of(before, stayed))
    expect(of('办理', opened)).toEqual(of(before, opened).filter(title => title !== opened.line['title']))
    const missing = (out: string): readonly unknown[] => lines(out, 'missing').filter(each => each['name'] === asked.line['name'])
    expect([missing(before).length > 0, missing('办理')]).toEqual([true, []])
    const evidence = (out: string): unknown => lines(out, 'comparison').find(each => place(each) === place(answered))?.['evidence']
    expect([evidence(before) === 'known-person', evidence('办理')]).toEqual([false, 'known-person'])
    // Nobody else is due anything else.
    const others = (out: string): readonly string[] =>
      lines(out, 'entitlement')
        .filter(each => !taken.has(each['name']))
        .map(each => JSON.stringify(each))
    expect(others('办理')).toEqual(others(before))
    expect(await told('recheck', '--out', at('复核.xlsx'))).toContain('完全一致')
  },
)

/** How sure 收数报告 is of a heading, and what it was taken for. */
const receiptOf = async (out: string, heading: string): Promise<readonly string[]> => {
  const { sheets } = must(await openWorkbook(at(out, '收数报告.xlsx')))
  const sheet = sheets.find(({ name }) => name === '列义')
  if (sheet === undefined) throw new Error('收数报告 has no 列义')
  for await (const batch of sheet.rows())
    for (const { cells } of batch) if (cells[3] === heading) return [cells[5], cells[6]].map(cell => (typeof cell === 'string' ? cell : ''))
  return []
}

test(
  'what a person said in the office that a column means is how the next run reads it, and 收数报告 says where it was said',
  { timeout: 600_000 },
  async () => {
    const [heading, name] = ['娃娃的监护人', '持证残疾人名单2022年9月1日.csv']
    const content = Buffer.from(['持证残疾人名单', `姓名,身份证号,残疾人证号,残疾类别,残疾等级,${heading}`, '李小一,,,视力,二级,李大一'].join('\n'))
    writeFileSync(at('名册', name), content)
    // The clerk put the same file in by the web, and said what the column is.
    const asked = { acting: county.as(county.clerk), fieldsOf: () => county.fields }
    const deliveries = deliveryCases(asked)
    const { deliveryId } = must(await perform(county.db.pool, deliveries.receive(content), { name, digest: digestOf(content), bytes: content.length }, asked))
    const job = { division, jobId: '0', attempt: 1, asked: { ...asked, clientId: crypto.randomUUID() }, pool: county.db.pool }
    must(
      await readDeliveries(
        { deliveryIds: [deliveryId] },
        { ...job, say: () => undefined, signal: new AbortController().signal },
        { dataDir: at('data'), config: at('config') },
      ),
    )
    const { version } = must(await county.does(deliveries.show, { deliveryId }))
    const columns = [{ roster: 'disability-certificate', header: heading, meaning: 'guardian_name' }]
    must(await county.does(deliveries.correct, { deliveryId, version, sheets: [], columns }))

    await runInto('没有带上')
    expect(await receiptOf('没有带上', heading)).toEqual(['未识别', '确定'])
    const office = await snapshot()
    const first = await runInto('带上', office)
    expect(await receiptOf('带上', heading)).toEqual(['监护人姓名', '在网页上更正过'])
    expect((await runInto('再带上', office)).runId).toBe(first.runId)
  },
)
