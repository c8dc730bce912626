import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from '../../testing/open-office.ts'

let office: DemonstrationUnderTest
beforeAll(async () => void (office = await openDemonstration()))
afterAll(() => office.close())

test('a department sees what it still owes, opens its list to the rows that were refused, and takes them along to be put right', async () => {
  const { page, complaints } = await office.desk('minzheng')
  await page.goto(office.county.address)
  const owed = page.getByRole('region', { name: '还要送的名单' })
  await owed.getByText('一份已退回').waitFor()
  await page.getByRole('region', { name: '我送来的名单' }).getByText('已退回').waitFor()
  await photograph(page, 'sent/home')
  expect(await hindrances(page)).toEqual([])

  await owed.getByRole('link', { name: '农村低保备案表' }).click()
  await page.getByRole('heading', { name: '要改正的行，按原因' }).waitFor()
  const reasons = page.getByRole('region', { name: '要改正的行' })
  await reasons.getByRole('link', { name: '写明已经停保、注销或退出' }).click()
  await page.getByText('“写明已经停保、注销或退出”的行').waitFor()
  // The number of the reason is the number of its rows.
  const [refused] = await reasons.locator('tr.chosen td').allTextContents()
  await expect.poll(() => reasons.locator('.sent-rows > li').count()).toBe(Number(refused))
  expect(page.url()).toContain('reason=')
  expect(await page.getByText(/\d{17}[\dX]/).count()).toBe(0)
  await photograph(page, 'sent/list')
  expect(await hindrances(page)).toEqual([])
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: /下载要改的 \d+ 行/ }).click()
  expect((await saving).suggestedFilename()).toBe('请改正_农村低保备案表（截至2022年9月1日）.xlsx')

  // The list that was taken in says of each row what was found.
  await page.goto(office.county.address)
  const taken = page.getByRole('region', { name: '我送来的名单' }).getByRole('row', { name: /^农村低保备案表.*已入库/ })
  const matched = await taken.getByRole('cell').nth(5).textContent()
  await taken.getByRole('cell').nth(5).getByRole('link').click()
  await page.getByText(`共 ${matched} 行`).waitFor()
  await photograph(page, 'sent/receipt')
  expect(await hindrances(page)).toEqual([])
  expect(complaints).toEqual([])
  await page.context().close()
})

test('on a phone the department reads the same as cards', async () => {
  const { page, complaints } = await office.desk('minzheng', 'phone')
  await page.goto(office.county.address)
  await page.getByRole('region', { name: '还要送的名单' }).getByText('一份已退回').waitFor()
  await page.getByRole('region', { name: '我送来的名单' }).getByText('已退回').waitFor()
  await photograph(page, 'sent/home-phone')
  expect(await hindrances(page)).toEqual([])
  await page.getByRole('region', { name: '还要送的名单' }).getByRole('link').first().click()
  await page.getByRole('heading', { name: '要改正的行，按原因' }).waitFor()
  await photograph(page, 'sent/list-phone')
  expect(await hindrances(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  expect(complaints).toEqual([])
  await page.context().close()
})

test('a department is granted the lists it sends, or one of them by its name', async () => {
  const { page, complaints } = await office.desk('guanli')
  await page.goto(`${office.county.address}/operate/accounts?name=${encodeURIComponent('谭红梅')}`)
  await page.getByText('民政部门 · 民政局送来的名单').first().waitFor()
  await page.getByRole('link', { name: '谭红梅' }).click()
  await page.getByText('民政局送来的名单').first().waitFor()
  // A school among thousands is sought by its name on the server; a list of a department stands there by its own.
  await page.getByRole('button', { name: '再给一项授权' }).click()
  const role = page.getByRole('combobox', { name: '角色' })
  await role.fill('校（园）长')
  await page.locator('.ant-select-dropdown:visible').getByText('校（园）长', { exact: true }).click()
  await page.locator('#place-of').fill('金桥')
  await page
    .locator('.ant-select-dropdown:visible')
    .getByText(/金桥小学/)
    .click()
  await photograph(page, 'sent/grant-school')
  await role.fill('民政')
  await page.locator('.ant-select-dropdown:visible').getByText('民政部门', { exact: true }).click()
  // One sender is chosen already; a single list is one level further.
  await page.locator('label[for="place-sender"]').getByText('民政局', { exact: true }).waitFor()
  await photograph(page, 'sent/grant-sender')
  await page.locator('#place-level').click()
  await page.locator('.ant-select-dropdown:visible').getByText('单独一份名单').click()
  await page.locator('#place-list').fill('城镇低保')
  await page
    .locator('.ant-select-dropdown:visible')
    .getByText(/城镇低保备案表（截至 2022-08-01/)
    .click()
  await photograph(page, 'sent/grant-list')
  expect(complaints).toEqual([])
  await page.context().close()
})
