import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from '../../testing/open-office.ts'

let office: DemonstrationUnderTest
beforeAll(async () => {
  office = await openDemonstration()
})
afterAll(() => office.close())

test('whoever is not logged in sees where to log in; a wrong password says so, the right one opens the desk', async () => {
  const { page, complaints } = await office.desk(null)
  await page.goto(office.county.address)
  await page.getByRole('heading', { name: '演示账号' }).waitFor()
  expect(await hindrances(page)).toEqual([])
  await photograph(page, 'login')
  const { username, password } = office.county.account('zizhu')
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('口令').fill('not the password')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('alert').getByText('不对').waitFor()
  await page.getByLabel('口令').fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('button', { name: '退出登录' }).waitFor()
  expect(complaints).toEqual([])
})

test.each(['desk', 'phone'] as const)('the leads of the county are a list at the width of a %s', async size => {
  const { page, complaints } = await office.desk('zizhu', size)
  await page.goto(`${office.county.address}/leads`)
  await page.getByRole('heading', { name: '线索' }).waitFor()
  await page.getByText(/共 \d+ 条/).waitFor()
  await photograph(page, `leads-${size}`)
  expect(await hindrances(page)).toEqual([])
  expect(complaints).toEqual([])
  expect(office.county.faults).toEqual([])
})
