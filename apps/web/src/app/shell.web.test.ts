import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from '../testing/open-office.ts'

let office: DemonstrationUnderTest
beforeAll(async () => {
  office = await openDemonstration()
})
afterAll(() => office.close())

test('from every page a child or a school is found by what is at hand, by keys alone, and no address holds what was typed', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(office.county.address)
  await page.getByText('2022年秋季学期').first().waitFor()
  const asked: string[] = []
  page.on('request', request => asked.push(request.url()))
  await page.keyboard.press('/')
  await page.keyboard.type('小学')
  await page.keyboard.press('Enter')
  const found = page.getByRole('option')
  await found.first().waitFor()
  await photograph(page, 'shell-search-school')
  expect(await hindrances(page)).toEqual([])
  await page.keyboard.press('ArrowDown')
  const second = (await found.nth(1).locator('strong').textContent()) ?? ''
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: second }).waitFor()
  await page.getByRole('heading', { name: /个班$/u }).waitFor()
  await photograph(page, 'shell-school')
  expect(await hindrances(page)).toEqual([])

  await page.goto(`${office.county.address}/leads`)
  const link = page.getByRole('table').getByRole('link').first()
  const child = ((await link.textContent()) ?? '').split(' · ').at(-1) ?? ''
  await page.getByRole('combobox', { name: /查学生或学校/ }).fill(child)
  await page.keyboard.press('Enter')
  await found.filter({ hasText: child }).first().waitFor()
  await photograph(page, 'shell-search-child')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: child }).waitFor()
  await page.getByRole('combobox', { name: /查学生或学校/ }).fill('990101')
  await page.keyboard.press('Enter')
  await page.getByText('现在 6 位').waitFor()
  expect(asked.filter(url => url.includes(encodeURIComponent(child)) || url.includes(encodeURIComponent('小学')))).toEqual([
    expect.stringContaining('/api/registry/list-schools'),
    expect.stringContaining('/api/registry/list-schools'),
  ])
  expect(complaints).toEqual([])
})

test('long work goes on in the tray while other pages are open, and ends there in a sentence', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(office.county.address)
  await page.getByRole('link', { name: /待办 \d/ }).waitFor()
  const jobId = await page.evaluate(async () => {
    const answer = await fetch('/api/jobs/start', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ kind: 'batch.keep-office-snapshot', order: {} }),
    })
    return ((await answer.json()) as { jobId: string }).jobId
  })
  await page.goto(`${office.county.address}/jobs/${jobId}`)
  await page.getByText(/已留存在册情况：[\d,]+ 人/).waitFor()
  await photograph(page, 'shell-job')
  expect(await hindrances(page)).toEqual([])
  await page.getByRole('button', { name: /^任务/ }).click()
  await page.getByRole('region', { name: '我的任务' }).getByText('已办完').waitFor()
  await photograph(page, 'shell-tray')
  expect(await hindrances(page)).toEqual([])
  await page.goto(`${office.county.address}/jobs/999999`)
  await page.getByRole('alert').getByText('没有任务 999999').waitFor()
  expect(complaints).toEqual([])
})

test('my account says what I may and changes my password; on a phone the menu folds', async () => {
  const { page, complaints } = await office.desk('banzhuren', 'phone')
  await page.goto(`${office.county.address}/me`)
  await page.getByText('班主任').first().waitFor()
  await page.getByLabel('现在的口令').fill('not the one it is')
  await page.getByLabel('新口令', { exact: true }).fill('cloud paper river')
  await page.getByLabel('再写一遍新口令').fill('cloud paper rivers')
  await page.getByRole('button', { name: '修改口令' }).click()
  await page.getByText('两次写的新口令不一样').waitFor()
  await page.getByLabel('再写一遍新口令').fill('cloud paper river')
  await page.getByRole('button', { name: '修改口令' }).click()
  await page.getByRole('alert').waitFor()
  await photograph(page, 'shell-me-phone')
  await page.getByLabel('现在的口令').fill(office.county.account('banzhuren').password)
  await page.getByRole('button', { name: '修改口令' }).click()
  await page.getByText('口令已改').waitFor()
  await page.getByRole('button', { name: '菜单' }).click()
  await photograph(page, 'shell-menu-phone')
  expect(await hindrances(page)).toEqual([])
  await page.getByRole('link', { name: '待办', exact: true }).click()
  await page.getByRole('heading', { name: '待办' }).waitFor()
  expect(await page.getByRole('navigation').isVisible()).toBe(false)
  await photograph(page, 'shell-home-phone')
  expect(complaints).toEqual([])
})
