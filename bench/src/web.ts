/**
 * The office seen in a browser, over a county at its size: search, list, child file and an act on a lead, from the click to
 * the words on the screen, beside the bare call of the same interface in the same round; a whole list taken along.
 * `--small` for the gate, `--pupils`, `--rounds`, `--json`, `--record`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv, stdout } from 'node:process'
import { must } from '@yingjin/kernel'
import { bringUpToDate } from '../../apps/server/src/access/index.ts'
import { openHttp, sessionCookie } from '../../apps/server/src/doors/http/index.ts'
import { subjectsOf } from '../../apps/server/src/main.ts'
import { openLog } from '../../apps/server/src/platform/log/index.ts'
import { asOwner, connected, openPool } from '../../apps/server/src/platform/postgres/index.ts'
import { aDatabase } from '../../apps/server/src/platform/postgres/testing/index.ts'
import { makeFieldKey, openFieldVault, openVault } from '../../apps/server/src/platform/vault/index.ts'
import { builtWeb } from '../../apps/web/build/index.ts'
import { openBrowser, sizes } from '../../apps/web/src/testing/open-browser.ts'
import { recordMeasures } from './benchmarks-page.ts'
import { firstLead, firstPerson, layDownCounty, leadsOf, schoolId, schoolsOf } from './records/lay-down.ts'
import { type County, nameOf, studentNumberOf } from './records/people.ts'

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof openBrowser>>['newPage']>>
type Measure = Readonly<{ measure: string; value: number; unit: string; peer?: number; ratio?: number }>

const numberOf = (name: string, otherwise: number): number => {
  const at = argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : Number(argv[at + 1])
}
const small = argv.includes('--small')
const pupils = numberOf('pupils', small ? 600 : 300_000)
const rounds = numberOf('rounds', small ? 5 : 100)
const county: County = { division: '990101', index: 0, persons: Math.round(pupils / 0.3), pupils }

const rounded = (n: number, digits = 1): number => Number(n.toFixed(digits))
const p95 = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * 0.95))] ?? 0
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Another address without loading the program anew, as a click on a link does it. */
const goThere = (page: Page, path: string): Promise<unknown> =>
  page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`)

type Step = Readonly<{
  name: string
  before?: (page: Page, n: number) => Promise<unknown>
  seen: (page: Page, n: number) => Promise<unknown>
  bare: (n: number) => Promise<unknown>
}>

const stepsOf = (address: string, token: string): readonly Step[] => {
  const headers = { cookie: `${sessionCookie}=${token}` }
  const ask = async (path: string, order?: object): Promise<unknown> => {
    const answer = await fetch(`${address}/api/${path}`, {
      headers: { ...headers, ...(order === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }) },
      ...(order === undefined ? {} : { method: 'POST', body: JSON.stringify(order) }),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const pupil = (n: number): number => 1 + ((n * 7919) % (pupils - 1))
  const lead = (n: number): number => 1 + ((n * 7919) % leadsOf(county))
  const school = (n: number): number => schoolId(county, 1 + (n % schoolsOf(county)))
  const personOf = (n: number): string => String(firstPerson(county) + pupil(n))
  const leadId = (n: number): string => String(firstLead(county) + lead(n))
  return [
    {
      name: 'search',
      before: page => goThere(page, '/persons').then(() => page.locator('#sought').waitFor()),
      seen: async (page, n) => {
        await page.locator('#sought').fill(studentNumberOf(pupil(n), county))
        await page.locator('#sought').press('Enter')
        await page.locator(`a[href="/persons/${personOf(n)}"]`).waitFor()
      },
      bare: n => ask('registry/find-persons', { studentNumber: studentNumberOf(pupil(n), county) }),
    },
    {
      name: 'list',
      before: page => goThere(page, '/questions').then(() => page.getByRole('heading', { name: '待决问题' }).waitFor()),
      seen: async (page, n) => {
        await goThere(page, `/leads?schoolId=${school(n)}`)
        await page.getByRole('heading', { name: '线索', exact: true }).waitFor()
        await page.locator('tbody a').first().waitFor()
      },
      bare: n => ask(`leads/list-leads?schoolId=${school(n)}`),
    },
    {
      name: 'child-file',
      before: page => goThere(page, '/leads').then(() => page.locator('tbody a').first().waitFor()),
      seen: async (page, n) => {
        await goThere(page, `/persons/${personOf(n)}`)
        await page
          .getByRole('heading', { name: nameOf(pupil(n)) })
          .first()
          .waitFor()
      },
      bare: n => ask(`registry/show-person?personId=${personOf(n)}`),
    },
    {
      name: 'lead-update',
      before: async (page, n) => {
        await goThere(page, `/leads/${leadId(n)}`)
        await page.getByRole('button', { name: '写说明' }).click()
        await page.getByRole('textbox', { name: '说明' }).fill(`第 ${n} 次核实`)
      },
      seen: async (page, n) => {
        await page.locator('form').getByRole('button', { name: '写下说明' }).click()
        await page.locator('.timeline').getByText(`第 ${n} 次核实`).waitFor()
      },
      bare: async n => {
        const { version } = (await ask(`leads/lead-page?leadId=${leadId(n)}`)) as Readonly<{ version: number }>
        await ask('leads/comment-on-lead', { leadId: leadId(n), version, says: '再看看' })
      },
    },
  ]
}

const measure = async (): Promise<readonly Measure[]> => {
  const config = mkdtempSync(join(tmpdir(), 'yingjin-bench-web-'))
  const db = await aDatabase()
  const browser = await openBrowser()
  try {
    must(await bringUpToDate(db.postgres.owner()))
    const vault = must(openVault(config, county.division, null))
    const fields = must(openFieldVault(vault, [makeFieldKey(vault, 'field', []), makeFieldKey(vault, 'index', [])]))
    const owners = openPool(db.admin(), { name: 'bench owner', max: 1 })
    const seconds = await timed(async () => {
      await asOwner(owners, async (tx, client) => {
        await client.query(`insert into infrastructure.division values ('990101', '990100', '清水县')`)
        await client.query(`insert into access.role (role, name) values ('T-1', '全办')`)
        await client.query(
          `insert into access.role_right (role, field, reach) select 'T-1', f, r from (select distinct field as f from access.role_right) x, unnest(array['rows', 'write']) r`,
        )
        await client.query(`set local session_replication_role = replica`)
        await layDownCounty((text, values) => client.query(text, [...(values ?? [])]), tx, county, fields)
      })
      await asOwner(owners, (_, client) =>
        client.query(`select setval(pg_get_serial_sequence(c.oid::regclass::text, a.attname), 100000000) from pg_class c join pg_attribute a on a.attrelid = c.oid
          join pg_namespace s on s.oid = c.relnamespace where a.attidentity <> '' and s.nspname in ('registry', 'leads', 'audit', 'access')`),
      )
      await connected(db.admin(), client => client.query('vacuum (analyze)'))
    })
    await owners.end()
    const measures: Measure[] = [{ measure: `web-laid-down-${pupils}-pupils`, value: rounded(seconds / 1000), unit: 's' }]
    const app = await openHttp({
      pool: db.pool,
      subjects: subjectsOf({ of: () => fields }, {}),
      fieldsOf: () => fields,
      log: openLog(() => undefined),
      asksPerMinute: 1_000_000,
      asksPerMinuteOfAddress: 1_000_000,
      web: await builtWeb(),
    })
    const address = await app.listen({ host: '127.0.0.1', port: 0 })
    const token = `bench-${county.division}`
    const context = await browser.newContext({ viewport: sizes.desk, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    await context.addCookies([{ name: sessionCookie, value: token, url: address }])
    const page = await context.newPage()
    await page.goto(`${address}/leads`)
    await page.locator('tbody a').first().waitFor()
    for (const { name, before, seen, bare } of stepsOf(address, token)) {
      const [shown, alone]: [number[], number[]] = [[], []]
      // One after the other, so that both have the same machine; the first rounds only warm what both use.
      for (let n = 0; n < rounds + 2; n += 1) {
        await before?.(page, n)
        const onScreen = await timed(() => seen(page, n))
        const called = await timed(() => bare(n))
        if (n < 2) continue
        shown.push(onScreen)
        alone.push(called)
      }
      measures.push({
        measure: `web-${name}-p95`,
        value: rounded(p95(shown)),
        unit: 'ms',
        peer: rounded(p95(alone)),
        ratio: rounded(p95(shown) / p95(alone), 2),
      })
    }
    measures.push(...(await measureTaking(address, token)))
    await app.close()
    return measures
  } finally {
    await browser.close()
    await db.close()
    rmSync(config, { recursive: true, force: true })
  }
}

/** All leads of the county as a workbook, and how much the program grew over it. */
const measureTaking = async (address: string, token: string): Promise<readonly Measure[]> => {
  let peak = process.memoryUsage().rss
  const before = peak
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 50)
  let bytes = 0
  const ms = await timed(async () => {
    const answer = await fetch(`${address}/api/leads/take-lead-ledger`, { headers: { cookie: `${sessionCookie}=${token}` } })
    if (!answer.ok) throw new Error(await answer.text())
    bytes = (await answer.arrayBuffer()).byteLength
  })
  clearInterval(watch)
  return [
    { measure: `web-ledger-of-${leadsOf(county)}-leads`, value: rounded(ms / 1000, 2), unit: 's' },
    { measure: 'web-ledger-file', value: rounded(bytes / 1024 ** 2, 2), unit: 'MB' },
    { measure: 'web-ledger-grown', value: rounded((peak - before) / 1024 ** 2), unit: 'MB' },
  ]
}

const measures = await measure()
for (const m of measures) {
  if (argv.includes('--json')) stdout.write(`${JSON.stringify(m)}\n`)
  else stdout.write(`${m.measure.padEnd(44)} ${m.value} ${m.unit}${m.peer === undefined ? '' : `, bare call ${m.peer}, ratio ${m.ratio}`}\n`)
}
if (argv.includes('--record')) recordMeasures('web', measures)
process.exit(0)
