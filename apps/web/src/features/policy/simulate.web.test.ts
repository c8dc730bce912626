import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readWorkbook } from '@yingjin/server/testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph, pictures } from '../../testing/open-office.ts'
import { missedByThumb, smallPhone } from '../../testing/thumb.ts'

let office: DemonstrationUnderTest
beforeAll(async () => {
  office = await openDemonstration()
})
afterAll(() => office.close())

const looked = async (page: Page, name: string): Promise<void> => {
  await photograph(page, `simulate-${name}`)
  expect(await hindrances(page)).toEqual([])
}
/** Whole fen of a sum on the page: `+1,250.00`. */
const fenOf = (text: string): number => Math.round(Number(text.replaceAll(',', '').replace('−', '-')) * 100)
const column = async (page: Page, table: string, rows: string, at: number): Promise<readonly number[]> =>
  (await page.getByRole('region', { name: table }).locator(`tbody ${rows} td:nth-of-type(${at})`).allInnerTexts()).map(fenOf)
const sum = (parts: readonly number[]): number => parts.reduce((all, part) => all + part, 0)

test('the clerk writes two alternatives, is told what is mistyped, leaves and comes back, and takes the workbook for finance', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(office.county.address)
  await page.getByRole('button', { name: '政策库', exact: true }).click()
  await page.getByRole('link', { name: '测算', exact: true }).click()
  await page.getByText('不改任何核定结果，不是发放依据').waitFor()
  await page.getByLabel('小学寄宿生生活补贴').waitFor()
  await looked(page, 'form')

  // Begun at once it says what is lacking; a sum that is none is said in its field.
  await page.getByRole('button', { name: '测算“方案一”' }).click()
  await page.getByText('“方案一”和现行一样，还没有改').waitFor()
  await page.getByLabel('小学寄宿生生活补贴').fill('约1250')
  await page.getByText('金额写元，最多两位小数').waitFor()
  await looked(page, 'mistyped')
  await page.getByLabel('小学寄宿生生活补贴').fill('1250')
  await page.getByLabel('初中寄宿生生活补贴').fill('1,500.50')
  await page.getByLabel('方案名称').fill('寄宿生提标')
  await page.getByRole('button', { name: '照这个再加一个方案' }).click()
  await page.getByRole('button', { name: '方案二（改 2 处）' }).waitFor()
  await page.getByLabel('方案名称').fill('只提小学、少供餐十天，名字写得长的方案看看会不会换行还放得下')
  await page.getByLabel('初中寄宿生生活补贴').fill('')
  await page.getByLabel('找一个标准').fill('供餐')
  await page.getByLabel('全年供餐天数').fill('190')
  await page.getByLabel('找一个标准').fill('')
  // By these readings some come to be due and some become open.
  for (const [reading, option] of [
    ['O-02', '没有点名的困难类别一并享受'],
    ['O-03', '没有点名，逐人判定'],
    ['O-06', '有别的类别就可以领'],
  ] as const)
    await page
      .getByRole('group', { name: new RegExp(reading) })
      .getByLabel(option)
      .check()
  await page.reload()
  await page.getByRole('button', { name: '寄宿生提标（改 2 处）' }).waitFor()
  expect(await page.getByLabel('全年供餐天数').inputValue()).toBe('190')
  await looked(page, 'written')

  await page.getByRole('button', { name: '测算 2 个方案' }).click()
  await page.waitForURL(/job=/)
  const address = page.url()
  await page.goto(`${office.county.address}/leads`)
  await page.goto(address)
  await page.getByRole('heading', { name: '钱从哪一条来' }).waitFor({ timeout: 120_000 })
  await looked(page, 'result')

  // Every table ties to the fen.
  const [difference = 0] = await column(page, '测算汇总', 'tr:nth-child(2)', 4)
  expect(difference).toBeGreaterThan(0)
  const parts = await column(page, '钱从哪一条来', 'tr:not(.whole)', 2)
  expect(parts.at(-1)).toBe(0)
  expect(sum(parts)).toBe(difference)
  expect(sum(await column(page, '哪些项目变了', 'tr:not(.whole)', 6))).toBe(difference)
  expect(await column(page, '哪些项目变了', 'tr.whole', 6)).toEqual([difference])
  const result = page.url()
  // A count opens to the children behind it: as many of them, and as much money.
  const winners = await page.locator('.simulation-says').getByRole('link').first().innerText()
  await page.locator('.simulation-says').getByRole('link').first().click()
  await page.waitForURL(/simulate\/children\?.*moved=more/)
  await page.getByText(new RegExp(`^“寄宿生提标”：${winners} 人，合计比现行增加 `)).waitFor()
  await page.getByText(`共 ${winners} 人`).waitFor()
  await page
    .locator('tbody td div', { hasText: /^寄宿生生活补贴（.+→.+）$/ })
    .first()
    .waitFor()
  await looked(page, 'children')
  await page.getByRole('link', { name: '回到这次测算' }).click()
  await page.getByRole('heading', { name: '钱从哪一条来' }).waitFor()
  const line = page.getByRole('region', { name: '哪些项目变了' }).locator('tbody tr:not(.whole)').first()
  const more = line.locator('a[href*="moved=more"]')
  const ofLine = await more.innerText()
  await more.click()
  await page.waitForURL(/line=/)
  await page.getByText(`共 ${ofLine} 人`).waitFor()
  const [child] = await page.locator('tbody a[href^="/persons/"]').all()
  await child?.click()
  await page.waitForURL(/\/persons\/\d+/)
  await page.goto(result)
  await page.getByRole('heading', { name: '钱从哪一条来' }).waitFor()
  await page.getByLabel('没有变化的也列出来').check()
  // Every count in force opens to the list of the run, of each stage as of all.
  await page.getByText('点现行的人次看核定清单。').waitFor()
  const inForce = await page.getByRole('region', { name: '哪些项目变了' }).locator('tbody tr td:nth-child(2)').all()
  expect(inForce.length).toBeGreaterThan(10)
  for (const cell of inForce) {
    const shown = await cell.innerText()
    expect([shown, await cell.getByRole('link').count()]).toEqual([shown, shown === '0' ? 0 : 1])
  }
  expect(sum(await column(page, '哪些项目变了', 'tr:not(.whole)', 6))).toBe(difference)
  await page
    .getByRole('link', { name: /^只提小学/ })
    .first()
    .click()
  await page.waitForURL(/alternative=/)
  await page.getByRole('heading', { name: /^“只提小学.*改了什么$/ }).waitFor()
  await looked(page, 'second')
  // What is due and what is open is so many in force, with who comes in and without who goes out; each of them opens to as many.
  const second = page.url()
  const opened: string[] = []
  const summary = page.getByRole('region', { name: '测算汇总' })
  const inAndOut = [summary.locator('tbody tr').last(), page.getByRole('region', { name: '哪些项目变了' }).locator('tbody tr:not(.whole)')]
  for (const rows of [summary.locator('tbody tr').first(), ...inAndOut])
    for (const link of await rows.locator('a[href*="/results/list"], a[href*="newly-"], a[href*="no-longer-"]').all())
      opened.push(JSON.stringify([await link.innerText(), await link.getAttribute('href')]))
  expect(opened.join(' ')).toMatch(/newly-due.*newly-open/s)
  for (const at of [1, 7]) {
    const [before = '', , after = ''] = await summary.locator(`tbody td:nth-of-type(${at})`).allInnerTexts()
    const [of = 0, ...by] = [...after.matchAll(/[+−]?[\d,]+/g)].map(([n]) => Number(n.replaceAll(',', '').replace('−', '-')))
    expect(by.length).toBeGreaterThan(0)
    expect(Number(before.replaceAll(',', '')) + sum(by)).toBe(of)
  }
  for (const [count, href] of opened.map(each => JSON.parse(each) as [string, string])) {
    await page.goto(`${office.county.address}${href}`)
    await page
      .getByText(new RegExp(`共 ${count.replace(/^[+−]/, '')} (人次|项)`))
      .first()
      .waitFor()
  }
  const newlyOpen = opened.map(each => (JSON.parse(each) as [string, string])[1]).find(href => href.includes('newly-open'))
  await page.goto(`${office.county.address}${newlyOpen}`)
  await page.getByText(/变未定 [1-9]\d* 人次，涉及 [1-9]\d* 人/).waitFor()
  await looked(page, 'in-and-out')
  await page.setViewportSize(smallPhone)
  await page
    .locator('.cards')
    .getByText(/→(待补信息|需人工判断|数额待录入)/)
    .first()
    .waitFor()
  await looked(page, 'in-and-out-phone')
  expect(await missedByThumb(page)).toEqual([])
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.goto(second)
  await page.getByRole('heading', { name: '钱从哪一条来' }).waitFor()

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出“测算.xlsx”给财务' }).click()])
  expect(download.suggestedFilename()).toMatch(/^示例县2022年秋季学期测算-\d{4}-\d\d-\d\d\.xlsx$/)
  const path = join(mkdtempSync(join(tmpdir(), 'taken-')), 'simulation.xlsx')
  await download.saveAs(path)
  const sheets = await readWorkbook(path)
  expect(sheets.map(({ name }) => name)).toEqual(['测算汇总', '按学段项目', '增减人数', '按条款归因'])
  expect(sheets[0]?.rows.flat().join(' ')).toContain('不是发放依据')

  // What was written is there again, to be changed.
  await page.getByRole('link', { name: '改一改再算' }).click()
  await page.getByRole('button', { name: '寄宿生提标（改 2 处）' }).waitFor()
  await page.getByRole('region', { name: '做过的测算' }).getByText('孙晓兰（我）').first().waitFor()
  await looked(page, 'again')
  expect(complaints).toEqual([])
  expect(office.county.faults).toEqual([])
})

test('a colleague finds what another had counted, with who, when and what was changed, takes it along, and begins with it over an earlier run', async () => {
  // A second run of the term, under another reading: it is the newest now, and was not published.
  const { base } = office.county
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(import.meta.dirname, '../../../../../bin/yingjin.mjs'),
      'run',
      join(base, '示例县名册'),
      ...`--county 990101 --term 2022秋 --reading O-04=farming-3000 --out ${join(base, '再核定')}`.split(' '),
      ...`--data ${join(base, '.data')} --config ${join(base, '.config')}`.split(' '),
    ],
    { encoding: 'utf8', timeout: 120_000 },
  )
  expect([status, status === 0 ? '' : stdout + stderr]).toEqual([0, ''])

  const { page, complaints } = await office.desk('fuhe')
  await page.goto(`${office.county.address}/policy/simulate/made`)
  await page.getByRole('link', { name: /孙晓兰$/ }).waitFor()
  await page.getByText(/寄宿生提标：小学寄宿生生活补贴 1,000\.00 元→1,250\.00 元/).waitFor()
  await looked(page, 'made')
  await page.getByRole('link', { name: /孙晓兰$/ }).click()
  await page.getByRole('heading', { name: '钱从哪一条来' }).waitFor()
  const found = await page.locator('.simulation-says').innerText()
  await page.getByText(/；孙晓兰 .* 测算。/).waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出“测算.xlsx”给财务' }).click()])
  expect(download.suggestedFilename()).toMatch(/^示例县2022年秋季学期测算-/)

  // What the other wrote, over the run it was made from, counted again: the same to the fen.
  await page.getByRole('link', { name: '改一改再算' }).click()
  await page.getByRole('button', { name: '寄宿生提标（改 2 处）' }).waitFor()
  await page.getByText(/较早的一次运行（[0-9a-f]{16}）的事实和人工判断出发/).waitFor()
  await looked(page, 'earlier-run')
  await page.getByRole('button', { name: '测算 2 个方案' }).click()
  await page.waitForURL(/simulation=/, { timeout: 120_000 })
  await page.getByText(/；周建平（我） .* 测算。/).waitFor()
  expect(await page.locator('.simulation-says').innerText()).toBe(found)
  await page.getByText(/^从较早的一次运行（[0-9a-f]{16}）/).waitFor()
  await page.getByRole('link', { name: '改一改再算' }).click()
  await page.getByLabel('从哪一次运行出发').click()
  await page
    .locator('.ant-select-dropdown:visible')
    .getByText(/没有发布（最近一次）/)
    .click()
  await page.getByText(/还没有发布的运行（[0-9a-f]{16}）的事实和人工判断出发/).waitFor()
  await page.getByText(/^从还没有发布的运行出发：/).waitFor()
  await looked(page, 'unpublished-run')
  // Who names no run starts from what was published.
  await page.goto(`${office.county.address}/policy/simulate`)
  await page.getByText(/已发布的运行（[0-9a-f]{16}）的事实和人工判断出发/).waitFor()
  expect(await page.getByText(/^从还没有发布的运行出发：/).count()).toBe(0)
  expect(complaints).toEqual([])
  expect(office.county.faults).toEqual([])
})

test('on a phone the same is written and read; whoever may not simulate is told who does', async () => {
  const { page, complaints } = await office.desk('zizhu', 'phone')
  await page.setViewportSize(smallPhone)
  await page.goto(`${office.county.address}/policy/simulate`)
  await page.getByLabel('全年供餐天数').fill('190')
  await looked(page, 'form-phone')
  expect(await missedByThumb(page)).toEqual([])
  await page.getByRole('button', { name: '测算“方案一”' }).click()
  await page.getByRole('heading', { name: '钱从哪一条来' }).waitFor({ timeout: 120_000 })
  await looked(page, 'result-phone')
  expect(await missedByThumb(page)).toEqual([])
  await page.getByText(/比现行减少/).waitFor()
  await page.locator('.simulation-says').getByRole('link').last().click()
  await page.waitForURL(/simulate\/children\?.*moved=less/)
  await page.getByText(/^“方案一”：[1-9]\d* 人，合计比现行减少 /).waitFor()
  await looked(page, 'children-phone')
  expect(await missedByThumb(page)).toEqual([])
  await page.goto(`${office.county.address}/policy/simulate/made`)
  await page.locator('.cards a').first().waitFor()
  await looked(page, 'made-phone')
  expect(await missedByThumb(page)).toEqual([])

  const head = await office.desk('juzhang')
  await head.page.goto(`${office.county.address}/policy/simulate`)
  await head.page.getByText('测算由资助中心来做').waitFor()
  await looked(head.page, 'not-mine')
  expect([...complaints, ...head.complaints]).toEqual([])
  expect(office.county.faults).toEqual([])
})

test('the library says when what turns, holds two papers beside each other, and tells whether a term was decided by what stands in it', async () => {
  for (const size of ['desk', 'phone'] as const) {
    const { page, complaints } = await office.desk('zizhu', size)
    await page.goto(`${office.county.address}/policy`)
    await page.getByRole('heading', { name: '核定以后，规则改过没有' }).waitFor()
    await page.getByText('没有改过').waitFor()
    await page.getByRole('link', { name: /家庭经济困难学生资助办法/ }).waitFor()
    await looked(page, `library-${size}`)
    await page.goto(`${office.county.address}/policy/national`)
    await page.getByRole('heading', { name: '随时间变的数字' }).waitFor()
    expect(await page.getByRole('region', { name: '何时起变' }).getByText('→').count()).toBeGreaterThan(5)
    await page.getByText(/^这个政策包的修订记录/).click()
    await page.getByRole('region', { name: '何时起变' }).scrollIntoViewIfNeeded()
    expect(await hindrances(page)).toEqual([])
    await page.getByRole('region', { name: '何时起变' }).screenshot({ path: join(pictures, `simulate-history-${size}.png`), caret: 'initial' })
    await page.goto(`${office.county.address}/policy/compare/990101-clearwater?other=610924-ziyang`)
    await page.getByRole('heading', { name: '逐条对照' }).waitFor()
    expect(await page.locator('.beside .unlike').count()).toBeGreaterThan(5)
    expect(await hindrances(page)).toEqual([])
    await page
      .locator('.beside')
      .first()
      .screenshot({ path: join(pictures, `simulate-compare-${size}.png`), caret: 'initial' })
    await page.goto(`${office.county.address}/policy/compare/990101-clearwater?other=500243-pengshui`)
    await page.getByText('两份文件逐字一样').waitFor()
    expect(complaints).toEqual([])
  }
  expect(office.county.faults).toEqual([])
})
