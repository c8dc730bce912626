import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, illustrate, openDemonstration } from '../testing/open-office.ts'

let office: DemonstrationUnderTest
beforeAll(async () => {
  office = await openDemonstration()
})
afterAll(() => office.close())

test('a clerk goes through the office as the user guide shows it: what is to be done, questions, leads, a list on paper, a child', async () => {
  const nobody = await office.desk(null)
  await nobody.page.goto(office.county.address)
  await nobody.page.getByLabel('用户名').waitFor()
  await illustrate(nobody.page, 'login')

  const { page, complaints } = await office.desk('zizhu')
  const at = (path: string) => page.goto(`${office.county.address}${path}`)
  await at('/')
  await page.getByRole('heading', { name: '待办' }).waitFor()
  await page.waitForLoadState('networkidle')
  await illustrate(page, 'home')

  await at('/questions?state=open')
  await page.locator('tbody a').first().waitFor()
  await illustrate(page, 'questions')
  await at('/questions?state=open&matter=same-person')
  await page.locator('tbody a').first().click()
  await page.getByRole('heading', { name: '您的回答' }).waitFor()
  await page.waitForLoadState('networkidle')
  await illustrate(page, 'question')

  await at('/leads')
  await page.locator('tbody a').first().waitFor()
  await page.locator('tbody input[type=checkbox]').first().check()
  await illustrate(page, 'leads')
  await page.locator('tbody a').first().click()
  await page.getByRole('heading', { name: '凭据' }).waitFor()
  await illustrate(page, 'lead')
  await page.getByRole('link', { name: '打开一生一档' }).click()
  await page.waitForURL(/persons/)
  await page.waitForLoadState('networkidle')
  await illustrate(page, 'person')

  await at('/leads/places')
  await page.locator('.heat tbody tr').first().waitFor()
  await illustrate(page, 'places')
  await at('/leads')
  await page.getByRole('button', { name: '打印', exact: true }).click()
  await page.getByRole('article').waitFor()
  await illustrate(page, 'paper')

  const phone = await office.desk('zizhu', 'phone')
  await phone.page.goto(`${office.county.address}/leads`)
  await phone.page.locator('.cards a').first().click()
  await phone.page.getByRole('heading', { name: '凭据' }).waitFor()
  await illustrate(phone.page, 'lead-phone')
  expect([...complaints, ...nobody.complaints, ...phone.complaints]).toEqual([])
  expect(office.county.faults).toEqual([])
})
