import type { LeadKind } from '@yingjin/determination'
import { type LeadsProblem, leadsWording, type Proof, restrictedWord } from '@yingjin/domain/leads'
import { must, type Problem, type Result, word } from '@yingjin/kernel'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { UseCase } from '../access/index.ts'
import { digestOf } from '../platform/content/index.ts'
import { aPdf } from '../platform/content/testing/index.ts'
import { assignListedCases, evidenceCases, leadCases, ownerCases, publishPoints, publishRun, questionCases, takeListCases } from './index.ts'
import { aCountyWithChildren, type ChildrenOfCounty } from './testing/a-county-with-children.ts'

let county: ChildrenOfCounty
beforeEach(async () => {
  county = await aCountyWithChildren(10)
})
afterEach(() => county.close())

const digest = 'a'.repeat(64)
type Finding = Readonly<{ child: number; kind?: LeadKind; ground?: string; detail?: string; restsOn?: string }>
const aRun = (run: string, findings: readonly Finding[], more: object = {}): object => ({
  run,
  county: '990101',
  digest,
  programVersion: '0.1.0',
  packDigest: digest,
  term: '2022-autumn',
  referenceDate: '2022-09-01',
  leads: findings.map(({ child, kind = 'entitled-unpaid', ground = '', detail = '脱贫户', restsOn = '脱贫户.xlsx〔Sheet1〕第3行' }) => ({
    kind,
    ground,
    personId: county.children[child] ?? '',
    detail,
    restsOn,
  })),
  ...more,
})
const publish = (run: string, findings: readonly Finding[], more: object = {}) => county.does(publishRun(), aRun(run, findings, more))
const published = async (run: string, findings: readonly Finding[]): Promise<object> => must(await publish(run, findings)).leads
const all = async (order: object = {}, account?: bigint) => must(await county.does(leadCases.list, order, account))
const theLead = async () => {
  const [lead] = (await all()).leads
  if (lead === undefined) throw new Error('no lead')
  return lead
}
const code = (result: Result<unknown, Problem>): string => (result.ok ? 'done' : result.problem.code)
const says = (result: Result<unknown, Problem>): string => (result.ok ? '' : word(leadsWording, result.problem as LeadsProblem))
const move = async (how: 'assign' | 'comment' | 'return' | 'proposeClose' | 'refuseClose' | 'close' | 'reopen', order: object, account?: bigint) => {
  const { leadId, version } = await theLead()
  const useCase: UseCase = leadCases[how]
  return county.does(useCase, { leadId, version, ...order }, account) as Promise<Result<{ state: string }, Problem>>
}
/** A voucher of its own for each lead and number. */
const attach = async (proof: Proof, n = 1): Promise<void> => {
  const { leadId } = await theLead()
  const bytes = aPdf(`/Voucher (${n})`)
  must(
    await county.does(evidenceCases({ fieldsOf: () => county.fields }).attach(bytes), {
      leadId,
      name: '凭证.pdf',
      digest: digestOf(bytes),
      bytes: bytes.length,
      proof,
    }),
  )
}
const closed = async (): Promise<void> => {
  must(await move('assign', { accountId: String(county.clerk) }))
  await attach('paid-afterwards')
  must(await move('proposeClose', { proof: 'paid-afterwards', says: '凭证 17 号' }))
  must(await move('close', { proof: 'paid-afterwards', says: '已核对凭证 17 号' }, county.checker))
}
const everything = () =>
  county.ask(
    `select (select count(*) from leads.run)::int as runs, (select count(*) from leads.lead)::int as leads, (select count(*) from leads.lead_ground)::int as grounds,
       (select count(*) from leads.lead_in_run)::int as said, (select count(*) from leads.lead_act)::int as acts`,
  )

test('a lead found again persists, one not found is gone and stays, and one that comes back is reopened', async () => {
  expect(await published('r1', [{ child: 0 }, { child: 1 }])).toEqual({ new: 2, persisting: 0, gone: 0, reopened: 0 })
  expect(await published('r2', [{ child: 0 }, { child: 2 }])).toEqual({ new: 1, persisting: 1, gone: 1, reopened: 0 })
  expect(await county.ask(`select leads.first_run('990101') as closes_opening`)).toEqual([{ closes_opening: 'r1' }])
  expect(await published('r3', [{ child: 0 }])).toEqual({ new: 0, persisting: 1, gone: 1, reopened: 0 })
  expect(await published('r4', [{ child: 0 }, { child: 1 }])).toEqual({ new: 0, persisting: 1, gone: 0, reopened: 1 })
  const { leads, total } = await all()
  expect([total, leads.map(({ presence }) => presence)]).toEqual([3, ['persisting', 'reopened', 'gone']])
  const second = must(await county.does(leadCases.page, { leadId: leads[1]?.leadId }))
  expect(second.runs).toMatchObject([
    { runId: '1', run: 'r1', term: '2022-autumn', presence: 'new' },
    { run: 'r2', presence: 'gone' },
    { run: 'r4', presence: 'reopened' },
  ])
})

test('a run closes nothing, and a closed lead that a run finds again is open again with nobody named', async () => {
  await published('r1', [{ child: 0 }])
  await published('r2', [])
  expect(await theLead()).toMatchObject({ state: 'open', presence: 'gone' })
  await closed()
  await published('r3', [{ child: 0, detail: '又一次' }])
  expect(await theLead()).toMatchObject({ state: 'open', presence: 'reopened', ownerAccountId: null })
  const page = must(await county.does(leadCases.page, { leadId: (await theLead()).leadId }))
  expect(page.acts.map(act => [act.move, act.accountId === null])).toEqual([
    ['assign', false],
    ['attach', false],
    ['propose-close', false],
    ['close', false],
    ['reopen', true],
  ])
  expect(page.ground?.detail).toBe('又一次')
})

test('whatever is done about a lead, and a list of own work, stands in the trail with whose it is', async () => {
  await published('r1', [{ child: 0 }])
  await closed()
  must(await move('reopen', { says: '凭证是别人的' }))
  must(await move('comment', { says: '已电话核实' }))
  must(await move('assign', { accountId: String(county.clerk) }))
  must(await county.does(questionCases({ fieldsOf: () => county.fields }).myWork, {}))
  const told = await county.ask<{ name: string; persons: readonly bigint[] }>(
    `select name, persons from audit.entry where name like 'leads.%' and name not in ('leads.publish-run', 'leads.list-leads') order by entry_id`,
  )
  expect(new Set(told.map(({ name }) => name)).size).toBeGreaterThanOrEqual(7)
  expect(told.filter(({ persons }) => !persons.map(String).includes(county.children[0] ?? ''))).toEqual([])
  // How many there are is two numbers, about nobody: the bar over every page asks for them, and fills no trail.
  const entries = () => county.ask(`select count(*)::int as n from audit.entry`)
  const before = await entries()
  expect(must(await county.does(questionCases({ fieldsOf: () => county.fields }).myWorkCount, {}))).toEqual({ total: 1, overdue: 0 })
  expect(await entries()).toEqual(before)
})

test('the same run again changes nothing, and another run of the same number is refused', async () => {
  await published('r1', [{ child: 0 }])
  const before = await everything()
  expect(must(await publish('r1', [{ child: 0 }]))).toMatchObject({ published: false, leads: { new: 1 } })
  expect(code(await publish('r1', [{ child: 1 }]))).toBe('leads/run-changed')
  expect(await everything()).toEqual(before)
})

test('a run of another county, an older one, one of strangers and one that says a lead twice are refused whole', async () => {
  await published('r1', [{ child: 0 }])
  const before = await everything()
  expect(code(await publish('r2', [], { county: '990102' }))).toBe('leads/other-county')
  expect(code(await publish('r2', [], { referenceDate: '2022-03-01' }))).toBe('leads/run-older')
  expect(code(await publish('r2', [{ child: 0 }, { child: 0 }]))).toBe('leads/found-twice')
  const stranger = { kind: 'paid-twice', ground: '', personId: '99999999', detail: '', restsOn: '' }
  expect(says(await publish('r2', [], { leads: [stranger] }))).toContain('请先收数')
  expect(code(await county.does(publishRun(), aRun('r2', []), county.school))).toBe('leads/needs-whole-county')
  expect(await everything()).toEqual(before)
})

test('a publication that is cut off at any of its points leaves nothing, and is then published whole', async () => {
  await published('r1', [{ child: 0 }, { child: 1 }])
  const before = await everything()
  for (const cut of publishPoints) {
    const cutOff = publishRun({
      at: point => {
        if (point === cut) throw new Error(`cut off at ${cut}`)
      },
    })
    await expect(county.does(cutOff, aRun('r2', [{ child: 1 }, { child: 2 }]))).rejects.toThrow(cut)
    expect(await everything()).toEqual(before)
  }
  expect(await published('r2', [{ child: 1 }, { child: 2 }])).toEqual({ new: 1, persisting: 1, gone: 1, reopened: 0 })
})

test('a lead is closed only with a proof of its kind, and not by who proposed it', async () => {
  await published('r1', [{ child: 0 }])
  expect(says(await move('close', { proof: 'paid-afterwards', says: '直接销号' }))).toContain('现在可以：派给责任人、写说明')
  must(await move('assign', { accountId: String(county.clerk) }))
  expect(says(await move('proposeClose', { proof: 'returned', says: '已返校' }))).toContain('可以凭：补发凭证')
  expect(says(await move('proposeClose', { proof: 'paid-afterwards', says: '凭证 17 号' }))).toContain('还没有标为“补发凭证”的凭据文件')
  await attach('paid-afterwards')
  must(await move('proposeClose', { proof: 'paid-afterwards', says: '凭证 17 号' }))
  expect(code(await move('close', { proof: 'paid-afterwards', says: '同意' }))).toBe('leads/own-proposal')
  expect(must(await move('refuseClose', { says: '凭证看不清' }, county.checker)).state).toBe('assigned')
  must(await move('proposeClose', { proof: 'paid-afterwards', says: '凭证 17 号，清楚的' }))
  expect(must(await move('close', { proof: 'paid-afterwards', says: '同意' }, county.checker)).state).toBe('closed')
})

test('a lead is returned with a reason, given to somebody else, and not to an account that is closed', async () => {
  await published('r1', [{ child: 0 }])
  must(await move('assign', { accountId: String(county.school) }))
  expect(code(await move('return', { says: ' ' }, county.school))).toBe('access/not-understood')
  expect(must(await move('return', { says: '不是我校学生' }, county.school)).state).toBe('returned')
  await county.ask(`update access.account set closed_at = now() where account_id = $1`, county.reader)
  expect(code(await move('assign', { accountId: String(county.reader) }))).toBe('leads/no-such-owner')
  expect(must(await move('assign', { accountId: String(county.checker) })).state).toBe('assigned')
})

test('a lead is given only to somebody who may act on it: who writes leads, over the place where the child stands', async () => {
  await published('r1', [{ child: 0 }])
  // The reader sees every lead and writes none; the account of the first school reaches the first school.
  const names = async (personId?: string) =>
    must(await county.does(leadCases.takers, personId === undefined ? {} : { personId })).takers.map(({ name }) => name)
  expect((await names()).toSorted()).toEqual(['丁', '乙', '甲'])
  expect((await names(county.children[0])).toSorted()).toEqual(['丁', '乙', '甲'])
  expect((await names(county.children.at(-1))).toSorted()).toEqual(['乙', '甲'])
  // Who may act on a child says where it stands: nothing of that to whoever sees neither the child nor a lead of it.
  const told = async (personId: string | undefined) => must(await county.does(leadCases.takers, { personId }, county.school)).takers.length
  expect([await told(county.children[0]), await told(county.children.at(-1))]).toEqual([3, 0])
  expect(code(await move('assign', { accountId: String(county.reader) }))).toBe('leads/owner-may-not')
  expect(says(await move('assign', { accountId: String(county.reader) }))).toContain('请从“派给”列出的人里选')
  await published('r2', [{ child: county.children.length - 1 }])
  const elsewhere = (await all({ presence: 'new' })).leads[0]
  expect(code(await county.does(leadCases.assign, { leadId: elsewhere?.leadId, version: elsewhere?.version, accountId: String(county.school) }))).toBe(
    'leads/owner-may-not',
  )
  expect((await all({ withoutOwner: true })).total).toBe(2)
})

test('the head of a township answers for its children, writes no lead, and is given none: the hole says so', async () => {
  await county.ask(`insert into access.role (role, name) values ('A-33', '乡镇政府负责人') on conflict do nothing`)
  await county.ask(`insert into access.role_level (role, level, by_relation) values ('A-33', 'township', true) on conflict do nothing`)
  await county.ask(`insert into access.role_right (role, field, reach) values ('A-33', 'leads', 'rows'), ('T-1', 'questions', 'write') on conflict do nothing`)
  const [head] = await county.ask<{ person_id: bigint; act_id: bigint }>(
    `insert into registry.person (division, name, act_id) select '990101', '乡镇长', min(act_id) from audit.act returning person_id, act_id`,
  )
  await county.ask(
    `insert into registry.responsibility (division, chain, role, target, area, holder_person_id, valid_from, act_id) values ('990101', '双线七长', '乡镇长', 'township', '990101001', $1, '2020-01-01', $2)`,
    head?.person_id,
    head?.act_id,
  )
  const notEnrolled = [{ child: 0, kind: 'not-enrolled' as const }]
  await published('r1', notEnrolled)
  const why = async () => must(await county.does(leadCases.page, { leadId: (await theLead()).leadId })).withoutOwner
  expect(await why()).toEqual({ why: 'no-account', holder: '乡镇长', role: '乡镇长' })
  await county.ask(`insert into access.account (division, login_id, person_id, name, kind) values ('990101', 'head', $1, '乡镇长', 'person')`, head?.person_id)
  expect(must(await county.does(ownerCases.nameOwners, {}))).toMatchObject({ leads: 0, leadsWithoutOwner: 1 })
  expect(await why()).toEqual({ why: 'may-not', holder: '乡镇长', role: '乡镇长' })
  // With a duty that writes leads he is given what is his, by the relation alone.
  await county.ask(`insert into access.role_right (role, field, reach) values ('A-33', 'leads', 'write')`)
  expect(await why()).toMatchObject({ why: 'not-given' })
  expect(must(await county.does(ownerCases.nameOwners, {}))).toMatchObject({ leads: 1, leadsWithoutOwner: 0 })
  expect(await why()).toBeNull()
})

test('who saw an older version of a lead does not write over the newer', async () => {
  await published('r1', [{ child: 0 }])
  const { leadId, version } = await theLead()
  must(await county.does(leadCases.comment, { leadId, version, says: '先看看' }))
  expect(code(await county.does(leadCases.assign, { leadId, version, accountId: String(county.checker) }))).toBe('access/stale')
})

test('no category of difficulty stands in what is read without the right to it', async () => {
  await published('r1', [{ child: 0, kind: 'lifted-out-dropout', ground: 'risk-removed' }])
  const { leadId } = await theLead()
  const seen = must(await county.does(leadCases.page, { leadId }, county.reader))
  expect(seen.ground).toBeNull()
  expect(JSON.stringify([seen, await all({}, county.reader)])).not.toMatch(/脱贫|lifted|risk|dropout/u)
  expect(must(await county.does(leadCases.page, { leadId })).ground).toMatchObject({ ground: 'risk-removed', detail: '脱贫户' })
})

test('lifted-out children out of school are listed, taken along and given away together by whoever may read categories, and nobody else is told of them', async () => {
  await published('r1', [
    { child: 0, kind: 'lifted-out-dropout', ground: 'not-enrolled' },
    { child: 1, kind: 'not-enrolled' },
    { child: 2, kind: 'lifted-out-dropout', ground: 'on-roll-not-present' },
    { child: 3, kind: 'on-roll-not-present' },
  ])
  const household = 'lifted-out'
  const ofChildren = async (order: object) => (await all(order)).leads.map(({ personId }) => county.children.indexOf(personId)).toSorted()
  expect([(await all({ household })).total, await ofChildren({ household })]).toEqual([2, [0, 2]])
  expect(await ofChildren({ household, kind: 'not-enrolled' })).toEqual([0])
  const taken = takeListCases({ fieldsOf: () => county.fields }).ledger
  const paper = must(await county.does(taken, { household }))
  expect([paper.rows, paper.conditions.join()]).toEqual([2, expect.not.stringMatching(restrictedWord)])
  const { weighAssignment: weigh } = assignListedCases
  expect(must(await county.does(weigh, { household, accountId: String(county.checker) })).total).toBe(2)
  // Refused whether there are any or not: an empty list would tell as much as a full one.
  for (const order of [{ household }, { household, kind: 'paid-twice' }]) {
    const refused = await county.does(leadCases.list, order, county.reader)
    expect([code(refused), says(refused)]).toEqual(['leads/needs-categories', expect.stringContaining('请去掉这个条件')])
  }
  expect(code(await county.does(taken, { household }, county.reader))).toMatch(/^(leads\/needs-categories|access\/)/u)
  expect((await all({}, county.reader)).total).toBe(4)
})

test('whoever has a lead reads what it is about: as the run says it, and less only where that would tell a category', async () => {
  const said = '学籍在读，但本校在校生名册中没有'
  const findings = [
    { child: 0, kind: 'on-roll-not-present', detail: said, restsOn: '学籍导出.xlsx〔在籍〕第3行' },
    { child: 1, kind: 'lifted-out-dropout', ground: 'on-roll-not-present', detail: `脱贫户子女，${said}`, restsOn: '学籍导出.xlsx〔在籍〕第4行' },
    { child: 2, kind: 'entitled-unpaid', ground: 'boarding', detail: '上学期已在困难名册内' },
  ] as const
  await published('r1', findings)
  const about = async () =>
    (await Promise.all((await all({ sort: 'found' })).leads.map(async ({ leadId }) => must(await county.does(leadCases.page, { leadId }, county.reader))))).map(
      page => [page.about?.says, page.about?.restsOn === null, page.ground === null],
    )
  const general = '本学期符合一项资助的条件，上学期的发放花名册中没有已付的记录'
  expect(await about()).toEqual([
    [said, false, true],
    [said, false, true],
    [general, true, true],
  ])
  // What is said anew stands in its place; what only the categories say anew leaves it as it was.
  const left = '学籍在读，在校生名册写的是离校'
  await published('r2', [{ ...findings[0], detail: left }, findings[1], { ...findings[2], detail: '上学期已在低保名册内' }])
  expect((await about()).map(([says]) => says)).toEqual([left, said, general])
  const [{ kept } = { kept: 0 }] = await county.ask<{ kept: number }>(`select count(*)::int as kept from leads.lead_about`)
  expect(kept).toBe(4)
})

test('whoever sees every lead of the county and no file is told whose they are, by name and place', async () => {
  await published('r1', [{ child: 0 }, { child: 9 }])
  const [head] = await county.ask<{ account_id: bigint }>(
    `insert into access.account (division, login_id, name, kind) values ('990101', 'head', '局长', 'person') returning account_id`,
  )
  await county.ask(`insert into access.role (role, name) values ('T-head', '局长'), ('T-near', '一所学校') on conflict do nothing`)
  await county.ask(`insert into access.role_right (role, field, reach) values ('T-head', 'leads', 'rows'), ('T-head', 'leads', 'write')`)
  const grant = (kind: string, key: string) =>
    county.ask(
      `insert into access.grant (division, account_id, role, kind, key, ground, valid_from, given_act) select '990101', $1, 'T-head', $2, $3, 'appointment', '2020-01-01', min(act_id) from audit.act`,
      head?.account_id,
      kind,
      key,
    )
  await grant('school', county.schoolIds[0] ?? '')
  const names = async () => (await all({}, head?.account_id)).leads.map(({ child }) => child?.name ?? null)
  expect(await names()).toEqual([null])
  await grant('division', '990101')
  const seen = (await all({}, head?.account_id)).leads.map(({ child }) => child)
  expect(seen).toEqual((await all()).leads.map(({ child }) => child))
  expect(seen.every(child => child !== null && child.name !== '')).toBe(true)
  const { leadId } = await theLead()
  expect(must(await county.does(leadCases.page, { leadId }, head?.account_id)).child).not.toBeNull()
})

test('the board by owner: who holds how many, how many are late and since when; each number is the total of its list', async () => {
  await published('r1', [{ child: 0 }, { child: 1, kind: 'not-enrolled' }, { child: 2, kind: 'doubtful-id' }, { child: 3 }])
  must(await move('assign', { accountId: String(county.checker) }))
  await county.ask(`update leads.lead set due_on = '2001-01-01' where owner_account_id = $1`, county.checker)
  const { owners } = must(await county.does(leadCases.owners, {}))
  expect(owners.map(({ ownerAccountId, leads, overdue }) => [ownerAccountId, leads, overdue])).toEqual([
    [String(county.checker), 1, 1],
    [null, 3, 0],
  ])
  expect(owners[0]?.oldestDueOn).toBe('2001-01-01')
  for (const { ownerAccountId, kinds, leads, overdue } of owners) {
    const of = ownerAccountId === null ? { withoutOwner: true } : { ownerAccountId }
    expect((await all({ state: 'unclosed', ...of })).total).toBe(leads)
    expect((await all({ state: 'unclosed', overdue: true, ...of })).total).toBe(overdue)
    for (const each of kinds) expect((await all({ state: 'unclosed', kind: each.kind, ...of })).total).toBe(each.leads)
  }
  expect(must(await county.does(leadCases.owners, {}, county.school)).owners.reduce((sum, { leads }) => sum + leads, 0)).toBe(
    (await all({}, county.school)).total,
  )
})

test('what a second person does is neither offered to the first nor counted as waiting for it', async () => {
  await published('r1', [{ child: 0, kind: 'doubtful-id' }])
  must(await move('assign', { accountId: String(county.clerk) }))
  must(await move('proposeClose', { proof: 'number-corrected', says: '对过户口簿' }))
  const { leadId } = await theLead()
  const waits = async (account: bigint) => must(await county.does(questionCases({ fieldsOf: () => county.fields }).myWork, {}, account)).waiting.leadsToClose
  const offers = async (account: bigint) => must(await county.does(leadCases.page, { leadId }, account)).possible.includes('close')
  const toReview = async (account: bigint) => (await all({ toReview: true }, account)).total
  expect([await offers(county.clerk), await waits(county.clerk), await toReview(county.clerk)]).toEqual([false, 0, 0])
  expect([await offers(county.checker), await waits(county.checker), await toReview(county.checker)]).toEqual([true, 1, 1])
})

test('the total is what the pages add up to, under every filter and for whoever asks', async () => {
  const kinds = ['entitled-unpaid', 'paid-twice', 'not-enrolled'] as const
  await published(
    'r1',
    county.children.flatMap((_, child) => kinds.slice(0, (child % 3) + 1).map(kind => ({ child, kind }))),
  )
  must(await move('assign', { accountId: String(county.school) }))
  const filters = [
    {},
    { kind: 'paid-twice' },
    { state: 'open' },
    { schoolId: county.schoolIds[1] },
    { township: '990101001' },
    { ownerAccountId: String(county.school) },
    { withoutOwner: true },
    { dueBy: '2022-01-01' },
    { dueBy: '2999-01-01' },
    { state: 'unclosed' },
    { township: 'none' },
    { schoolId: 'none' },
    { overdue: true },
  ]
  const totals: number[] = []
  for (const account of [county.clerk, county.school]) {
    for (const filter of filters) {
      const ids: string[] = []
      let after: string | null = null
      let total = 0
      do {
        const page: Awaited<ReturnType<typeof all>> = await all({ ...filter, limit: 3, ...(after === null ? {} : { after }) }, account)
        total = page.total
        ids.push(...page.leads.map(({ leadId }) => leadId))
        after = page.next
      } while (after !== null)
      expect([filter, new Set(ids).size]).toEqual([filter, total])
      totals.push(total)
    }
  }
  expect(totals).toEqual([19, 6, 18, 10, 9, 1, 18, 0, 19, 19, 0, 0, 0, 9, 3, 8, 0, 9, 1, 8, 0, 9, 9, 0, 0, 0])
})

test('every number of leads by place is the total of the list that it opens', async () => {
  const [, second, third, fourth] = county.children
  await county.ask(`update registry.person set area = '990101', school_id = null where person_id = any ($1)`, [second, third])
  await county.ask(`update registry.person set area = null where person_id = $1`, fourth)
  await published(
    'r1',
    county.children.flatMap((_, child) => (['entitled-unpaid', 'paid-twice'] as const).slice(0, (child % 2) + 1).map(kind => ({ child, kind }))),
  )
  await closed()
  await county.ask(`update leads.lead set due_on = '2001-01-01' where person_id = any ($1)`, [third, county.children[7]])
  for (const [by, key] of [
    ['township', 'township'],
    ['school', 'schoolId'],
  ] as const) {
    const { counts } = must(await county.does(leadCases.counts, { by }))
    const places = [...new Set(counts.map(({ place }) => place))]
    expect(places).toContain(null)
    for (const place of [...places, undefined]) {
      const at = place === undefined ? {} : { [key]: place ?? 'none' }
      const of = counts.filter(each => each.state !== 'closed' && (place === undefined || each.place === place))
      const sum = (lines: typeof of, what: 'leads' | 'overdue' = 'leads') => lines.reduce((n, each) => n + each[what], 0)
      expect([at, sum(of)]).toEqual([at, (await all({ state: 'unclosed', ...at })).total])
      expect([at, sum(of, 'overdue')]).toEqual([at, (await all({ state: 'unclosed', overdue: true, ...at })).total])
      for (const kind of ['entitled-unpaid', 'paid-twice']) {
        expect([at, kind, sum(of.filter(each => each.kind === kind))]).toEqual([at, kind, (await all({ state: 'unclosed', kind, ...at })).total])
      }
    }
  }
})

test('a school sees and moves the leads of its own children only', async () => {
  await published('r1', [{ child: 9 }])
  expect((await all({}, county.school)).total).toBe(0)
  expect(code(await move('comment', { says: '看看' }, county.school))).toBe('leads/not-found')
})

test('many leads are given to one owner at once, and where one of them was moved meanwhile, none is', async () => {
  await published('r1', [{ child: 2 }, { child: 0 }, { child: 1 }])
  const seen = (await all()).leads.map(({ leadId, version }) => ({ leadId, version })).toReversed()
  must(await move('comment', { says: '先看看' }))
  expect(code(await county.does(leadCases.assignMany, { leads: seen, accountId: String(county.checker) }))).toBe('access/stale')
  expect((await all({ state: 'assigned' })).total).toBe(0)
  const fresh = (await all()).leads.map(({ leadId, version }) => ({ leadId, version }))
  expect(code(await county.does(leadCases.assignMany, { leads: [...fresh, ...fresh], accountId: String(county.checker) }))).toBe('access/not-understood')
  expect(must(await county.does(leadCases.assignMany, { leads: fresh, accountId: String(county.checker) })).leads.length).toBe(3)
  expect((await all({ ownerAccountId: String(county.checker) })).total).toBe(3)

  const mine = (await all()).leads.map(({ leadId, version }) => ({ leadId, version }))
  must(await move('return', { says: '不归本校' }))
  expect(code(await county.does(leadCases.returnMany, { leads: mine, says: '不归我们' }))).toBe('access/stale')
  const left = (await all({ state: 'assigned' })).leads.map(({ leadId, version }) => ({ leadId, version }))
  expect(must(await county.does(leadCases.returnMany, { leads: left, says: '不归我们' })).leads.map(({ state }) => state)).toEqual(['returned', 'returned'])
})

test('a list of 120 is moved whole, beyond any page: given to one person, and not a row is left', async () => {
  await published(
    'r1',
    Array.from({ length: 120 }, (_, n) => ({ child: n % 10, ground: `第 ${n} 笔` })),
  )
  const to = { accountId: String(county.checker) }
  const { total, given, stamp } = must(await county.does(assignListedCases.weighAssignment, to))
  expect([total, given]).toEqual([120, 120])
  expect(must(await county.does(assignListedCases.assignListed, { ...to, stamp })).given).toBe(120)
  expect((await all()).leads.length).toBeLessThan(120)
  expect([(await all({ ownerAccountId: to.accountId, state: 'assigned' })).total, (await all({ state: 'open' })).total]).toEqual([120, 0])
})

test('a list begins with the oldest, and its pages give every lead once', async () => {
  await published('r1', [
    { child: 0 },
    { child: 1, kind: 'not-enrolled' },
    { child: 2, kind: 'doubtful-id' },
    { child: 3, kind: 'not-enrolled' },
    { child: 4, kind: 'contradiction' },
  ])
  const listed: { leadId: string; dueOn: string }[] = []
  for (let after: string | null | undefined; after !== null;) {
    const part: Awaited<ReturnType<typeof all>> = await all({ limit: 2, ...(after === undefined ? {} : { after }) })
    expect(part.total).toBe(5)
    listed.push(...part.leads)
    after = part.next
  }
  expect(new Set(listed.map(({ leadId }) => leadId)).size).toBe(5)
  expect(listed.map(({ dueOn }) => dueOn)).toEqual(listed.map(({ dueOn }) => dueOn).toSorted())
})

test('to name another county opens nothing of it: no rows, no counts, no lead', async () => {
  await published('r1', [{ child: 0 }])
  const { leadId } = await theLead()
  expect(must(await county.does(leadCases.list, { county: '990101' })).total).toBe(1)
  expect(must(await county.does(leadCases.list, { county: '990102' }))).toEqual({ total: 0, leads: [], next: null })
  expect(must(await county.does(leadCases.counts, { county: '990102' })).counts).toEqual([])
  expect(code(await county.does(leadCases.page, { leadId, county: '990102' }))).toBe('leads/not-found')
  const [neighbour] = await county.ask<{ account_id: bigint }>(
    `insert into access.account (division, login_id, name, kind) values ('990102', 'neighbour', '邻县经办人', 'person') returning account_id`,
  )
  await county.ask(
    `insert into audit.act (division, kind, happened_on, account_id, on_behalf_of, client_id, order_digest) values ('990102', 'x', '2020-01-01', $1, $1, gen_random_uuid(), sha256(''))`,
    neighbour?.account_id,
  )
  await county.ask(
    `insert into access.grant (division, account_id, role, kind, key, ground, valid_from, given_act)
     select '990102', $1, 'T-1', 'division', '990102', 'appointment', '2020-01-01', min(act_id) from audit.act where division = '990102'`,
    neighbour?.account_id,
  )
  const looking = async (order: object) => must(await county.does(leadCases.list, order, neighbour?.account_id)).total
  expect([await looking({}), await looking({ county: '990101' })]).toEqual([0, 0])
  expect(must(await county.does(leadCases.counts, { county: '990101' }, neighbour?.account_id)).counts).toEqual([])
  expect(code(await county.does(leadCases.page, { leadId, county: '990101' }, neighbour?.account_id))).toBe('leads/not-found')
})

test('a whole list is looked at and given to one person as it was seen: what stays is named with why, and a list that changed is given to nobody', async () => {
  await published('r1', [{ child: 0 }, { child: 1 }, { child: 2 }, { child: county.children.length - 1 }])
  const { leads } = await all({})
  const ordered = (of: Readonly<{ leadId: string; version: number }> | undefined) => ({ leadId: of?.leadId ?? '', version: of?.version ?? 0 })
  const [first, second] = leads
  must(await county.does(leadCases.assign, { ...ordered(first), accountId: String(county.school) }))
  const to = { accountId: String(county.school), presence: 'new' as const }
  const seen = must(await county.does(assignListedCases.weighAssignment, to))
  // One is theirs already; of the others, those of another school are not theirs to do.
  const mine = must(await county.does(leadCases.list, {}, county.school)).total
  expect(seen).toMatchObject({ total: 4, given: mine - 1 })
  expect(seen.leftOut.map(({ why, leads: many }) => [why, many])).toEqual([
    ['already-his', 1],
    ['may-not', 4 - mine],
  ])
  expect(seen.leftOut.at(-1)?.first.every(({ child }) => child !== null)).toBe(true)
  // Somebody writes on one of them meanwhile.
  must(await county.does(leadCases.comment, { ...ordered(second), says: '已电话联系' }))
  const otherwise = await county.does(assignListedCases.assignListed, { ...to, stamp: seen.stamp })
  expect(code(otherwise)).toBe('leads/listed-otherwise')
  expect((await all({ ownerAccountId: String(county.school) })).total).toBe(1)
  const { stamp } = must(await county.does(assignListedCases.weighAssignment, to))
  expect(must(await county.does(assignListedCases.assignListed, { ...to, stamp, says: '请本周内核实' }))).toMatchObject({ given: mine - 1 })
  const given = await all({ ownerAccountId: String(county.school) })
  expect(given.leads.map(({ state }) => state)).toEqual(given.leads.map(() => 'assigned'))
  expect(given.total).toBe(mine)
  const page = must(await county.does(leadCases.page, { leadId: given.leads.at(-1)?.leadId }))
  expect(page.acts.at(-1)).toMatchObject({ move: 'assign', says: '请本周内核实', toName: '丁' })
  expect(code(await county.does(assignListedCases.weighAssignment, { accountId: String(county.reader) }))).toBe('done')
  expect(must(await county.does(assignListedCases.weighAssignment, { accountId: String(county.reader) })).given).toBe(0)
  expect(code(await county.does(assignListedCases.weighAssignment, { accountId: '999999' }))).toBe('leads/no-such-owner')
})
