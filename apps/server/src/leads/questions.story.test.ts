import { must, type Problem, type Result } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf } from '../platform/content/index.ts'
import { aPng } from '../platform/content/testing/index.ts'
import { asActor } from '../platform/postgres/index.ts'
import { importCases, mergeCases } from '../registry/index.ts'
import { joinByTwo } from '../registry/testing/join-by-two.ts'
import { aCounty, aFile, type TestCounty } from '../registry/testing/a-county.ts'
import { evidenceCases, leadCases, publishKeptRun, questionCases, wordLeads } from './index.ts'
import { aKeptRun, rollRow, type SaidOf } from './testing/a-kept-run.ts'

let county: TestCounty
let cases: ReturnType<typeof questionCases>
let files: ReturnType<typeof evidenceCases>
/** Sees how many there are; answers for the second school; sees questions and no category of difficulty. */
let counter: bigint
let school: bigint
let plain: bigint
let schoolId: string

beforeAll(async () => {
  county = await aCounty()
  cases = questionCases({ fieldsOf: () => county.fields })
  files = evidenceCases({ fieldsOf: () => county.fields })
  await county.ask(
    `insert into access.role_right (role, field, reach) select 'T-1', f, r from unnest(array['leads', 'results', 'questions']) f, unnest(array['rows', 'write']) r`,
  )
  await county.ask(`insert into access.role (role, name) values ('T-3', '学校'), ('T-4', '看数目'), ('T-5', '不看类别') on conflict do nothing`)
  await county.ask(
    `insert into access.role_right (role, field, reach) values ('T-3', 'questions', 'rows'), ('T-3', 'questions', 'write'), ('T-3', 'designations', 'rows'),
       ('T-3', 'persons', 'rows'), ('T-4', 'questions', 'counts'), ('T-5', 'questions', 'rows')`,
  )
  const [second] = await county.ask<{ organisation_id: bigint }>(`select organisation_id from registry.organisation where code = '2199010002'`)
  schoolId = String(second?.organisation_id)
  counter = await county.account('局长', 'T-4', ['division', '990101'])
  school = await county.account('学校', 'T-3', ['school', schoolId])
  plain = await county.account('某科', 'T-5', ['division', '990101'])
})
afterAll(() => county.close())

const said: Readonly<Record<number, SaidOf>> = {
  1: { decide: ['A'], missing: { boards: '名册中这一项是空白的' } },
  2: { decide: ['B'], missing: { hardship: '名册中有疑似该生的记录，须先核实' } },
  3: { mayBe: 4 },
  4: { mayBe: 3 },
  5: { mayBe: '赵某 99010120120506' },
}
const bounds = { B: { leastFen: 50_000, greatestFen: 100_000 } }
const more = { children: 6, bounds }
const publish = async (run: string, people = said, options: Parameters<typeof aKeptRun>[2] = more) =>
  must(await publishKeptRun(county.db.pool, aKeptRun(run, people, options), { acting: county.as(county.clerk), fieldsOf: () => county.fields }))
const code = (result: Result<unknown, Problem>): string => (result.ok ? 'done' : result.problem.code)
const sentence = (result: Result<unknown, Problem>): string => (result.ok ? '' : (wordLeads(result.problem) ?? ''))
const list = async (order: object = {}, account?: bigint) => must(await county.does(cases.list, order, account))
const find = async (matter: string, person?: string) => {
  const found = (await list({ matter })).questions.find(({ personId }) => person === undefined || personId === person)
  if (found === undefined) throw new Error(`no question about ${matter}`)
  return found
}
const pageOf = async (questionId: string, account?: bigint) => must(await county.does(cases.page, { questionId }, account))
const does = async (
  how: 'answer' | 'confirm' | 'refuse' | 'undo' | 'assign',
  questionId: string,
  order: object,
  account?: bigint,
): Promise<Result<{ state: string }, Problem>> => {
  const { version } = await pageOf(questionId)
  return county.does(cases[how] as typeof cases.confirm, { questionId, version, ...order }, account)
}
const known = (asOf: bigint | null = null) =>
  asActor(
    county.db.pool,
    county.as(county.clerk),
    async (_, client) =>
      (await client.query(`select matter, key, says, amount, word, other_person_id is not null as pair from leads.decisions_known('990101', $1)`, [asOf]))
        .rows as readonly Readonly<Record<string, unknown>>[],
  )
const ofRun = async (questionId: string) => (await pageOf(questionId)).runs.map(({ presence }) => presence)

test('what a run leaves to a person is asked once per person and thing, and a pair once, whichever side names it', async () => {
  await publish('r1')
  const { total, questions } = await list()
  expect(questions.map(({ matter, asked, state, presence }) => [matter, asked, state, presence]).toSorted()).toEqual([
    ['amount', '金额定多少', 'open', 'new'],
    ['discretion', '是否同意享受', 'open', 'new'],
    ['missing-fact', '补信息：困难类别', 'open', 'new'],
    ['missing-fact', '补信息：寄宿', 'open', 'new'],
    ['same-person', '是不是同一个人', 'open', 'new'],
    ['same-person', '是不是同一个人', 'open', 'new'],
  ])
  expect(total).toBe(6)
  await publish('r2')
  expect((await list()).total).toBe(6)
  expect(await ofRun((await find('discretion')).questionId)).toEqual(['new', 'persisting'])
})

test('both sides of a pair are shown with masked numbers, with why and on what rows, and nobody is joined by asking', async () => {
  const pairs = (await list({ matter: 'same-person' })).questions
  const pages = await Promise.all(pairs.map(({ questionId }) => pageOf(questionId)))
  const pair = pages.find(({ sides }) => sides.length === 2)
  expect(pair?.sides.map(side => side?.numbers.map(({ masked }) => masked))).toEqual([
    [expect.stringMatching(/^990101 \*{8} \*\*\w{2}$/)],
    [expect.stringMatching(/^990101 \*{8} \*\*\w{2}$/)],
  ])
  expect(pair?.ground).toMatchObject({ says: { 凭什么: '姓名、出生日期相符' }, restsOn: ['学籍.xlsx〔学籍〕第2行', '残疾人.xlsx〔Sheet1〕第3行'] })
  expect(JSON.stringify(pages)).not.toMatch(/\d{14}/)
  expect(await county.ask(`select from registry.person where merged_into is not null`)).toEqual([])
})

test('of the rows it rests on, those that were received are laid out column by column, numbers masked; who may not see why it is asked gets none', async () => {
  const imports = importCases({ fieldsOf: () => county.fields })
  const renamed = { ...rollRow(3), name: '学生叁', disability_level: '2' }
  const file = aFile('disability-certificate', [rollRow(6), renamed], { salt: 'told' })
  const { importId } = must(await county.does(imports.stage, file))
  expect(must(await county.does(imports.commit, { importId })).rows).toMatchObject({ doubtful: 1 })
  const pairs = (await list({ matter: 'same-person' })).questions
  const pages = await Promise.all(pairs.map(({ questionId }) => pageOf(questionId)))
  const pair = pages.find(({ sides }) => sides.length === 2)
  expect(pair?.rows).toMatchObject([{ place: '残疾人.xlsx〔Sheet1〕第3行' }])
  expect(pair?.rows[0]?.cells).toContainEqual({ label: '姓名', text: '学生叁' })
  expect(pair?.rows[0]?.cells.map(({ label }) => label)).toContain('身份证号')
  expect(JSON.stringify(pair?.rows)).not.toMatch(/\d{14}/)
  expect((await pageOf(pair?.questionId ?? '', plain)).rows).toEqual([])
})

test('an answer that the form does not take is refused with what it takes, and an identity or a sum waits for a second person', async () => {
  const { questionId } = await find('amount')
  expect(sentence(await does('answer', questionId, { answer: '2000', reason: '按最高的' }))).toContain('请填500.00 元至 1,000.00 元之间的金额')
  expect(must(await does('answer', questionId, { answer: '750.50', reason: '路费票据', evidence: '票据 3 张' })).state).toBe('to-review')
  expect(await known()).toEqual([])
  expect(code(await does('confirm', questionId, { says: '同意' }))).toBe('leads/own-answer')
  expect(sentence(await does('answer', questionId, { answer: '600', reason: '再答' }))).toContain(
    '现在可以：派给责任人、附凭据文件、销毁凭据文件、复核同意、复核不同意',
  )
  expect(must(await does('refuse', questionId, { says: '票据不全' }, county.checker)).state).toBe('open')
  must(await does('answer', questionId, { answer: '600', reason: '票据已补' }))
  expect(must(await does('confirm', questionId, { says: '已核对' }, county.checker)).state).toBe('settled')
  expect(await known()).toEqual([{ matter: 'amount', key: 'B', says: true, amount: 60_000n, word: null, pair: false }])
  const page = await pageOf(questionId)
  expect(page.decisions.map(({ answer, ended, stands, confirmedBy }) => [answer, ended, stands, confirmedBy])).toEqual([
    ['750.50', 'refused', false, null],
    ['600', null, true, String(county.checker)],
  ])
  expect(page.acts.map(({ move }) => move)).toEqual(['answer', 'refuse', 'answer', 'confirm'])
})

test('a fact is answered as the workbook is: one question about designations says no to those that were not named', async () => {
  const hardship = (await list({ matter: 'missing-fact' })).questions.find(({ asked }) => asked.includes('困难类别'))
  if (hardship === undefined) throw new Error('no question')
  expect(sentence(await does('answer', hardship.questionId, { answer: '很穷', reason: '村里说的' }))).toMatch(/请填困难类别/)
  must(await does('answer', hardship.questionId, { answer: '均不是', reason: '乡镇核实' }))
  const facts = (await known()).filter(({ matter }) => matter === 'missing-fact')
  expect([facts.length > 5, facts.every(({ says }) => says === false)]).toEqual([true, true])
})

test('a decision is remembered by the next run, taken back as an act, and as known before is still what it was', async () => {
  const { questionId } = await find('discretion')
  must(await does('answer', questionId, { answer: '同意', reason: '与列举的情形相当' }))
  await publish('r3')
  const { state, presence } = await find('discretion')
  expect([state, presence, await ofRun(questionId)]).toEqual(['settled', 'remembered', ['new', 'persisting', 'remembered']])
  const acts = (await pageOf(questionId)).acts
  const settled = BigInt(acts.at(-1)?.act ?? 0)
  must(await does('undo', questionId, { says: '材料是假的' }))
  expect((await find('discretion')).state).toBe('open')
  const says = async (asOf: bigint | null) => (await known(asOf)).filter(({ matter }) => matter === 'discretion').map(each => each['says'])
  expect([await says(null), await says(settled), await says(settled - 1n)]).toEqual([[], [true], []])
  must(await does('answer', questionId, { answer: '不同意', reason: '不属于' }))
})

test('a decision whose ground is another is asked again, naming what changed; the others stand', async () => {
  const before = await known()
  await publish('r4', said, { ...more, decideBecause: '因病支出较大，“等”字范围由人判断' })
  const { questionId, state, presence } = await find('discretion')
  expect([state, presence]).toEqual(['open', 'asked-again'])
  const page = await pageOf(questionId)
  expect(page.ground?.changed).toBe(`为什么需要判断：原为““等”字范围由人判断”，现为“因病支出较大，“等”字范围由人判断”`)
  expect(page.decisions.at(-1)).toMatchObject({ ended: 'ground-changed', stands: false })
  expect(page.acts.at(-1)).toMatchObject({ move: 'ask-again', accountId: null })
  const amount = await find('amount')
  expect([amount.state, amount.presence]).toEqual(['open', 'asked-again'])
  expect((await known()).length).toBe(before.filter(({ matter }) => matter === 'missing-fact').length)
})

test('a paper from which an answer is read lies with the question, and goes to whoever reaches it', async () => {
  const { questionId, version } = await find('amount')
  const bytes = aPng('paper')
  const order = { questionId, name: '票据13800138000.jpg', digest: digestOf(bytes), bytes: bytes.length, says: '路费票据' }
  const made = must(await county.does(files.attachToQuestion(bytes), order))
  expect(made).toMatchObject({ name: '票据（号码略）.png', type: 'png', state: 'open', version: version + 1 })
  expect((await pageOf(questionId)).evidence).toMatchObject([{ evidenceId: made.evidenceId, digest: digestOf(bytes).slice(0, 12), destroyedAct: null }])
  const taken = must(await county.does(files.takeFromQuestion, { questionId, evidenceId: made.evidenceId }))
  expect(Buffer.compare(taken.bytes, bytes)).toBe(0)
  expect(await county.ask(`select kind from audit.entry where name = 'leads.take-from-question'`)).toEqual([{ kind: 'export' }])
  const reached = (await list({}, school)).questions.some(each => each.questionId === questionId)
  expect(code(await county.does(files.takeFromQuestion, { questionId, evidenceId: made.evidenceId }, school))).toBe(reached ? 'done' : 'leads/no-such-file')
  must(await county.does(files.destroyOfQuestion, { questionId, version: made.version, evidenceId: made.evidenceId, says: '传错了' }))
  expect(code(await county.does(files.takeFromQuestion, { questionId, evidenceId: made.evidenceId }))).toBe('leads/file-destroyed')
  expect(await county.ask(`select from content.file`)).toEqual([])
})

test('what a run no longer asks stays, with its decision', async () => {
  await publish('r5', { 1: {}, 2: {}, 3: {} })
  const { questions } = await list({ presence: 'gone' })
  expect(questions.length).toBe(6)
  // Also who may be one and the same, though nobody has answered: it stands among what is gone, and in no list of what is to be done.
  const identities = questions.filter(({ matter }) => matter === 'same-person')
  expect(identities.map(({ state }) => state)).toEqual(['open', 'open'])
  expect((await list({ matter: 'same-person', stillAsked: true })).total).toBe(0)
  expect((await known()).length).toBeGreaterThan(5)
  await publish('r6')
  expect(await ofRun((await find('discretion')).questionId)).toEqual(['new', 'persisting', 'remembered', 'asked-again', 'gone', 'persisting'])
})

test('a school sees and answers the questions of its own children, and the other side of a pair only where it reaches it', async () => {
  const own = await list({}, school)
  expect(own.total).toBeGreaterThan(0)
  expect(own.total).toBeLessThan(6)
  const pair = (await list({ matter: 'same-person' })).questions
  const foreign = (await list()).questions.find(({ questionId }) => !own.questions.some(each => each.questionId === questionId))
  expect(code(await county.does(cases.page, { questionId: foreign?.questionId }, school))).toBe('leads/no-such-question')
  expect(code(await county.does(cases.answer, { questionId: foreign?.questionId, version: foreign?.version, answer: '是', reason: '是' }, school))).toBe(
    'leads/no-such-question',
  )
  expect(pair.length).toBe(2)
})

test('who may not see categories reads no ground; who may only count is told how many, and no row', async () => {
  const { questionId } = await find('discretion')
  expect((await pageOf(questionId, plain)).ground).toBeNull()
  const { questionId: hardship } = await find(
    'missing-fact',
    (await list({ matter: 'missing-fact' })).questions.find(({ key }) => key === 'hardship')?.personId,
  )
  expect((await pageOf(hardship)).ground).not.toBeNull()
  expect((await pageOf(hardship, plain)).ground).toBeNull()
  expect(code(await county.does(cases.list, {}, counter))).toBe('access/not-yours')
  const { counts } = must(await county.does(cases.counts, { by: 'school' }, counter))
  expect(counts.reduce((sum, { questions }) => sum + questions, 0)).toBe((await list()).total)
})

test('who may not see categories reads of a ground what names none: what is alike in a pair, and why an open fact is missing; no row', async () => {
  const asked = (await list()).questions
  for (const { questionId, matter, key } of asked.filter(each => each.matter === 'same-person' || each.key === 'boards')) {
    const whole = await pageOf(questionId)
    const { ground, rows, sides } = await pageOf(questionId, plain)
    expect([matter, key, ground]).toEqual([matter, key, { says: whole.ground?.says, detail: '', restsOn: [], changed: null }])
    expect(rows).toEqual([])
    expect(sides.length).toBe(whole.sides.length)
  }
  expect(asked.filter(({ matter }) => matter === 'same-person').length).toBeGreaterThan(0)
  expect(asked.filter(({ key }) => key === 'boards').length).toBe(1)
})

test('the total is what the pages add up to, under every filter and for whoever asks', async () => {
  const [first] = (await list({ schoolId })).questions
  // The school reaches its own children, and whoever only reads answers nothing.
  const elsewhere = (await list()).questions.find(({ personId }) => personId !== first?.personId && personId !== null)
  expect(code(await does('assign', elsewhere?.questionId ?? '', { accountId: String(plain) }))).toBe('leads/owner-may-not')
  must(await does('assign', first?.questionId ?? '', { accountId: String(school) }))
  const filters = [
    {},
    { matter: 'missing-fact' },
    { state: 'open' },
    { presence: 'persisting' },
    { schoolId },
    { township: '990101001' },
    { ownerAccountId: String(school) },
    { withoutOwner: true },
    { dueBy: '2999-01-01' },
    { dueBy: '2001-01-01' },
  ]
  for (const account of [county.clerk, school]) {
    for (const filter of filters) {
      const ids: string[] = []
      let after: string | null = null
      let total = 0
      do {
        const page: Awaited<ReturnType<typeof list>> = await list({ ...filter, limit: 2, ...(after === null ? {} : { after }) }, account)
        total = page.total
        ids.push(...page.questions.map(({ questionId }) => questionId))
        after = page.next
      } while (after !== null)
      expect([filter, new Set(ids).size]).toEqual([filter, total])
    }
  }
})

test('when two are joined, the questions of the one stand with the other, and parted they return', async () => {
  const { personId, questionId } = await find('discretion')
  const [other] = await county.ask<{ id: string }>(`select person_id::text as id from registry.person where name = '学生6' and gone_act is null`)
  const merges = mergeCases()
  const versionOf = async (id: string): Promise<number> =>
    (await county.ask<{ version: number }>(`select version from registry.person where person_id = $1`, id))[0]?.version ?? 0
  await joinByTwo(county, other?.id, personId)
  expect((await pageOf(questionId)).personId).toBe(other?.id)
  must(await county.does(merges.split, { personId, version: await versionOf(personId), reason: '不是同一人' }))
  expect((await pageOf(questionId)).personId).toBe(personId)
})

test('what a fact is, the school is asked: whoever answers for it gets the question, and nobody else', async () => {
  const [head] = await county.ask<{ person: bigint; account: bigint }>(
    `with p as (insert into registry.person (division, name, act_id) select '990101', '校长', min(act_id) from audit.act returning person_id),
       a as (insert into access.account (division, login_id, name, kind, person_id) select '990101', '校长', '校长', 'person', person_id from p returning account_id)
     select p.person_id as person, a.account_id as account from p, a`,
  )
  await county.ask(
    `insert into access.grant (division, account_id, role, kind, key, ground, valid_from, given_act)
     select '990101', $1, 'T-3', 'school', $2, 'appointment', '2020-01-01', min(act_id) from audit.act`,
    head?.account,
    schoolId,
  )
  await county.ask(
    `insert into registry.responsibility (division, chain, role, holder_person_id, target, school_id, valid_from, act_id)
     select '990101', '七长', '校长', $1, 'school', $2, '2022-01-01', min(act_id) from audit.act`,
    head?.person,
    schoolId,
  )
  await publish('r7', { ...said, 6: { missing: { boards: '名册中这一项是空白的' }, decide: ['A'] } })
  const [person] = await county.ask<{ id: string }>(`select person_id::text as id from registry.person where name = '学生6' and gone_act is null`)
  const asked = (await list()).questions.filter(({ personId }) => personId === person?.id)
  expect(asked.map(({ matter, ownerAccountId }) => [matter, ownerAccountId]).toSorted()).toEqual([
    ['discretion', null],
    ['missing-fact', String(head?.account)],
  ])
  const owned = asked.find(({ ownerAccountId }) => ownerAccountId !== null)
  expect((await pageOf(owned?.questionId ?? '')).acts).toMatchObject([{ move: 'assign', accountId: null }])
})

test('many are answered from one source, all of them or none, and only where they ask the same', async () => {
  await publish('many', { 1: { missing: { boards: '空白' } }, 2: { missing: { boards: '空白' } }, 3: { missing: { present: '空白' } }, 4: { mayBe: 6 } })
  const boards = (await list({ matter: 'missing-fact', key: 'boards', state: 'open' })).questions
  const present = (await list({ matter: 'missing-fact', key: 'present', state: 'open' })).questions
  expect(boards.length).toBeGreaterThanOrEqual(2)
  const on = (of: typeof boards) => of.map(({ questionId, version }) => ({ questionId, version }))
  const given = { answer: '是', reason: '宿舍花名册逐人核对', evidence: '东河镇中心小学宿舍花名册，2022年9月5日' }
  expect(code(await county.does(cases.answerMany, { ...given, questions: on([...boards, ...present]) }))).toBe('leads/not-one-question')
  const pairs = (await list({ matter: 'same-person', state: 'open' })).questions
  expect(code(await county.does(cases.answerMany, { ...given, questions: on(pairs.slice(0, 1)) }))).toBe('leads/one-by-one')
  expect(code(await county.does(cases.answerMany, { ...given, answer: '也许', questions: on(boards) }))).not.toBe('done')
  expect((await list({ key: 'boards', state: 'open' })).total).toBe(boards.length)
  const { questions } = must(await county.does(cases.answerMany, { ...given, questions: on(boards) }))
  expect(questions.map(({ state }) => state)).toEqual(boards.map(() => 'settled'))
  expect((await pageOf(boards[0]?.questionId ?? '')).decisions.at(-1)).toMatchObject({ answer: '是', evidence: given.evidence, stands: true })
})

test('which facts are missing is counted over all questions, and each number opens to its rows', async () => {
  await publish('facts', {
    1: { missing: { left_behind: '空白' } },
    2: { missing: { left_behind: '空白' } },
    3: { missing: { left_behind: '空白', orphan: '空白' } },
    6: { missing: { orphan: '空白' } },
  })
  for (const account of [county.clerk, school]) {
    const { facts, total, schools, townships } = must(await county.does(cases.missingFacts, {}, account))
    expect(facts.length).toBeGreaterThan(0)
    expect(facts.map(({ questions }) => questions)).toEqual(facts.map(({ questions }) => questions).toSorted((a, b) => b - a))
    const waiting = { matter: 'missing-fact', state: 'open', stillAsked: true } as const
    expect((await list(waiting, account)).total).toBe(total)
    for (const { key, questions } of facts) expect([key, (await list({ ...waiting, key }, account)).total]).toEqual([key, questions])
    for (const { schoolId: at, questions } of schools) expect((await list({ ...waiting, schoolId: at }, account)).total).toBe(questions)
    for (const { township, questions } of townships) expect((await list({ ...waiting, township }, account)).total).toBe(questions)
    const narrowed = must(await county.does(cases.missingFacts, { schoolId }, account))
    expect(narrowed.total).toBe((await list({ ...waiting, schoolId }, account)).total)
  }
  const [first] = must(await county.does(cases.missingFacts, {})).facts
  expect(first).toMatchObject({ key: 'left_behind', questions: 3 })
  // What the newest run no longer asks waits for nobody, and is in no number.
  expect((await list({ matter: 'missing-fact', state: 'open' })).total).toBeGreaterThanOrEqual(
    (await list({ matter: 'missing-fact', state: 'open', stillAsked: true })).total,
  )
})

test('a whole list is answered from one source, whatever pages it has: all of it as it was seen, or nothing', async () => {
  const given = { key: 'left_behind', answer: '否', reason: '低保名册逐户核对', evidence: '民政局低保名册，2022年9月' }
  const open = async (order: object = {}, account?: bigint) =>
    (await list({ matter: 'missing-fact', key: given.key, state: 'open', stillAsked: true, ...order }, account)).total
  expect(code(await county.does(cases.answerListed, { ...given, seen: 3, answer: '也许' }))).not.toBe('done')
  expect(sentence(await county.does(cases.answerListed, { ...given, seen: 2 }))).toMatch(/有 2 个待答，现在您能答的有 3 个.*一个也没有作答/)
  expect(code(await county.does(cases.answerListed, { ...given, seen: 3 }, plain))).toBe('access/not-yours')
  // Who answers for a school answers its own, and is not counted those beyond.
  const own = await open({}, school)
  expect(own).toBeLessThan(3)
  expect(code(await county.does(cases.answerListed, { ...given, seen: 3 }, school))).toBe('leads/list-changed')
  expect(await open()).toBe(3)
  const { questions: before } = await list({ matter: 'missing-fact', key: given.key, state: 'open', schoolId })
  expect(must(await county.does(cases.answerListed, { ...given, schoolId, seen: own }, school))).toEqual({ answered: own })
  expect(must(await county.does(cases.answerListed, { ...given, seen: 3 - own }))).toEqual({ answered: 3 - own })
  expect(await open()).toBe(0)
  const page = await pageOf(before[0]?.questionId ?? '')
  expect(page).toMatchObject({ state: 'settled', version: (before[0]?.version ?? 0) + 1 })
  expect(page.decisions.at(-1)).toMatchObject({ answer: '否', evidence: given.evidence, accountId: String(school), stands: true })
  expect(page.acts.at(-1)).toMatchObject({ move: 'answer', accountId: String(school) })
  expect((await known()).filter(({ key, says }) => key === given.key && says === false)).toHaveLength(3)
})

test('questions are given to somebody by hand, one or many, all of them or none, and are found by whose they are', async () => {
  await publish('given', { 1: { missing: { lives_with: '空白' }, decide: ['A'] }, 2: { missing: { lives_with: '空白' } } })
  const open = (await list({ key: 'lives_with', state: 'open' })).questions
  const takers = async (order: object, account?: bigint) => must(await county.does(leadCases.takers, { work: 'questions', ...order }, account))
  const everybody = await takers({})
  expect(everybody.takers.map(({ name }) => name)).not.toContain('某科')
  expect(await takers({ limit: 1 })).toMatchObject({ total: everybody.total, takers: { length: 1 } })
  // By a part of the name or of the duty; of one child only whoever may act on it.
  const named = (await takers({ name: '学校' })).takers
  expect(named.length).toBeGreaterThan(0)
  expect(named.every(({ name, roles }) => [name, ...roles].some(word => word.includes('学校')))).toBe(true)
  expect((await takers({ name: '没有这个人' })).total).toBe(0)
  const reached = (await list({ key: 'lives_with' }, school)).questions.map(({ questionId }) => questionId)
  for (const { personId, questionId } of open)
    expect((await takers({ personId })).takers.some(({ accountId }) => accountId === String(school))).toBe(reached.includes(questionId))

  const on = open.map(({ questionId, version }) => ({ questionId, version }))
  const whose = async () => (await list({ key: 'lives_with', state: 'open' })).questions.map(({ ownerAccountId }) => ownerAccountId)
  const before = await whose()
  expect(code(await county.does(cases.assignMany, { questions: on, accountId: String(plain) }))).toBe('leads/owner-may-not')
  expect(code(await county.does(cases.assignMany, { questions: [on[0], { ...on[1], version: 99 }], accountId: String(county.clerk) }))).toBe('access/stale')
  expect(await whose()).toEqual(before)
  const order = { questions: on, accountId: String(county.checker), says: '请电话核实' }
  expect(must(await county.does(cases.assignMany, order)).questions.map(({ state }) => state)).toEqual(open.map(() => 'open'))
  expect(await whose()).toEqual(open.map(() => String(county.checker)))
  expect((await pageOf(open[0]?.questionId ?? '')).acts.at(-1)).toMatchObject({ move: 'assign', says: '请电话核实', accountName: '甲', toName: '乙' })

  const { owners } = must(await county.does(cases.owners, {}))
  expect(owners.map(({ questions }) => questions)).toEqual(owners.map(({ questions }) => questions).toSorted((a, b) => b - a))
  for (const { ownerAccountId, questions } of owners) expect((await list({ ownerAccountId, state: 'open', stillAsked: true })).total).toBe(questions)
  expect(owners.find(({ ownerAccountId }) => ownerAccountId === String(county.checker))).toMatchObject({ name: '乙' })
})

test('whatever was done about a question stands in the trail with whose it is', async () => {
  const told = await county.ask<{ name: string; n: number }>(
    `select name, count(*)::int as n from audit.entry where kind = 'order' and name ~ 'question|answer|decision' group by name order by name`,
  )
  expect(told.length).toBeGreaterThanOrEqual(5)
  expect(await county.ask(`select name from audit.entry where kind = 'order' and name ~ 'question|answer|decision' and persons = '{}'`)).toEqual([])
})
