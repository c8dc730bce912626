import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from '../../testing/open-office.ts'

let office: DemonstrationUnderTest
beforeAll(async () => {
  office = await openDemonstration()
})
afterAll(() => office.close())

const looked = async (page: Page, name: string): Promise<void> => {
  await photograph(page, `determine-${name}`)
  expect(await hindrances(page)).toEqual([])
}
const totalOf = async (page: Page): Promise<number> => Number(/共 ([\d,]+) 项/.exec(await page.getByText(/共 [\d,]+ 项/).innerText())?.[1]?.replaceAll(',', ''))
const numberIn = (text: string): number => Number(text.replaceAll(',', ''))

test('the clerk opens a number of the totals to exactly so many children, and one of them to its clauses, on one sheet for the parent', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(office.county.address)
  await page.getByRole('link', { name: '核定汇总' }).click()
  await page.locator('.sums tbody a').first().waitFor()
  await looked(page, 'totals')
  for (const by of ['按学段', '按乡镇', '只按项目', '按学校']) {
    await page.getByRole('button', { name: by }).click()
    await page.getByRole('button', { name: by, pressed: true }).waitFor()
    await page.locator('.sums tbody a').first().waitFor()
    const cells = page.locator('.sums tbody a')
    const cell = cells.nth((await cells.count()) > 12 ? 11 : 0)
    const number = numberIn(await cell.innerText())
    await cell.click()
    await page.getByText(`共 ${number.toLocaleString('zh-CN')} 项`).waitFor()
    await page.goBack()
    await page.locator('.sums tbody a').first().waitFor()
  }
  await page.getByRole('button', { name: '展开全部项目' }).click()
  await looked(page, 'totals-unfolded')
  // An aid that is due, and its first child.
  await page.goto(`${office.county.address}/results/list?state=due`)
  expect(await totalOf(page)).toBeGreaterThan(50)
  await looked(page, 'list')
  await page.getByRole('button', { name: '下一页' }).click()
  await page.getByText('第 2 页').waitFor()
  await page.goBack()
  await page.getByText('第 1 页').waitFor()
  await page.locator('tbody a').first().click()
  await page.locator('.answer').first().waitFor()
  expect(await page.locator('.reasons .mark.yes').count()).toBeGreaterThan(1)
  await looked(page, 'explanation')
  const paper = await page.pdf({ format: 'A4' })
  expect(paper.toString('latin1').match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1)
  await page.getByRole('link', { name: '看全部项目' }).click()
  await page.getByText(/不享受的 \d+ 项/).waitFor()
  await looked(page, 'explanation-all')
  await page.getByRole('link', { name: '试算：情况变了会怎样' }).click()
  await page.getByLabel('寄宿').click()
  await page.locator('.ant-select-dropdown:visible').getByTitle('不是', { exact: true }).click()
  await page.getByRole('button', { name: /按改过的/ }).click()
  await page.getByText(/\d+ 项会变|各项都不变/).waitFor()
  await looked(page, 'suppose')
  expect(complaints).toEqual([])
  expect(office.county.faults).toEqual([])
})

test('the bureau head sees how many by school and cannot open names; the school sees its own, on a phone', async () => {
  const head = await office.desk('juzhang')
  await head.page.goto(`${office.county.address}/results/totals`)
  await head.page.locator('.sums tbody tr').first().waitFor()
  await head.page.getByText('名单由资助中心打开').waitFor()
  expect(await head.page.locator('.sums tbody a').count()).toBe(0)
  await looked(head.page, 'totals-head')
  const school = await office.desk('xuexiao', 'phone')
  await school.page.goto(`${office.county.address}/results/list`)
  expect(await totalOf(school.page)).toBeGreaterThan(0)
  await looked(school.page, 'list-phone')
  await school.page.locator('.cards a').first().click()
  await school.page.locator('.answer').first().waitFor()
  await looked(school.page, 'explanation-phone')
  expect([...head.complaints, ...school.complaints]).toEqual([])
})
