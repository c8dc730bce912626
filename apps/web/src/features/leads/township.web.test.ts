import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from '../../testing/open-office.ts'

let office: DemonstrationUnderTest
beforeAll(async () => void (office = await openDemonstration()))
afterAll(() => office.close())

const looked = async (page: Parameters<typeof photograph>[0], name: string): Promise<void> => {
  await photograph(page, `township/${name}`)
  expect(await hindrances(page)).toEqual([])
}

test('a cadre finds at home the child of the village who is not enrolled, visits, and asks for it to be closed; the head of the township follows it', async () => {
  const { page, complaints } = await office.desk('baocun', 'phone')
  await page.goto(office.county.address)
  await page.getByRole('region', { name: '归我办的' }).getByRole('link').first().waitFor()
  await looked(page, 'cadre-home-phone')
  await page.getByRole('region', { name: '归我办的' }).getByRole('link').first().click()
  await page.getByRole('heading', { name: /^未入学/ }).waitFor()
  const lead = page.url()
  await looked(page, 'cadre-lead-phone')
  await page.getByRole('button', { name: '写说明' }).click()
  await page.getByRole('textbox', { name: '说明' }).fill('到家里看过，孩子在邻县跟父母上学，证明随后补来')
  await page.locator('form').getByRole('button', { name: '写下说明' }).click()
  await page.locator('.timeline').getByText('证明随后补来').waitFor()
  await page.locator('.attach select').selectOption({ label: '外地就读证明' })
  await page.locator('input[type=file]').setInputFiles({ name: '就读证明.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') })
  await page.getByRole('button', { name: '就读证明.pdf', exact: true }).waitFor()
  await page.getByRole('button', { name: '提请销号' }).click()
  await page.getByLabel('凭什么销号').click()
  await page.getByTitle(/^外地就读证明/).click()
  await page.getByRole('textbox', { name: '怎样核实、怎样办的' }).fill('证明上有学校公章')
  await page.locator('form').getByRole('button', { name: '提请销号' }).click()
  await page.getByText('拟销号').first().waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)

  const head = await office.desk('xiangzhen')
  await head.page.goto(lead)
  await head.page.getByText('拟销号').first().waitFor()
  // He organises and follows; acting on a lead is the cadre's and the bureau's.
  expect(await head.page.getByRole('button', { name: /销号|派给|写说明/ }).count()).toBe(0)
  await head.page.goto(office.county.address)
  await head.page.getByRole('region', { name: '我负责的孩子' }).getByRole('link').first().waitFor()
  await looked(head.page, 'head-home')
  expect([...complaints, ...head.complaints]).toEqual([])
  await page.context().close()
  await head.page.context().close()
})

test('a lead whose answerer may not act on it is nobody’s and says why, and is given only to whoever may', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(`${office.county.address}/leads?kind=not-enrolled&owner=none`)
  await page.locator('tbody a').first().click()
  await page.getByText(/按责任体系归.+（乡镇长），权限里没有办理线索。请派给能办的人。/).waitFor()
  await page.getByRole('button', { name: '派给责任人' }).click()
  await page.getByLabel('派给').click()
  await page.getByText('周建平（资助中心）').waitFor()
  expect(await page.getByText(/^杨胜利（/).count()).toBe(0)
  await photograph(page, 'township/nobodys')
  await page.getByText('周建平（资助中心）').click()
  expect(complaints).toEqual([])
  await page.context().close()
})
