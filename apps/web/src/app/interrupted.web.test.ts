import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from '../testing/open-office.ts'

let office: DemonstrationUnderTest
beforeAll(async () => {
  office = await openDemonstration()
})
afterAll(() => office.close())

test('what was typed outlives a network that goes, a session that ends, a colleague on the same record, and back and forward', async () => {
  const { page, context } = await office.desk('zizhu')
  await page.goto(`${office.county.address}/leads`)
  await page.getByRole('table').getByRole('link').first().click()
  await page.getByRole('button', { name: '写说明' }).click()
  const words = page.getByRole('textbox', { name: '说明' })
  const send = page.locator('form').getByRole('button', { name: '写下说明' })
  await words.fill('家长说孩子在外地读书，等转学证明')
  const address = page.url()

  await page.route('**/api/**', route => route.abort('connectionfailed'))
  await send.click()
  await page.getByText('网络断了：已填的字都还在').waitFor()
  await photograph(page, 'interrupted-line')
  expect(await hindrances(page)).toEqual([])
  expect(await words.inputValue()).toBe('家长说孩子在外地读书，等转学证明')
  await page.unroute('**/api/**')
  await page.getByText('网络断了：已填的字都还在').waitFor({ state: 'detached' })

  const other = await office.desk('fuhe')
  await other.page.goto(address)
  await other.page.getByRole('button', { name: '写说明' }).click()
  await other.page.getByRole('textbox', { name: '说明' }).fill('已给学校打电话')
  await other.page.locator('form').getByRole('button', { name: '写下说明' }).click()
  await other.page.locator('.timeline').getByText('已给学校打电话').waitFor()
  await send.click()
  await page.getByText('您打开以后，别人改了').waitFor()
  await page.getByText('周建平 写说明 已给学校打电话').first().waitFor()
  await photograph(page, 'interrupted-difference')
  expect(await hindrances(page)).toEqual([])
  expect(await words.inputValue()).toBe('家长说孩子在外地读书，等转学证明')
  await page.getByRole('button', { name: '知道了' }).click()

  await page.goBack()
  await page.getByText(/共 \d+ 条/).waitFor()
  await page.goForward()
  await page.getByRole('button', { name: '写说明' }).click()
  expect(await words.inputValue()).toBe('家长说孩子在外地读书，等转学证明')

  await context.clearCookies()
  await send.click()
  const again = page.getByRole('dialog', { name: '重新登录' })
  await again.getByText('您填写的内容都还在').waitFor()
  await photograph(page, 'interrupted-session')
  const { username, password } = office.county.account('zizhu')
  await again.getByLabel('用户名').fill(username)
  await again.getByLabel('口令').fill(password)
  await again.getByRole('button', { name: '登录', exact: true }).click()
  await again.waitFor({ state: 'detached' })
  expect(await words.inputValue()).toBe('家长说孩子在外地读书，等转学证明')
  await send.click()
  await page.locator('.timeline').getByText('家长说孩子在外地读书，等转学证明').waitFor()
})

test('what was typed outlives a right that is taken away meanwhile, and is sent when it is given back', async () => {
  const { page } = await office.desk('fuhe')
  await page.goto(`${office.county.address}/leads`)
  await page.getByRole('table').getByRole('link').first().click()
  await page.getByRole('button', { name: '写说明' }).click()
  const words = page.getByRole('textbox', { name: '说明' })
  const send = page.locator('form').getByRole('button', { name: '写下说明' })
  await words.fill('学校答应周五前补报')

  const { page: admin } = await office.desk('guanli')
  await admin.goto(office.county.address)
  const ask = <Answer>(path: string, order?: object): Promise<Answer> =>
    admin.evaluate(
      async ({ asked, body }) => {
        const answer = await fetch(asked, {
          ...(body === null ? {} : { method: 'POST', body }),
          headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        })
        if (!answer.ok) throw new Error(await answer.text())
        return (await answer.json()) as unknown
      },
      { asked: `/api/access/${path}`, body: order === undefined ? null : JSON.stringify(order) },
    ) as Promise<Answer>
  type Account = Readonly<{ accountId: string; grants: readonly Readonly<{ grantId: string; role: string; kind: string; key: string }>[] }>
  const { accounts } = await ask<Readonly<{ accounts: readonly Account[] }>>(`list-accounts?name=${encodeURIComponent('周建平')}`)
  const [account] = accounts
  const [grant] = account?.grants ?? []
  if (account === undefined || grant === undefined) throw new Error('周建平 has no grant')
  await ask('revoke-grant', { grantId: grant.grantId })

  await send.click()
  await page.getByRole('alert').filter({ hasText: '请' }).waitFor()
  await photograph(page, 'interrupted-taken-away')
  expect(await words.inputValue()).toBe('学校答应周五前补报')
  await page.reload()
  await page.getByRole('alert').waitFor()
  await photograph(page, 'interrupted-taken-away-reloaded')

  const { role, kind, key } = grant
  await ask('give-grant', { accountId: account.accountId, role, kind, key })
  await page.reload()
  await page.getByRole('button', { name: '写说明' }).click()
  expect(await words.inputValue()).toBe('学校答应周五前补报')
  await send.click()
  await page.locator('.timeline').getByText('学校答应周五前补报').waitFor()
})

test('without a network a page says that it was not opened, never that there is nothing; it opens by itself when the line is back', async () => {
  const { page } = await office.desk('zizhu')
  const pages = [
    ['/leads/places', '线索分布'],
    ['/questions', '待决问题'],
    ['/schools', '学校与班级'],
    ['/runs', '历次运行'],
    ['/compare', '名册比对'],
    ['/results/totals', '核定汇总'],
  ] as const
  const away = async (): Promise<void> => {
    await page.route('**/api/**', route => route.abort('connectionfailed'))
    await page.route(office.county.address, route => (route.request().method() === 'HEAD' ? route.abort('connectionfailed') : route.continue()))
    await page.evaluate(() => window.dispatchEvent(new Event('offline')))
  }
  const back = async (): Promise<void> => {
    await page.unroute('**/api/**')
    await page.unroute(office.county.address)
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
  }
  const opened = async (path: string, title: string): Promise<void> => {
    await page.evaluate(to => {
      history.pushState(null, '', to)
      dispatchEvent(new PopStateEvent('popstate'))
    }, path)
    await page.getByRole('heading', { level: 1, name: new RegExp(`^${title}`, 'u') }).waitFor()
    await page.getByRole('alert').filter({ hasText: '没有打开：连不上服务器' }).first().waitFor()
    const said = await page.locator('main').innerText()
    expect(said, path).not.toMatch(/暂无数据|共 0|[^\d]0 [条人项件次]|正在打开/)
    await photograph(page, `interrupted-not-opened${path.replaceAll(/[/?=]/gu, '-')}`)
  }
  // Their programs are at hand, their answers are not.
  await page.goto(office.county.address)
  await page.getByRole('heading', { name: '待办' }).waitFor()
  await away()
  for (const [path, title] of pages) await opened(path, title)
  await back()
  await page.locator('table.sums').waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)

  // Where rosters are received, each is opened for the first time without a line, and opens when it is back.
  const ofReceiving = [
    ['/receive/progress?term=2022-spring', '收数进度', page.getByText(/^2022年春季学期要用/)],
    ['/receive/history?status=committed', '收数历史', page.locator('tbody').getByRole('link').first()],
    ['/receive/history/11', '这一批', page.getByRole('heading', { name: /批次 11$/ })],
    ['/receive/history/12/lines?figure=facts-new', '这一批的明细', page.getByText(/共 [1-9]\d* 条/)],
  ] as const
  for (const [path, title, shown] of ofReceiving) {
    await away()
    await opened(path, title)
    await back()
    await shown.waitFor()
    expect(await page.getByRole('alert').count(), path).toBe(0)
  }
})
