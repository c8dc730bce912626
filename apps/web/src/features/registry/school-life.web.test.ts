import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from '../../testing/open-office.ts'

let office: DemonstrationUnderTest
beforeAll(async () => {
  office = await openDemonstration()
})
afterAll(() => office.close())

/** What the list that is open offers. */
const offered = '.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option'

const looked = async (page: Page, name: string): Promise<void> => {
  await photograph(page, `school-life/${name}`)
  expect(await hindrances(page)).toEqual([])
}

test('a child pauses, comes back, is on its way to another county and stays after all; a school year is tried before it is turned', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(`${office.county.address}/results/list?state=due`)
  await page.getByRole('table').getByRole('link').first().click()
  await page.getByRole('link', { name: '一生一档' }).click()
  await page.getByRole('link', { name: '办学籍变动' }).click()
  await page.getByRole('heading', { name: /的学籍变动$/ }).waitFor()
  const child = ((await page.getByRole('heading', { level: 1 }).textContent()) ?? '').replace('的学籍变动', '')

  await page.getByRole('button', { name: '休学' }).click()
  const pause = page.getByRole('region', { name: '休学' })
  await pause.getByLabel('原因').fill('住院治疗')
  await looked(page, 'suspend')
  await pause.getByRole('button', { name: '休学' }).click()
  await page.getByText('休学已办好').waitFor()
  await page.getByRole('button', { name: '复学' }).click()
  await page.getByRole('region', { name: '复学' }).getByRole('button', { name: '复学' }).click()
  await page.getByText('复学已办好').waitFor()

  await page.getByRole('button', { name: '转到外县学校' }).click()
  const away = page.getByRole('region', { name: '转到外县学校' })
  await away.getByLabel('外县学校名称').fill('示例省邻市邻县第一小学')
  await away.getByLabel('原因').fill('随父母搬迁')
  await away.getByRole('button', { name: '转到外县学校' }).click()
  await page.getByText('转到外县学校已办好').waitFor()
  await page.getByRole('button', { name: '入学登记' }).click()
  await page.getByLabel('哪所学校').fill('小学')
  await page.locator(offered).filter({ hasText: '小学' }).first().click()
  const enrol = page.getByRole('region', { name: '入学登记' })
  await enrol.getByRole('button', { name: /开一个班$/ }).click()
  await enrol.getByLabel('年级').click()
  await page.locator(offered).filter({ hasText: '三年级' }).click()
  await enrol.getByLabel('第几班').fill('99')
  await looked(page, 'open-class')
  await enrol.getByRole('button', { name: /学年开班$/ }).click()
  await enrol.getByLabel('第几班').waitFor({ state: 'detached' })
  await enrol.getByLabel('班级').click()
  await page.locator(offered).filter({ hasText: '三（99）班' }).click()
  // The list takes a moment to close.
  await page.locator(offered).first().waitFor({ state: 'hidden' })
  await looked(page, 'enrol')

  await page.goto(`${office.county.address}/persons/handovers`)
  const line = page.getByRole('listitem').filter({ hasText: child }).filter({ hasText: '示例省邻市邻县第一小学' })
  await line.getByRole('button', { name: '登记接收回执' }).waitFor()
  await line.getByRole('button', { name: '撤回' }).click()
  await line.getByLabel('原因').fill('不搬了')
  await looked(page, 'handovers')
  await line.locator('form').getByRole('button', { name: '撤回' }).click()
  await line.waitFor({ state: 'detached' })

  await page.goto(`${office.county.address}/persons/roll-over`)
  await page.getByLabel('升到哪个学年').fill('2023')
  await page.getByRole('button', { name: '试算' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('升到哪个学年').fill('2023-2024')
  await page.getByRole('button', { name: '试算' }).click()
  await page.getByText(/升一个年级/).waitFor()
  await looked(page, 'roll-over')
  const promoted = ((await page.getByRole('listitem').filter({ hasText: '升一个年级' }).textContent()) ?? '').trim()
  await page.getByRole('button', { name: '全县升到 2023-2024 学年' }).click()
  await page.getByRole('heading', { name: '全县升到 2023-2024 学年' }).waitFor()
  expect(await page.getByRole('listitem').filter({ hasText: '升一个年级' }).textContent()).toBe(promoted)
  await page.getByRole('link', { name: '看历次升级' }).click()
  await page.getByRole('region', { name: '历次升级' }).getByRole('row').nth(1).waitFor()
  await looked(page, 'roll-overs')
  await page.getByRole('link', { name: '2023-2024 学年' }).click()
  await page.getByRole('button', { name: '撤销：先看后果' }).click()
  await page.getByText(/撤销会收回这次升级写下的/).waitFor()
  await looked(page, 'rolled-over')
  const at = page.url()
  await page.getByRole('button', { name: '撤销升到 2023-2024 学年' }).click()
  await page.getByRole('button', { name: '撤销：先看后果' }).waitFor({ state: 'detached' })
  await page.getByText('已撤销', { exact: true }).waitFor()
  expect(complaints).toEqual([])

  const phone = await office.desk('zizhu', 'phone')
  for (const path of ['/persons/handovers', '/persons/roll-over', new URL(at).pathname]) {
    await phone.page.goto(`${office.county.address}${path}`)
    await phone.page.getByRole('heading', { level: 1 }).waitFor()
    await looked(phone.page, `phone${path.replaceAll('/', '-')}`)
    expect(await phone.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  }
  expect(office.county.faults).toEqual([])
})
