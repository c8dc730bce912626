import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from '../../testing/open-office.ts'

let office: DemonstrationUnderTest
beforeAll(async () => {
  office = await openDemonstration()
})
afterAll(() => office.close())

type Page = Parameters<typeof photograph>[0]

/** A page with its pictures, and nothing that hinders anybody. */
const looked = async (page: Page, name: string): Promise<void> => {
  await photograph(page, `operate/${name}`)
  expect(await hindrances(page)).toEqual([])
}

const numberAt = async (page: Page, row: string, column: number): Promise<number> =>
  Number(
    (
      await page
        .getByRole('row', { name: new RegExp(row) })
        .locator('td')
        .nth(column)
        .innerText()
    ).replaceAll(',', ''),
  )

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

test('the administrator sees which class teachers no lead reaches, gives one an account until a day, and lends her work to a colleague', async () => {
  const { page, complaints } = await office.desk('guanli')
  await page.goto(`${office.county.address}/operate/duties`)
  await page.getByRole('row', { name: /班级/ }).waitFor()
  await looked(page, 'duties')
  const without = await numberAt(page, '班级', 3)
  expect(without).toBeGreaterThan(1)
  await page
    .getByRole('row', { name: /班级/ })
    .locator('td')
    .nth(3)
    .getByRole('link')
    .click()
  await page.getByText(`共 ${without} 处`).waitFor()
  await looked(page, 'duty-places')
  const teacher = (await page.locator('tbody tr').filter({ hasText: '师长' }).first().locator('td').nth(3).innerText()).split(' ')[0] ?? ''
  await page.getByRole('link', { name: '开账号', exact: true }).first().click()
  await page.getByRole('heading', { name: '新建账号' }).waitFor()
  expect(await page.getByLabel('姓名', { exact: true }).inputValue()).toBe(teacher)
  await page.getByLabel(/^登录名/).fill('xinlaoshi')
  await page.getByLabel(/^到哪天为止/).fill(inDays(300))
  await page.getByLabel('为什么', { exact: true }).fill('新任班主任')
  await looked(page, 'new-account')
  // What was typed is there after a reload.
  await page.reload()
  await page.getByLabel(/^登录名/).waitFor()
  expect(await page.getByLabel(/^登录名/).inputValue()).toBe('xinlaoshi')
  await page.getByRole('button', { name: '开账号并授权' }).click()
  await page.getByRole('heading', { name: '的账号开好了' }).waitFor()
  const password = await page.locator('dl .identifier').nth(1).innerText()
  await looked(page, 'account-opened')
  const entered = await fetch(`${office.county.address}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'xinlaoshi', password }),
  })
  expect([entered.status, await entered.json()]).toEqual([200, { state: 'in' }])

  // The name is taken: refused in words, and nothing was made.
  await page.goto(`${office.county.address}/operate/accounts/new`)
  await page.getByLabel('姓名', { exact: true }).fill('另一个')
  await page.getByLabel(/^登录名/).fill('xinlaoshi')
  await page.getByLabel(/^角色/).click()
  await page.getByLabel(/^角色/).fill('资助中心')
  await page.getByTitle('资助中心', { exact: true }).click()
  await page.getByRole('button', { name: '开账号并授权' }).click()
  await page.getByText('已经有人用').waitFor()
  expect(await page.getByLabel('姓名', { exact: true }).inputValue()).toBe('另一个')

  await page.goto(`${office.county.address}/operate/accounts`)
  await page.getByRole('link', { name: teacher, exact: true }).first().click()
  await page.getByRole('button', { name: '委托代办' }).click()
  await page.getByLabel(/^谁代办/).click()
  await page.getByLabel(/^谁代办/).fill('田秀英')
  await page
    .getByTitle(/田秀英/)
    .first()
    .click()
  await page.getByLabel(/^从哪天起/).fill(inDays(0))
  await page.getByLabel(/^到哪天为止/).fill(inDays(30))
  await page.getByLabel('为什么', { exact: true }).fill('产假')
  await page.getByRole('button', { name: `委托代办${teacher}的工作` }).click()
  await page.getByText(`田秀英 代 ${teacher}`).waitFor()
  await page.getByText('正在登录的地方').waitFor()
  await looked(page, 'account')

  // One and the same person may not be what excludes itself: who keeps accounts does no business.
  await page.goto(`${office.county.address}/operate/accounts?role=A-12`)
  await page.getByRole('link', { name: '孙晓兰' }).click()
  await page.getByRole('button', { name: '再给一项授权' }).click()
  await page.getByLabel(/^角色/).click()
  await page.getByLabel(/^角色/).fill('财务科')
  await page.getByTitle('财务科、规划财务股', { exact: true }).click()
  await page.locator('form').getByRole('button', { name: '授权', exact: true }).click()
  await page.getByText('审批的人不能发放').waitFor()
  await looked(page, 'incompatible')

  await page.goto(`${office.county.address}/operate/duties`)
  await page.getByRole('row', { name: /班级/ }).waitFor()
  expect(await numberAt(page, '班级', 3)).toBe(without - 1)

  await page.goto(`${office.county.address}/operate/system`)
  await page.getByText('磁盘还剩').waitFor()
  await page.getByRole('heading', { name: /^在用的政策包/ }).waitFor()
  await looked(page, 'system')
  // A backup is seen through to its end on the page, and told in the time of the county.
  await page.getByRole('button', { name: '现在备份' }).click()
  const until = await page.getByText(/^最近一次截至 \d{4}-/).innerText()
  const [, day = '', time = ''] = /(\d{4}-\d\d-\d\d) (\d\d:\d\d)/.exec(until) ?? []
  expect(Math.abs(Date.parse(`${day}T${time}:00+08:00`) - Date.now())).toBeLessThan(600_000)
  // It says which backup it is, and nothing of where the computer has it.
  const ended = page.locator('.job').getByText(/^已备份：/)
  expect(await ended.innerText()).toMatch(/^已备份：[\d,]+ 张表，[\d,]+ 条记录，这份备份叫“990101-\d+-1”。 在“运行状态”里看$/)
  await looked(page, 'system-backed-up')
  await page.getByRole('button', { name: /^没有办成 \d+ 个$/ }).click()
  await page.getByRole('button', { name: '看最近的' }).click()
  await page
    .getByRole('region', { name: '任务', exact: true })
    .getByRole('link', { name: /^第 \d+ 号/ })
    .first()
    .click()
  await page.waitForURL(/\/jobs\/\d+$/)
  expect(complaints).toEqual([])

  const phone = await office.desk('guanli', 'phone')
  for (const [path, name] of [
    ['accounts', 'accounts'],
    ['duties', 'duties'],
    ['system', 'system'],
    ['trail', 'trail'],
  ] as const) {
    await phone.page.goto(`${office.county.address}/operate/${path}`)
    await phone.page.getByRole('heading', { level: 1 }).waitFor()
    await phone.page.waitForLoadState('networkidle')
    await looked(phone.page, `${name}-phone`)
  }
  expect(phone.complaints).toEqual([])
  expect(office.county.faults).toEqual([])
})

test('the aid centre fills a hole by name, asks for somebody nobody knows, and what was nobody’s is given', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(`${office.county.address}/operate/duties`)
  await page.getByRole('row', { name: /^学校/ }).waitFor()
  const nobody = await numberAt(page, '^学校', 2)
  expect(nobody).toBeGreaterThan(0)
  await page
    .getByRole('row', { name: /^学校/ })
    .locator('td')
    .nth(2)
    .getByRole('link')
    .click()
  await page.getByText(`共 ${nobody} 处`).waitFor()
  await page.locator('tbody input[type=checkbox]').first().check()
  await page.getByRole('button', { name: '给这 1 处落实责任人' }).click()
  await page.getByPlaceholder('责任人姓名').fill('查无此人')
  await page.getByRole('button', { name: '查一查这 1 个名字' }).click()
  await page.getByRole('button', { name: '申请登记' }).click()
  await page.getByText('已申请登记 查无此人').waitFor()
  await looked(page, 'fill-unknown')
  const other = await office.desk('fuhe')
  await other.page.goto(`${office.county.address}/persons/changes`)
  const newcomer = other.page.getByRole('region', { name: '查无此人' })
  await newcomer.getByRole('row', { name: /^姓名 没有 查无此人/ }).waitFor()
  await looked(other.page, 'new-person')
  await newcomer.getByRole('button', { name: '同意更正' }).click()
  await newcomer.locator('form').getByRole('button', { name: '同意更正' }).click()
  await newcomer.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '查一查这 1 个名字' }).click()
  await page.getByText('已登记').waitFor()
  await page.getByPlaceholder('责任人姓名').fill('何国栋')
  await page.getByRole('button', { name: '查一查这 1 个名字' }).click()
  await page.getByText('已登记').waitFor()
  await page.getByRole('button', { name: '落实 1 处责任人' }).click()
  await page.getByText(nobody === 1 ? '没有符合条件的' : `共 ${nobody - 1} 处`).waitFor()
  // The one who was written down goes on a training, and is back early; then the place is another's.
  await page.goto(`${office.county.address}/operate/duties/places?standing=held`)
  await page.getByRole('link', { name: '何国栋' }).first().click()
  await page.getByRole('heading', { name: '何国栋的责任对象' }).waitFor()
  await page.getByRole('button', { name: '登记离岗' }).first().click()
  await page.getByLabel('到哪天为止').fill('2099-01-01')
  await page.getByLabel('原因').fill('外出培训')
  await page.getByRole('region', { name: '离岗', exact: true }).getByRole('button', { name: '登记离岗' }).click()
  await page.getByText('2099-01-01，外出培训').waitFor()
  await looked(page, 'holder')
  await page.getByRole('button', { name: '移交给别人' }).click()
  await page.getByLabel('移交给谁').fill('没有此人')
  await page.getByRole('button', { name: '查一查这个人' }).click()
  await page.getByText('没有登记过没有此人').waitFor()
  await page.getByRole('listitem').filter({ hasText: '校长' }).getByRole('button', { name: '解除' }).click()
  await page.getByLabel('负责到哪天').fill('')
  await page.getByRole('button', { name: '解除何国栋的这一处责任' }).click()
  // He is the head of the bureau besides, and stays so.
  await page.getByText('名下 1 处').waitFor()
  await page.setViewportSize({ width: 375, height: 740 })
  await looked(page, 'holder-phone')
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.goto(`${office.county.address}/operate/duties`)
  await page.getByRole('button', { name: '把没有责任人的交给责任人' }).click()
  await page.getByText(/交出线索 \d+ 条/).waitFor()
  await looked(page, 'given')
  expect(complaints).toEqual([])
  expect(office.county.faults).toEqual([])
})

test('an auditor opens a run to its names, holds it against what was published, and checks the trail; no file of a child opens', async () => {
  const { page, complaints } = await office.desk('shenji')
  await page.goto(`${office.county.address}/operate/audit`)
  await page.getByText('只看不改').waitFor()
  await page.getByRole('button', { name: '核对这次运行' }).first().click()
  await page.getByText('与发布时一致').waitFor()
  await page.getByRole('button', { name: '核对操作日志' }).click()
  await page.getByText('没有发现改动').waitFor()
  await looked(page, 'audit')
  const link = page.locator('.plain-list .opens').first()
  const number = Number((await link.innerText()).replaceAll(',', ''))
  await link.click()
  await page.getByText(`共 ${number.toLocaleString('zh-CN')} 人项`).waitFor()
  const name = await page.locator('tbody tr td').first().innerText()
  expect(name).toMatch(/^\p{Script=Han}{2,}/u)
  expect(await page.locator('tbody tr td').first().locator('a').count()).toBe(0)
  await looked(page, 'run')
  await page.goto(`${office.county.address}/operate/trail`)
  await page.getByText(/共 [\d,]+ 条/).waitFor()
  await looked(page, 'trail')
  // A head that no report of this county bears.
  await page.getByLabel('报表上印的封记').fill(`1:${'0'.repeat(64)}`)
  await page.getByRole('button', { name: '核对操作日志' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByText('整条日志链被重写过').waitFor()
  expect(complaints).toEqual([])
  const phone = await office.desk('shenji', 'phone')
  await phone.page.goto(`${office.county.address}/operate/audit`)
  await phone.page.getByText('只看不改').waitFor()
  await looked(phone.page, 'audit-phone')
  expect(office.county.faults).toEqual([])
})

test('an auditor reads the digest under a printed list and is told who took it along, and of another that the office never gave it', async () => {
  const clerk = await office.desk('zizhu')
  await clerk.page.goto(`${office.county.address}/leads?kind=not-enrolled`)
  await clerk.page.getByRole('button', { name: '打印', exact: true }).click()
  const digest =
    /摘要\s*([0-9a-f]{12})/.exec(
      await clerk.page
        .getByText(/摘要\s*[0-9a-f]{12}/)
        .first()
        .innerText(),
    )?.[1] ?? ''
  expect(digest).toHaveLength(12)
  for (const size of ['desk', 'phone'] as const) {
    const { page, complaints } = await office.desk('shenji', size)
    await page.goto(`${office.county.address}/operate/audit`)
    await page.getByRole('textbox', { name: '摘要' }).fill(`摘要 ${digest}`)
    await page.getByRole('button', { name: '查这个摘要' }).click()
    await page.getByText(new RegExp(`摘要 ${digest} 是本系统出的，取走过 \\d+ 次。`)).waitFor()
    await page
      .getByText(/孙晓兰 打印“线索台账”，\d+ 行；条件：线索种类：未入学/)
      .first()
      .waitFor()
    await looked(page, `digest-${size}`)
    await page.getByRole('textbox', { name: '摘要' }).fill('0123456789ab')
    await page.getByRole('button', { name: '查这个摘要' }).click()
    await page.getByText('摘要 0123456789ab 不是本系统出的。').waitFor()
    await looked(page, `digest-unknown-${size}`)
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    expect(complaints).toEqual([])
    await page.context().close()
  }
  await clerk.page.context().close()
})
