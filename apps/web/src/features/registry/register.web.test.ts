import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from '../../testing/open-office.ts'

let office: DemonstrationUnderTest
beforeAll(async () => {
  office = await openDemonstration()
})
afterAll(() => office.close())

const offered = '.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option'
const looked = async (page: Page, name: string): Promise<void> => {
  await photograph(page, `register/${name}`)
  expect(await hindrances(page)).toEqual([])
}
const open = (page: Page, path: string): Promise<unknown> => page.goto(`${office.county.address}${path}`)

test('schools stand township by township with who is there; one is founded, renamed and closed, and one with children is not', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await open(page, '/schools')
  const row = page.getByRole('table').getByRole('row').filter({ hasText: '小学' }).first()
  await row.waitFor()
  await looked(page, 'schools')
  const number = (await row.getByRole('link').last().textContent()) ?? ''
  const count = /\d+/.exec(number)?.[0] ?? ''
  await row.getByRole('link').last().click()
  await page.getByText(`共 ${count} 人`).waitFor()
  await looked(page, 'pupils')
  await page.getByRole('link', { name: '回到学校' }).click()
  await page.getByRole('region', { name: '办理' }).getByRole('button', { name: '撤销' }).click()
  await page.getByRole('link', { name: `有 ${count} 名学生在读` }).waitFor()
  await page.getByRole('region', { name: '任职' }).waitFor()
  await looked(page, 'school-not-closed')
  const at = new URL(page.url()).pathname

  await open(page, '/schools')
  await page.getByRole('button', { name: '登记一所学校' }).click()
  const form = page.getByRole('region', { name: '登记一所学校' })
  await form.getByLabel('学校全称').fill('示例县新桥小学')
  await form.getByLabel('学段').click()
  await page.locator(offered).filter({ hasText: '小学' }).first().click()
  await form.getByLabel('在哪个乡镇').click()
  // The list of stages is fading yet: what is chosen is a township.
  await page
    .locator(offered)
    .filter({ hasText: /街道|乡|镇/u })
    .first()
    .click()
  await form.getByLabel('从哪天起开办').fill('2020-09-01')
  await looked(page, 'school-founding')
  await form.getByRole('button', { name: '登记学校' }).click()
  await page.getByRole('heading', { level: 1, name: '示例县新桥小学' }).waitFor()
  await page.getByRole('button', { name: '更名' }).click()
  await page.getByLabel('新的全称').fill('示例县新桥中心小学')
  await page.getByLabel('从哪天起').fill('2022-09-01')
  await page.getByRole('button', { name: '给示例县新桥小学更名' }).click()
  await page.getByRole('heading', { level: 1, name: '示例县新桥中心小学' }).waitFor()
  await page.getByRole('cell', { name: '2022-08-31' }).waitFor()
  await page.getByRole('button', { name: '撤销', exact: true }).click()
  await page.getByLabel('原因（文号）').fill('布局调整')
  await looked(page, 'school-closing')
  await page.getByRole('button', { name: '撤销示例县新桥中心小学' }).click()
  await page.getByText('最后一天').waitFor()
  await looked(page, 'school-closed')
  expect(complaints).toEqual([])

  const phone = await office.desk('zizhu', 'phone')
  for (const path of ['/schools', at, `${at}/pupils`]) {
    await open(phone.page, path)
    await phone.page.locator('.cards li, .facts-line').first().waitFor()
    await looked(phone.page, `phone-${path.split('/').length}`)
    expect(await phone.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  }
})

test('two files are looked at side by side; who they are differs, so another confirms; then they are one, and are parted again', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await open(page, '/results/list?state=due')
  const names = page.getByRole('table').getByRole('link')
  await names.first().waitFor()
  const all = [...new Set((await names.allTextContents()).filter(name => /^[一-龥]{2,4}$/.test(name)))]
  const [one = '', two = ''] = all
  await names.filter({ hasText: one }).first().click()
  await page.getByRole('link', { name: '一生一档' }).click()
  await page.getByRole('link', { name: '与另一份合并' }).click()
  await page.getByLabel('姓名、拼音或完整的证件号').fill(two)
  await page.getByRole('button', { name: '查找' }).click()
  await page
    .getByRole('button', { name: `和${two}并排看` })
    .first()
    .click()
  await page.getByText(/一个人不能直接合并/).waitFor()
  await looked(page, 'merge')
  const at = page.url()
  await page.getByLabel('凭什么说是同一个人').fill('户口簿上只有一个孩子，两次登记')
  await page.getByRole('button', { name: '申请合并' }).click()
  await page.getByRole('region', { name: '待批的更正' }).getByText('等另一个人审批').waitFor()

  const other = await office.desk('fuhe')
  await open(other.page, '/persons/changes')
  const asked = other.page.getByRole('region', { name: one })
  await asked.getByRole('link', { name: '两份并排看' }).waitFor()
  await asked.getByRole('button', { name: '同意更正' }).click()
  await looked(other.page, 'merge-asked')
  await asked.locator('form').getByRole('button', { name: '同意更正' }).click()
  await other.page.getByText('没有等审批的更正').waitFor()

  await page.reload()
  const history = page.getByRole('region', { name: '合并和拆分' })
  await history.getByRole('button', { name: '拆分：先看后果' }).click()
  await history.getByText(/拆开以后/).waitFor()
  await looked(page, 'merged')
  await history.getByLabel('凭什么说是两个人').fill('学校来电：是两个孩子')
  await history.getByRole('button', { name: `把${two}拆出来` }).click()
  await history.getByText(/拆出/).waitFor()
  await looked(page, 'parted')
  expect(complaints).toEqual([])

  const phone = await office.desk('zizhu', 'phone')
  await phone.page.goto(at)
  await phone.page.getByRole('heading', { name: '合并以后会怎样' }).waitFor()
  await looked(phone.page, 'phone-merge')
  expect(await phone.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
})

test('from a file the card of its household opens: who is in it, what it is known as, what help each is due', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await open(page, '/leads?kind=not-enrolled')
  await page.getByRole('table').getByRole('link').first().click()
  await page.getByRole('link', { name: /^2022年秋季学期的运行，.+ 发布$/ }).waitFor()
  await looked(page, 'lead-of-household')
  await page.getByRole('link', { name: '一生一档' }).first().click()
  await page.getByRole('link', { name: '打开户卡' }).first().click()
  await page.getByRole('heading', { level: 1, name: /^户卡：[^*]+(户 · .+|的户.*)$/ }).waitFor()
  await page.getByRole('region', { name: '家庭成员' }).getByRole('row').nth(1).waitFor()
  await page.getByRole('region', { name: '应得的帮助' }).getByRole('listitem').first().waitFor()
  await looked(page, 'household')
  expect(complaints).toEqual([])
  const phone = await office.desk('zizhu', 'phone')
  await phone.page.goto(page.url())
  await phone.page.getByRole('region', { name: '家庭成员' }).getByRole('row').nth(1).waitFor()
  await looked(phone.page, 'phone-household')
  expect(await phone.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await open(page, '/results/unsettled')
  await page.getByRole('button', { name: '导出表格' }).waitFor()
  await looked(page, 'unsettled')
})
