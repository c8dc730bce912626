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

test('the children who wait are as many as the number says, each with what it lacks and from whom, by school, class and fact, and on a phone', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(`${office.county.address}/results/totals`)
  const opens = page.getByRole('region', { name: '待补信息' }).getByRole('link', { name: /^[\d,]+ 人$/ })
  const many = (await opens.innerText()).replace(/ 人$/, '')
  await opens.click()
  await page.waitForURL(/results\/waiting/)
  await page.getByText(`共 ${many} 人`).waitFor()
  await looked(page, 'waiting')
  const total = async (): Promise<number> => Number(/共 ([\d,]+) 人/.exec(await page.locator('.totals').innerText())?.[1]?.replaceAll(',', ''))
  const chose = async (field: string, option: string | RegExp): Promise<void> => {
    await page.locator(`#waiting-children-${field}`).click()
    const answered: Promise<unknown> = page.waitForResponse(answer => answer.url().includes('list-waiting-children') && answer.url().includes(`${field}=`))
    await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').filter({ hasText: option }).first().click()
    await answered
    await page.locator('section[aria-label="待补信息的学生"][aria-busy=false]').waitFor()
  }
  await chose('schoolId', /小学/)
  const ofSchool = await total()
  await chose('classId', /班/)
  const ofClass = await total()
  await chose('key', '困难类别')
  expect([ofSchool < Number(many.replaceAll(',', '')), ofClass <= ofSchool, (await total()) <= ofClass]).toEqual([true, true, true])
  await looked(page, 'waiting-of-class')
  // Another school has other classes, and the fact stays asked for.
  await chose('schoolId', /中学/)
  await page.waitForURL(address => !address.searchParams.has('classId') && address.searchParams.has('key'))
  await page.goto(`${office.county.address}/results/waiting?key=hardship`)
  await page.getByRole('table').getByRole('link').first().waitFor()
  const lacks = page.getByRole('table').getByRole('link', { name: '困难类别' })
  expect(await lacks.count()).toBeGreaterThan(0)
  const name = await page.getByRole('table').getByRole('link').first().innerText()
  await page.getByRole('table').getByRole('link').first().click()
  await page.getByRole('heading', { level: 1 }).filter({ hasText: name }).waitFor()
  await page.goBack()
  await page.getByRole('button', { name: /打印/ }).click()
  await page.getByRole('heading', { name: '待补信息的学生' }).waitFor()
  await page.getByText('缺：困难类别').waitFor()
  await looked(page, 'waiting-paper')

  const phone = await office.desk('xuexiao', 'phone')
  await phone.page.goto(`${office.county.address}/results/waiting`)
  await phone.page.locator('.cards li').first().waitFor()
  await looked(phone.page, 'phone-waiting')
  expect(await phone.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  expect([...complaints, ...phone.complaints]).toEqual([])
})

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
  // All that apply are ticked; none of them is an answer too, and takes the others back.
  const kinds = page.getByRole('group', { name: /^回答/ })
  await kinds.getByLabel('城乡低保').check()
  await kinds.getByLabel('均不是').check()
  expect(await kinds.getByLabel('城乡低保').isChecked()).toBe(false)
  await page.getByLabel(/^凭什么材料/).fill('班级家访记录，2022年9月5日')
  await page.getByLabel('为什么这样答').fill('班主任逐户走访，家长电话13900001111')
  await page.getByRole('button', { name: `作答 ${own} 个问题` }).click()
  await page.getByRole('alert').waitFor()
  await looked(page, 'refused')
  expect(await kinds.getByLabel('均不是').isChecked()).toBe(true)
  await page.getByLabel('为什么这样答').fill('班主任逐户走访')
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
