import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readWorkbook } from '@yingjin/server/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph, pictures } from '../../testing/open-office.ts'

let office: DemonstrationUnderTest
let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lists-'))
  office = await openDemonstration()
})
afterAll(async () => {
  await office.close()
  rmSync(folder, { recursive: true, force: true })
})

const looked = async (page: Parameters<typeof photograph>[0], name: string): Promise<void> => {
  await photograph(page, `lists/${name}`)
  expect(await hindrances(page)).toEqual([])
}

test('a clerk narrows a list, keeps the conditions, takes it along as the ledger and prints it: the same rows each time', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(`${office.county.address}/leads`)
  await page.getByText(/共 \d+ 条/).waitFor()
  await page.getByLabel('办理状态').click()
  await page.getByTitle('待派', { exact: true }).click()
  await page.waitForURL(/state=open/)
  await page.locator('section[aria-busy=false]').waitFor()
  const total = Number(/共 ([\d,]+) 条/.exec(await page.getByText(/共 [\d,]+ 条/).innerText())?.[1]?.replaceAll(',', ''))
  expect(total).toBeGreaterThan(2)

  await page.getByRole('button', { name: '常用条件' }).click()
  await page.getByLabel('给现在的条件起个名字').fill('还没派出的')
  await looked(page, 'keep-conditions')
  await page.getByRole('button', { name: '记下现在的条件' }).click()
  await page.keyboard.press('Escape')
  await page.goto(`${office.county.address}/leads`)
  await page.getByRole('button', { name: '常用条件（1）' }).click()
  await page.getByRole('button', { name: '还没派出的', exact: true }).click()
  await page.waitForURL(/state=open/)
  await page.getByText(`共 ${total} 条`).waitFor()

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出表格' }).click()])
  expect(download.suggestedFilename()).toMatch(/^示例县线索台账-\d{4}-\d\d-\d\d\.xlsx$/)
  await page.getByText('已导出').waitFor()
  await looked(page, 'exported')
  const path = join(folder, 'ledger.xlsx')
  await download.saveAs(path)
  const [ledger] = await readWorkbook(path)
  const rows = (ledger?.rows ?? []).slice(4)
  expect(rows).toHaveLength(total)

  await page.getByRole('button', { name: '打印', exact: true }).click()
  await page.getByRole('article').waitFor()
  await looked(page, 'paper')
  const printed = await page.locator('article tbody tr').allInnerTexts()
  expect(printed).toHaveLength(total)
  const named = (ledger?.rows[3] ?? []).indexOf('姓名')
  expect(printed.map(line => line.split('\t')[named]?.trim())).toEqual(rows.map(cells => cells[named]))
  writeFileSync(join(pictures, 'lists', 'ledger.pdf'), await page.pdf({ preferCSSPageSize: true }))
  await page.getByRole('button', { name: '返回', exact: true }).click()
  await page.getByText(`共 ${total} 条`).waitFor()
  expect(complaints).toEqual([])
  expect(office.county.faults).toEqual([])
})

test('on a phone the list is cards, and export stands under the conditions', async () => {
  const { page, complaints } = await office.desk('zizhu', 'phone')
  await page.goto(`${office.county.address}/leads`)
  await page.locator('.cards li').first().waitFor()
  await looked(page, 'phone')
  expect(complaints).toEqual([])
})
