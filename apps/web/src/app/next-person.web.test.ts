import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from '../testing/open-office.ts'

let office: DemonstrationUnderTest
/** Where the leads are that the class teacher may see. */
let teachers: readonly (string | null)[]
beforeAll(async () => {
  office = await openDemonstration()
  const { page, context } = await office.desk('banzhuren')
  await page.goto(`${office.county.address}/leads`)
  await page.getByText(/共 \d+ 条/).waitFor()
  teachers = await leadsOf(page)
  await context.close()
})
afterAll(() => office.close())

const leadsOf = async (page: Page): Promise<readonly (string | null)[]> =>
  Promise.all((await page.getByRole('table').getByRole('link').all()).map(link => link.getAttribute('href')))
const words = '甲写的、没有提交的话'
const logIn = async (page: Page, who: 'zizhu' | 'banzhuren'): Promise<void> => {
  const { username, password } = office.county.account(who)
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('口令').fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}
/** The clerk at a lead that the class teacher may not see, with words begun. */
const atWork = async (page: Page): Promise<string> => {
  await page.goto(`${office.county.address}/leads`)
  await page.getByText(/共 \d+ 条/).waitFor()
  const theirs = (await leadsOf(page)).find(address => address?.startsWith('/leads/') === true && !teachers.includes(address))
  await page.locator(`a[href="${theirs}"]`).first().click()
  await page.getByRole('button', { name: '写说明' }).click()
  await page.getByRole('textbox', { name: '说明' }).fill(words)
  return (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
}
/** All that a tab shows and keeps. */
const inTab = (page: Page): Promise<string> => page.evaluate('document.body.innerText + JSON.stringify(Object.entries(sessionStorage))')
/** Nothing of the office comes any more: whatever is on the screen was there. */
const holdAnswers = async (page: Page): Promise<void> => void (await page.route('**/api/leads/**', () => undefined))

test('whoever logs in after another at one browser sees nothing that the other saw, wrote or sent', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(`${office.county.address}/receive`)
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([{ name: '甲的空名册.csv', mimeType: 'text/csv', buffer: Buffer.from('') }])
  await page.getByText('甲的空名册.csv').waitFor()
  const lead = await atWork(page)
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByText('有 1 处写了还没有提交，退出后不再保留').waitFor()
  await photograph(page, 'leaving-asked')
  expect(await hindrances(page)).toEqual([])
  await page.getByRole('button', { name: '先不退出' }).click()
  expect(await page.getByRole('textbox', { name: '说明' }).inputValue()).toBe(words)
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByRole('button', { name: '不保留，退出' }).click()
  await page.getByLabel('用户名').waitFor()
  for (const left of [lead, words, '甲的空名册.csv']) expect(await inTab(page)).not.toContain(left)
  await holdAnswers(page)
  await logIn(page, 'banzhuren')
  await page
    .getByRole('link', { name: /^待办/ })
    .first()
    .waitFor()
  expect(new URL(page.url()).pathname).toBe('/')
  await page.getByRole('link', { name: '线索清单' }).click()
  await page.getByRole('heading', { level: 1, name: '线索' }).waitFor()
  for (const left of [lead, words, '甲的空名册.csv']) expect(await inTab(page)).not.toContain(left)
  expect(await page.getByText(/共 \d+ 条/).count()).toBe(0)
  expect(complaints).toEqual([])
})

test('when the session ends and another logs in, the page of the one before goes, and waits with its words for that one alone', async () => {
  const { page, context, complaints } = await office.desk('zizhu')
  const lead = await atWork(page)
  const address = page.url()
  await context.clearCookies()
  await page.locator('form').getByRole('button', { name: '写下说明' }).click()
  await page.getByRole('dialog', { name: '重新登录' }).waitFor()
  await holdAnswers(page)
  await logIn(page, 'banzhuren')
  await page.waitForURL(`${office.county.address}/`)
  await page
    .getByRole('link', { name: /^待办/ })
    .first()
    .waitFor()
  expect(await page.evaluate<string>('document.body.innerText')).not.toContain(lead)
  await page.unroute('**/api/leads/**')
  await page.goto(address)
  await page.getByRole('alert').waitFor()
  expect(await page.evaluate<string>('document.body.innerText')).not.toContain(words)
  await context.clearCookies()
  await page.goto(address)
  await logIn(page, 'zizhu')
  await page.getByRole('button', { name: '写说明' }).click()
  expect(await page.getByRole('textbox', { name: '说明' }).inputValue()).toBe(words)
  expect(complaints).toEqual([])
})

test('who leaves in one tab has left in all, who enters in one has entered in all; without the line nobody has left', async () => {
  const { page, context, complaints } = await office.desk('zizhu')
  const lead = await atWork(page)
  const other = await context.newPage()
  await other.goto(office.county.address)
  await other
    .getByRole('link', { name: /^待办/ })
    .first()
    .waitFor()
  await other.route('**/api/logout', route => route.abort('connectionfailed'))
  await other.getByRole('button', { name: '退出登录' }).click()
  await other.getByText('您还没有退出').waitFor()
  await photograph(other, 'leaving-no-line')
  await other.unroute('**/api/logout')
  await other.getByRole('button', { name: '再退一次' }).click()
  await page.getByLabel('用户名').waitFor()
  expect(await page.evaluate<string>('document.body.innerText')).not.toContain(lead)
  await other.getByLabel('用户名').waitFor()
  await logIn(other, 'banzhuren')
  await other
    .getByRole('link', { name: /^待办/ })
    .first()
    .waitFor()
  await page.getByRole('alert').waitFor()
  expect(await page.evaluate<string>('document.body.innerText')).not.toContain(lead)
  expect(complaints).toEqual([])
})
