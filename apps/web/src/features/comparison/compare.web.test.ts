import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from '../../testing/open-office.ts'

let office: DemonstrationUnderTest
beforeAll(async () => {
  office = await openDemonstration()
})
afterAll(() => office.close())

const looked = async (page: Parameters<typeof photograph>[0], name: string): Promise<void> => {
  await photograph(page, `compare/${name}`)
  expect(await hindrances(page)).toEqual([])
}
const numberIn = (text: string): number => Number(/([\d,]+) 人$/.exec(text)?.[1]?.replaceAll(',', '') ?? Number.NaN)

test('a clerk asks who lives here and is on no roll: every number opens to its names, and to the child', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(`${office.county.address}/compare`)
  const parts = page.locator('.parts a')
  await parts.first().waitFor()
  for (const at of [0, 1, 2]) {
    const said = numberIn(await parts.nth(at).innerText())
    await parts.nth(at).click()
    await page.locator('.parts a').nth(at).and(page.locator('[aria-current=page]')).waitFor()
    await page.getByText(`共 ${said.toLocaleString('zh-CN')} 人`).waitFor()
    await looked(page, `part-${at}`)
  }
  const first = page.locator('td a').first()
  const name = await first.innerText()
  await first.click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.goBack()
  await page.getByLabel('名册乙').click()
  await page.getByTitle('残疾人证名册', { exact: true }).or(page.locator('.ant-select-item-option').first()).first().click()
  await page.waitForURL(/right=/)
  await page.locator('section[aria-busy=false]').waitFor()
  await looked(page, 'another')
  expect(complaints).toEqual([])
})

test('on a phone the numbers come first and each person is a card', async () => {
  const { page, complaints } = await office.desk('zizhu', 'phone')
  await page.goto(`${office.county.address}/compare?left=household-register&right=student-roll&part=left`)
  await page.locator('.cards li').first().waitFor()
  await looked(page, 'phone')
  expect(complaints).toEqual([])
})
