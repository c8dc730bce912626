import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from '../../testing/open-office.ts'

let office: DemonstrationUnderTest
beforeAll(async () => {
  office = await openDemonstration()
})
afterAll(() => office.close())

const looked = async (page: Page, name: string): Promise<void> => {
  await photograph(page, `handed-over/${name}`)
  expect(await hindrances(page)).toEqual([])
}

test('what somebody answers for is handed over from a day on, an absence ends early, and an entry of the trail says whom it is about', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(`${office.county.address}/operate/duties/places?standing=held&place=school`)
  await page.getByRole('link', { name: '罗学军' }).first().click()
  await page.getByRole('heading', { name: '罗学军的责任对象' }).waitFor()
  await page.getByRole('button', { name: '登记离岗' }).click()
  const away = page.getByRole('region', { name: '离岗', exact: true })
  await away.getByLabel('到哪天为止').fill('2099-01-01')
  await away.getByLabel('原因').fill('借调')
  await away.getByRole('button', { name: '登记离岗' }).click()
  await page.getByText('2099-01-01，借调').waitFor()
  await page.getByRole('button', { name: '提前返岗' }).click()
  await page.getByLabel('离岗的最后一天').fill('2098-12-31')
  await page.getByRole('button', { name: '登记返岗' }).click()
  await page.getByText('2098-12-31，借调').waitFor()

  await page.getByRole('button', { name: '移交给别人' }).click()
  await page.getByLabel('移交给谁').fill('何国栋')
  await page.getByRole('button', { name: '查一查这个人' }).click()
  await looked(page, 'to-whom')
  await page.getByRole('button', { name: '移交给何国栋' }).click()
  await page.getByText('名下没有责任对象').first().waitFor()
  await looked(page, 'handed-over')
  await page.goto(`${office.county.address}/operate/duties/places?standing=held&place=school`)
  await page.getByRole('link', { name: '何国栋' }).first().waitFor()
  expect(await page.getByRole('link', { name: '罗学军' }).count()).toBe(0)

  // The trail: whom an entry is about, and who else looked at that person.
  const keeper = await office.desk('guanli')
  await keeper.page.goto(`${office.county.address}/operate/trail?kind=order`)
  const entry = keeper.page.getByRole('row').filter({ hasText: '移交责任' }).first()
  await entry.waitFor()
  await looked(keeper.page, 'trail')
  await entry.locator('a.opens').click()
  await keeper.page.getByRole('heading', { name: /^日志 \d+ 涉及的人$/ }).waitFor()
  await looked(keeper.page, 'whom')
  const numbers = await keeper.page.locator('.person-numbers a').allInnerTexts()
  expect(numbers.length).toBeGreaterThan(0)
  await keeper.page.locator('.person-numbers a').first().click()
  await keeper.page.getByRole('heading', { name: `谁看过人员 ${numbers[0]}` }).waitFor()
  await keeper.page
    .getByRole('cell', { name: /移交责任/ })
    .first()
    .waitFor()
  await keeper.page.getByRole('cell', { name: '孙晓兰' }).first().waitFor()
  await looked(keeper.page, 'who-looked')
  expect([...complaints, ...keeper.complaints]).toEqual([])
  expect(office.county.faults).toEqual([])
})
