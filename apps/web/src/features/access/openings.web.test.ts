import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from '../../testing/open-office.ts'

let office: DemonstrationUnderTest
beforeAll(async () => {
  office = await openDemonstration()
})
afterAll(() => office.close())

const looked = async (page: Page, name: string): Promise<void> => {
  await photograph(page, `openings/${name}`)
  expect(await hindrances(page)).toEqual([])
}

test('a prefecture counts its county, opens the names with a reason for a day, and another person and the county see that it did', async () => {
  const { page, complaints } = await office.desk('shiju')
  await page.goto(office.county.address)
  await page.getByRole('link', { name: '看下属各县区的线索有多少' }).click()
  const county = page.getByRole('region', { name: '示例县' })
  await county.getByText(/没有销号的线索 \d+ 条/).waitFor()
  const unclosed = Number(/没有销号的线索 (\d+) 条/.exec(await county.innerText())?.[1])
  expect(unclosed).toBeGreaterThan(3)
  await looked(page, 'counts')
  // Numbers by place, and no name behind any of them.
  await county.getByRole('link', { name: '看线索分布' }).click()
  await page.locator('.heat tfoot td').first().waitFor()
  expect(await page.locator('.heat a').count()).toBe(0)
  await looked(page, 'places')
  await page.goto(`${office.county.address}/leads?county=990101`)
  await page.getByText('没有符合条件的').or(page.getByText('需要')).or(page.getByText('现在没有线索')).first().waitFor()
  expect(await page.locator('tbody a').count()).toBe(0)

  await page.goto(`${office.county.address}/counties`)
  await county.getByRole('button', { name: '打开明细…' }).click()
  expect(await county.getByRole('button', { name: '打开示例县的明细' }).isDisabled()).toBe(true)
  await county.getByLabel('为什么要看明细').fill('核查未入学线索的办理')
  await looked(page, 'open')
  await county.getByRole('button', { name: '打开示例县的明细' }).click()
  await county.getByText(/打开着：问题线索、学生和家庭，看到 .+ 为止。/).waitFor()
  await looked(page, 'opened')
  await county.getByRole('link', { name: '看线索清单' }).click()
  await page.getByText(`共 ${unclosed} 条`).waitFor()
  await looked(page, 'names')
  await page.locator('tbody a').first().click()
  await page.getByRole('heading', { name: '办理记录' }).waitFor()
  expect(await page.getByRole('button', { name: /派给|销号|写说明|打印/ }).count()).toBe(0)
  await looked(page, 'lead')

  // Who administers the accounts of the prefecture reviews it; whoever does in the county sees it, and does not.
  const chief = await office.desk('shiguan')
  await chief.page.goto(office.county.address)
  await chief.page.getByRole('link', { name: /看谁打开过县区的明细/ }).click()
  await chief.page.getByText('原因：核查未入学线索的办理').waitFor()
  await chief.page.getByRole('button', { name: '复核', exact: true }).click()
  await chief.page.getByLabel('复核意见').fill('有核查通知，属实')
  await looked(chief.page, 'review')
  await chief.page.getByRole('button', { name: '写下复核意见' }).click()
  await chief.page.getByText(/郑雅琴 .+ 复核：有核查通知，属实/).waitFor()
  await chief.page.goto(`${office.county.address}/operate/trail`)
  await chief.page.getByText('限期打开明细').first().waitFor()
  const own = await office.desk('guanli', 'phone')
  await own.page.goto(`${office.county.address}/operate/openings`)
  await own.page.getByText(/吴启明（市（州）教育局及科室）打开示例县的问题线索、学生和家庭/).waitFor()
  expect(await own.page.getByRole('button', { name: '复核', exact: true }).count()).toBe(0)
  await looked(own.page, 'county-phone')
  const phone = await office.desk('shiju', 'phone')
  await phone.page.goto(`${office.county.address}/counties`)
  await phone.page.getByRole('link', { name: '看线索清单' }).waitFor()
  await looked(phone.page, 'counties-phone')
  expect([...complaints, ...chief.complaints, ...own.complaints, ...phone.complaints]).toEqual([])
  expect(office.county.faults).toEqual([])
})
