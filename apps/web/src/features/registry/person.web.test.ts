import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from '../../testing/open-office.ts'

let office: DemonstrationUnderTest
beforeAll(async () => {
  office = await openDemonstration()
})
afterAll(() => office.close())

test('a file says where each fact comes from; a whole number needs a reason; what is wrong is asked for and another confirms it', async () => {
  const clerk = await office.desk('zizhu')
  await clerk.page.goto(`${office.county.address}/leads?kind=not-enrolled`)
  const link = clerk.page.getByRole('table').getByRole('link').first()
  const child = ((await link.textContent()) ?? '').split(' · ').at(-1) ?? ''
  await clerk.page.getByRole('combobox', { name: /查学生或学校/ }).fill(child)
  await clerk.page.keyboard.press('Enter')
  await clerk.page.getByRole('option').filter({ hasText: child }).first().click()
  const { page } = clerk
  await page.getByRole('heading', { level: 1, name: child }).waitFor()
  const particulars = page.getByRole('region', { name: '基本信息' })
  await particulars
    .getByText(/第 \d+ 行/)
    .first()
    .waitFor()
  await page.getByRole('region', { name: '线索', exact: true }).getByRole('link', { name: '未入学' }).waitFor()
  await page.getByRole('region', { name: '谁看过' }).getByText('不在您的权限里').waitFor()
  await photograph(page, 'file')
  expect(await hindrances(page)).toEqual([])

  await page.getByRole('button', { name: '看身份证号全文' }).click()
  await page.getByLabel('为什么要看身份证号全文').fill('核对社保卡开户')
  await page.getByRole('button', { name: '写明原因，看全文' }).click()
  await page.getByText(/今天还可以看 \d+ 次/).waitFor()

  await particulars.getByRole('button', { name: '这条不对' }).first().click()
  expect(await particulars.getByLabel('姓名', { exact: true }).inputValue()).toBe(child)
  await particulars.getByLabel('曾用名', { exact: true }).fill('小名测试')
  await particulars.getByLabel('怎么知道的（证件、证明、谁说的）').fill('户口簿上有曾用名')
  await photograph(page, 'file-change')
  expect(await hindrances(page)).toEqual([])
  await particulars.getByRole('button', { name: '申请更正' }).click()
  await page.getByRole('region', { name: '待批的更正' }).getByText('等另一个人审批').waitFor()

  const other = await office.desk('fuhe')
  await other.page.goto(page.url())
  await other.page.getByRole('button', { name: '同意更正' }).click()
  await other.page.locator('form').getByRole('button', { name: '同意更正' }).click()
  await other.page.getByRole('cell', { name: '小名测试' }).waitFor()
  await photograph(other.page, 'file-changed')

  await page.reload()
  const then = page.getByRole('link', { name: '看当时所知' }).last()
  await then.click()
  await page.getByText('当时所知，不是现在的').waitFor()
  expect(await page.getByRole('cell', { name: '小名测试' }).count()).toBe(0)
  await photograph(page, 'file-then')
  await page.getByRole('link', { name: '回到现在' }).click()
  await page.getByRole('cell', { name: '小名测试' }).waitFor()
  await page.emulateMedia({ media: 'print' })
  await photograph(page, 'file-on-paper')
  expect([...clerk.complaints, ...other.complaints]).toEqual([])
})

test('the class teacher opens a child of the class on the phone: locked parts say who opens them and how to ask', async () => {
  const { page, complaints } = await office.desk('banzhuren', 'phone')
  await page.goto(office.county.address)
  const child = page.getByRole('region', { name: '我的学生' }).getByRole('listitem').first().getByRole('link').first()
  const name = (await child.textContent()) ?? ''
  await photograph(page, 'teacher-home')
  expect(await hindrances(page)).toEqual([])
  await child.click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.getByRole('region', { name: '困难类别' }).getByText('可以看的：').waitFor()
  expect(await page.getByRole('region', { name: '困难类别' }).getByRole('table').count()).toBe(0)
  await photograph(page, 'file-teacher-phone')
  expect(await hindrances(page)).toEqual([])
  expect(complaints).toEqual([])
})

test('the bureau head before a projector asks which of what grew, and the number opens to as many names', async () => {
  const { page, complaints } = await office.desk('juzhang', 'wide')
  await page.goto(office.county.address)
  const grew = page.getByRole('region', { name: '涨得最多的问题' })
  const number = grew.getByRole('row').nth(1).getByRole('link').first()
  const count = ((await number.textContent()) ?? '').trim()
  await page.getByRole('region', { name: '最近一次核定' }).getByText('人次').first().waitFor()
  await photograph(page, 'head-home')
  expect(await hindrances(page)).toEqual([])
  await number.click()
  await page.getByText(`共 ${count} 条`).waitFor()
  await photograph(page, 'head-names')
  await page.goBack()
  await grew.getByRole('row').nth(1).waitFor()
  await page.goForward()
  await page.getByText(`共 ${count} 条`).waitFor()
  expect(complaints).toEqual([])
})

test('a partner department sees at once what it sent and how much of it was taken', async () => {
  const { page, complaints } = await office.desk('minzheng')
  await page.goto(office.county.address)
  await page.getByRole('region', { name: '我送来的名单' }).getByRole('row').nth(1).waitFor()
  await photograph(page, 'partner-home')
  expect(await hindrances(page)).toEqual([])
  expect(complaints).toEqual([])
})
