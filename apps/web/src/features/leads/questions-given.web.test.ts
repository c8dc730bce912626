import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from '../../testing/open-office.ts'

let office: DemonstrationUnderTest
beforeAll(async () => {
  office = await openDemonstration()
})
afterAll(() => office.close())

const looked = async (page: Page, name: string): Promise<void> => {
  await photograph(page, `questions-given/${name}`)
  expect(await hindrances(page)).toEqual([])
}

/** Seeks whoever takes the work by a part of the name, and chooses the first found. */
const choose = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('combobox', { name: /^派给/ }).click()
  await page.keyboard.type(name)
  await page.locator('.ant-select-item-option').filter({ hasText: name }).first().click()
}

test('questions are given to somebody on the list and on their page, and found by whose they are', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(office.county.address)
  await page.getByRole('link', { name: /个问题还没有派给人作答/ }).click()
  await page.locator('tbody a').first().waitFor()
  const nobodys = Number(/共 ([\d,]+) 个/.exec(await page.getByText(/共 [\d,]+ 个/).innerText())?.[1]?.replaceAll(',', ''))
  await page.locator('tbody input[type=checkbox]').nth(0).check()
  await page.locator('tbody input[type=checkbox]').nth(1).check()
  await page.getByRole('button', { name: '成批派给责任人' }).click()
  await choose(page, '周建平')
  await looked(page, 'many')
  await page.getByRole('button', { name: '把 2 个问题派给他' }).click()
  await page.getByText(`共 ${(nobodys - 2).toLocaleString('zh-CN')} 个`).waitFor()

  // By whose they are: the number beside the name is the list.
  await page.getByLabel('责任人').click()
  const option = page.locator('.ant-select-item-option').filter({ hasText: '周建平' })
  const waits = Number(/待答 (\d+)/.exec(await option.innerText())?.[1])
  await option.click()
  await page.getByText(`共 ${waits} 个`).waitFor()
  await looked(page, 'whose')

  await page.locator('tbody a').first().click()
  await page.getByRole('button', { name: '改派给别人' }).click()
  await choose(page, '资助中心')
  await page.getByRole('textbox', { name: '交代' }).fill('请先问班主任')
  await looked(page, 'one')
  await page.getByRole('button', { name: '派给他' }).click()
  await page.locator('.timeline').getByText('请先问班主任').waitFor()
  // Own work on the page is no news of somebody else's.
  expect(await page.getByText('别人改了').count()).toBe(0)
  expect(complaints).toEqual([])
  expect(office.county.faults).toEqual([])
})

test('an answer has its file: photographed, looked at, and where it must not be kept ended with a reason that stays', async () => {
  const clerk = await office.desk('zizhu')
  await clerk.page.goto(`${office.county.address}/questions?matter=missing-fact&state=open&asked=true`)
  await clerk.page.locator('tbody a').first().waitFor()
  const address = new URL((await clerk.page.locator('tbody a').first().getAttribute('href')) ?? '', office.county.address).href
  const { page, complaints } = await office.desk('zizhu', 'phone')
  await page.goto(address)
  await page.getByRole('heading', { name: '凭据' }).waitFor()
  for (const name of ['宿舍登记.pdf', '别人家的.pdf'])
    await page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4\n%${name}\n%%EOF\n`) })
      .then(() => page.getByRole('button', { name, exact: true }).waitFor())
  expect(await page.getByText('别人改了').count()).toBe(0)
  const [taken] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '宿舍登记.pdf', exact: true }).click()])
  expect(taken.suggestedFilename()).toBe('宿舍登记.pdf')
  await page.locator('li').filter({ hasText: '别人家的.pdf' }).getByRole('button', { name: '销毁…' }).click()
  await page.getByText('内容马上销毁，谁也取不回来').waitFor()
  const destroy = page.getByRole('button', { name: '销毁“别人家的.pdf”' })
  expect(await destroy.isDisabled()).toBe(true)
  await page.getByLabel('为什么销毁“别人家的.pdf”').fill('交错了，是另一户的证明')
  await looked(page, 'destroy-phone')
  await destroy.click()
  await page.getByText(/已销毁：.+原因：交错了，是另一户的证明。摘要/).waitFor()
  expect(await page.getByRole('button', { name: '别人家的.pdf', exact: true }).count()).toBe(0)
  await looked(page, 'destroyed-phone')
  await clerk.page.goto(address)
  await clerk.page.getByText(/原因：交错了，是另一户的证明。摘要/).waitFor()
  await looked(clerk.page, 'destroyed')

  // The same with a lead.
  await clerk.page.goto(`${office.county.address}/leads`)
  await clerk.page.locator('tbody a').first().click()
  await clerk.page.getByRole('heading', { name: '凭据' }).waitFor()
  await clerk.page.locator('input[type=file]').setInputFiles({ name: '证明.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') })
  await clerk.page.getByRole('button', { name: '销毁…' }).click()
  await clerk.page.getByLabel('为什么销毁“证明.pdf”').fill('重复了')
  await looked(clerk.page, 'destroy-of-lead')
  await clerk.page.getByRole('button', { name: '销毁“证明.pdf”' }).click()
  await clerk.page.getByText(/原因：重复了。摘要/).waitFor()
  expect([...complaints, ...clerk.complaints]).toEqual([])
  expect(office.county.faults).toEqual([])
})
