import { afterAll, beforeAll, expect, test } from 'vitest'
import { hindrances, type OfficeUnderTest, openOffice, photograph } from '../../testing/open-office.ts'

let office: OfficeUnderTest
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('whoever is not logged in sees where to log in, and a wrong password says so', async () => {
  const { page, complaints } = await office.desk(null)
  await page.goto(office.county.address)
  await page.getByLabel('用户名').fill('nobody')
  await page.getByLabel('口令').fill('not a password')
  expect(await hindrances(page)).toEqual([])
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('alert').waitFor()
  await photograph(page, 'login')
  expect(complaints).toEqual([])
})

test.each(['desk', 'phone'] as const)('the leads of the county are a list at the width of a %s', async size => {
  const { page, complaints } = await office.desk('office', size)
  await page.goto(`${office.county.address}/leads`)
  await page.getByRole('heading', { name: '线索' }).waitFor()
  await page.getByText(/共 \d+ 条/).waitFor()
  await photograph(page, `leads-${size}`)
  expect(await hindrances(page)).toEqual([])
  expect(complaints).toEqual([])
})
