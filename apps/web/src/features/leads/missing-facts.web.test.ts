import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from '../../testing/open-office.ts'

let office: DemonstrationUnderTest
beforeAll(async () => {
  office = await openDemonstration()
})
afterAll(() => office.close())

const looked = async (page: Page, name: string): Promise<void> => {
  await photograph(page, `missing-facts/${name}`)
  expect(await hindrances(page)).toEqual([])
}
const numberIn = (text: string): number => Number(/(\d[\d,]*)\s*$/.exec(text.trim())?.[1]?.replaceAll(',', '') ?? 'NaN')

test('every fact that is missing is counted over all pages, opens to its rows, and a school’s are answered at once from one source', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(`${office.county.address}/questions`)
  const strip = page.getByRole('region', { name: '还缺哪些信息' })
  await strip.waitFor()
  await looked(page, 'all')
  const facts = strip.locator('li a')
  const numbers = (await facts.allInnerTexts()).map(numberIn)
  expect(numbers.length).toBeGreaterThan(1)
  const whole = strip.getByRole('link').first()
  expect(numbers.reduce((sum, n) => sum + n, 0)).toBe(numberIn(await whole.innerText()))
  for (const [at, n] of numbers.entries()) {
    await facts.nth(at).click()
    await page.getByText(new RegExp(`共 ${n.toLocaleString('zh-CN')} 个`)).waitFor()
  }
  await facts.filter({ hasText: '困难类别' }).click()
  await page.waitForURL(/key=hardship/)
  const hardship = numberIn(await facts.filter({ hasText: '困难类别' }).innerText())
  await page.getByText(`共 ${hardship} 个`).waitFor()

  // One school of it, without touching the others.
  await page.getByRole('button', { name: /更多条件/ }).click()
  await page.locator('#questions-schoolId').click()
  await page.locator('.ant-select-item-option').first().click()
  await page.waitForURL(/schoolId=/)
  await page.getByText(/现在的条件下，/).waitFor()
  const button = page.getByRole('button', { name: /^这 \d+ 个一起答$/ })
  await button.waitFor()
  const own = Number(/\d+/.exec(await button.innerText())?.[0])
  expect(own).toBeLessThan(hardship)
  await button.click()
  await page.getByLabel('回答').fill('也许')
  await page.getByLabel(/^凭什么材料/).fill('班级家访记录，2022年9月5日')
  await page.getByLabel('为什么这样答').fill('班主任逐户走访')
  await page.getByRole('button', { name: `作答 ${own} 个问题` }).click()
  await page.getByRole('alert').waitFor()
  await looked(page, 'refused')
  await page.getByLabel('回答').fill('均不是')
  await page.getByRole('button', { name: `作答 ${own} 个问题` }).click()
  await page.getByText('没有符合条件的').waitFor()
  await looked(page, 'answered')
  await page.goto(`${office.county.address}/questions`)
  await facts
    .filter({ hasText: '困难类别' })
    .getByText(String(hardship - own), { exact: true })
    .waitFor()

  const phone = await office.desk('xuexiao', 'phone')
  await phone.page.goto(`${office.county.address}/questions`)
  await phone.page
    .getByText(/共 \d+ 个|现在没有待决问题/)
    .first()
    .waitFor()
  await looked(phone.page, 'phone')
  expect(await phone.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  expect([...complaints, ...phone.complaints]).toEqual([])
  expect(office.county.faults).toEqual([])
})
