import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from '../testing/open-office.ts'

let office: DemonstrationUnderTest
beforeAll(async () => {
  office = await openDemonstration()
})
afterAll(() => office.close())

test('an address of nothing says so in Chinese, with the menu beside it and a way back', async () => {
  const { page, complaints } = await office.desk('zizhu')
  for (const path of ['/xyz', '/schools/abc', '/leads/abc', '/persons/0', '/results/of/x']) {
    await page.goto(`${office.county.address}${path}`)
    await page.getByRole('heading', { level: 1, name: '这个地址没有打开' }).waitFor()
    expect(await page.getByRole('navigation').isVisible()).toBe(true)
    expect(await page.getByRole('link', { name: '回到待办' }).count()).toBe(1)
    expect(await page.locator('main').innerText()).not.toMatch(/[a-z]{4,}/i)
  }
  await photograph(page, 'refused-address')
  expect(await hindrances(page)).toEqual([])
  for (const path of ['/schools/999999', '/leads/999999', '/persons/999999']) {
    await page.goto(`${office.county.address}${path}`)
    await page
      .locator('.refused-page, .empty')
      .getByText(/没有/)
      .first()
      .waitFor()
    expect(await page.locator('main table').count()).toBe(0)
  }
  await page.goto(`${office.county.address}/results/totals?runId=99`)
  await page.getByText('没有这一次核定运行').waitFor()
  await page.goto(`${office.county.address}/receive/progress?term=foo`)
  await page.getByText(/学期要用/).waitFor()
  expect(await page.locator('main').innerText()).not.toContain('NaN')
  expect(complaints).toEqual([])
})

test('a page that is not for the reader is its refusal alone: no head of it, no query, no table, no nought', async () => {
  const { page, complaints } = await office.desk('banzhuren', 'phone')
  for (const [path, title] of [
    ['/results/totals', '核定汇总'],
    ['/operate/trail', '操作日志'],
    ['/operate/accounts', '账号和授权'],
  ] as const) {
    await page.goto(`${office.county.address}${path}`)
    await page.getByRole('alert').waitFor()
    const said = await page.locator('main').innerText()
    expect(said).toContain(`${title}没有打开`)
    expect(said).toContain('您的账号没有')
    for (const none of ['合计', '0.00', '暂无数据', '数字点开', '查询条件']) expect(said).not.toContain(none)
    expect(await page.locator('main table, main input').count()).toBe(0)
  }
  await photograph(page, 'refused-page-phone')
  expect(await hindrances(page)).toEqual([])
  expect(complaints).toEqual([])
})

test('every condition of an address is in sight and can be taken away; what frames a list is no condition', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(`${office.county.address}/leads?schoolId=999999`)
  await page.getByText('没有符合条件的').waitFor()
  await page.getByText('这所学校（没有线索）').waitFor()
  await photograph(page, 'condition-school')
  await page.getByRole('button', { name: '清除条件，看全部' }).click()
  await page.getByText(/共 \d+ 条/).waitFor()
  await page.goto(`${office.county.address}/results/list?township=none`)
  await page.getByText('没有乡镇').first().waitFor()
  await page.goto(`${office.county.address}/compare?left=death-list&right=urban-minimum-living&part=both`)
  await page.getByText(/共 0 人/).waitFor()
  expect(await page.getByText('这一部分没有人').count()).toBe(1)
  expect(await page.getByText('没有符合条件的').count()).toBe(0)
  expect(complaints).toEqual([])
})

test('who is unsure of a question is led to the next one and to the list at the end, and an answer must be chosen to be given', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(`${office.county.address}/questions?matter=same-person&state=open`)
  await page.getByText(/共 \d+ /).waitFor()
  const total = Number(/共 (\d+) /.exec(await page.locator('.totals').innerText())?.[1])
  if (total === 0) throw new Error('the invented county asks nothing of this kind')
  await page.getByRole('table').getByRole('link').first().click()
  const first = page.url()
  const seen = new Set<string>()
  await page.getByRole('textbox', { name: '为什么' }).fill('没有选就交')
  expect(await page.getByRole('button', { name: '提交回答' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: '1 是' }).click()
  expect(await page.getByRole('button', { name: '提交回答' }).isDisabled()).toBe(false)
  while (/\/questions\/\d+$/.test(page.url())) {
    const at = page.url()
    expect(seen.has(at)).toBe(false)
    seen.add(at)
    await page.getByRole('button', { name: /^3 拿不准/ }).click()
    await page.waitForURL(url => url.href !== at)
    // What was typed and chosen for one question stands at no other.
    if (/\/questions\/\d+$/.test(page.url())) {
      await page.getByRole('heading', { name: '您的回答' }).waitFor()
      expect(await page.getByRole('textbox', { name: '为什么' }).inputValue()).toBe('')
      expect(await page.getByRole('button', { name: '1 是' }).getAttribute('aria-pressed')).toBe('false')
    }
  }
  expect(seen.size).toBeLessThanOrEqual(total)
  await page.goto(first)
  await page.getByText('您看过这一个，说拿不准').waitFor()
  expect(await page.getByRole('textbox', { name: '为什么' }).inputValue()).toBe('没有选就交')
  await photograph(page, 'question-unsure')
  expect(await hindrances(page)).toEqual([])
  expect(complaints).toEqual([])
})

test('a grant whose answer was lost is given once when it is pressed again', async () => {
  const { page, complaints } = await office.desk('guanli')
  await page.goto(`${office.county.address}/operate/accounts`)
  await page
    .getByRole('table')
    .getByRole('link', { name: office.county.account('banzhuren').name })
    .first()
    .click()
  await page.getByRole('button', { name: '再给一项授权' }).click()
  const grants = page.getByRole('region', { name: '授权' }).getByRole('listitem')
  const before = await grants.count()
  await page.getByLabel('角色').click()
  await page.keyboard.type('财务')
  await page.keyboard.press('Enter')
  await page.getByText(/可以：/).waitFor()
  let lost = false
  await page.route('**/api/access/give-grant', async route => {
    if (lost) return route.continue()
    lost = true
    await route.fetch()
    await route.abort('connectionreset')
  })
  const give = page.getByRole('button', { name: '授权', exact: true })
  await give.click()
  await page.getByRole('alert').getByText('不会办两次').waitFor()
  await give.click()
  await page.getByRole('alert').waitFor({ state: 'detached' })
  await expect.poll(() => grants.count(), { timeout: 30_000 }).toBe(before + 1)
  expect(complaints).toEqual([])
})

test('a file put in while the reading of another begins is sent and read as well, and the end of either reading is heard', async () => {
  const { page, complaints } = await office.desk('zizhu', 'phone')
  await page.goto(`${office.county.address}/receive`)
  const came = page.getByRole('region', { name: '来件', exact: true })
  const put = (name: string, row: string): Promise<void> =>
    page
      .locator('input[type=file]')
      .first()
      .setInputFiles([{ name, mimeType: 'text/csv', buffer: Buffer.from(`姓名,身份证号\n${row}\n`) }])
  let first: string | null = null
  await page.route('**/api/jobs/start', async route => {
    if (first !== null) return route.continue()
    first = ''
    await put('后放的.csv', '丁,990101201001010014')
    await page.getByText('等待上传').waitFor()
    const response = await route.fetch()
    first = ((await response.json()) as { jobId: string }).jobId
    return route.fulfill({ response })
  })
  // Of the first reading nothing is heard before the second is over.
  const heard = Promise.withResolvers<void>()
  await page.route('**/api/jobs/show**', async route => {
    if ((first ?? '') !== '' && new URL(route.request().url()).searchParams.get('jobId') === first) await heard.promise
    return route.continue()
  })
  let lists = 0
  page.on('request', request => {
    if (request.url().includes('/api/registry/list-deliveries')) lists += 1
  })
  await put('先放的.csv', '丙,990101201001010013')
  await came.getByText('后放的.csv').waitFor()
  const readIn = came.getByRole('listitem').filter({ hasText: '没有认出名册' })
  await readIn.first().waitFor()
  const before = lists
  heard.resolve()
  await expect.poll(() => lists, { timeout: 60_000 }).toBeGreaterThan(before)
  await expect.poll(() => readIn.count(), { timeout: 60_000 }).toBe(2)
  await page.getByLabel('这张表是').waitFor()
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  const said = await page.locator('main').innerText()
  expect(said.match(/分不清是哪一种/g)?.length ?? 0).toBeLessThanOrEqual(2)
  await photograph(page, 'receive-phone-unknown')
  expect(complaints).toEqual([])
})
