import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from '../../testing/open-office.ts'

let office: DemonstrationUnderTest
beforeAll(async () => {
  office = await openDemonstration()
})
afterAll(() => office.close())

const looked = async (page: Page, name: string): Promise<void> => {
  await photograph(page, `determine-${name}`)
  expect(await hindrances(page)).toEqual([])
}
const totalOf = async (page: Page): Promise<number> => Number(/共 ([\d,]+) 项/.exec(await page.getByText(/共 [\d,]+ 项/).innerText())?.[1]?.replaceAll(',', ''))
const numberIn = (text: string): number => Number(text.replaceAll(',', ''))

test('the clerk opens a number of the totals to exactly so many children, and one of them to its clauses, on one sheet for the parent', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(office.county.address)
  await page.getByRole('button', { name: '核定', exact: true }).click()
  await page.getByRole('link', { name: '核定汇总' }).click()
  await page.locator('.sums tbody a').first().waitFor()
  await looked(page, 'totals')
  for (const by of ['按学段', '按乡镇', '只按项目', '按学校']) {
    await page.getByRole('button', { name: by }).click()
    await page.getByRole('button', { name: by, pressed: true }).waitFor()
    await page.locator('.sums tbody a').first().waitFor()
    const cells = page.locator('.sums tbody a')
    const cell = cells.nth((await cells.count()) > 12 ? 11 : 0)
    const number = numberIn(await cell.innerText())
    await cell.click()
    await page.getByText(`共 ${number.toLocaleString('zh-CN')} 项`).waitFor()
    await page.goBack()
    await page.locator('.sums tbody a').first().waitFor()
  }
  await page.getByRole('button', { name: '展开全部项目' }).click()
  await looked(page, 'totals-unfolded')
  // An aid that is due, and its first child.
  await page.goto(`${office.county.address}/results/list?state=due`)
  expect(await totalOf(page)).toBeGreaterThan(50)
  await looked(page, 'list')
  await page.getByRole('button', { name: '下一页' }).click()
  await page.getByText('第 2 页').waitFor()
  await page.goBack()
  await page.getByText('第 1 页').waitFor()
  await page.locator('tbody a').first().click()
  await page.locator('.answer').first().waitFor()
  expect(await page.locator('.reasons .mark.yes').count()).toBeGreaterThan(1)
  await looked(page, 'explanation')
  const paper = await page.pdf({ format: 'A4' })
  expect(paper.toString('latin1').match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1)
  await page.getByRole('link', { name: '看全部项目' }).click()
  await page.getByText(/不享受的 \d+ 项/).waitFor()
  await looked(page, 'explanation-all')
  await page.getByRole('link', { name: '假设核定：情况变了会怎样' }).click()
  await page.getByLabel('寄宿').click()
  await page.locator('.ant-select-dropdown:visible').getByTitle('不是', { exact: true }).click()
  await page.getByRole('button', { name: /按改过的/ }).click()
  await page.getByText(/\d+ 项会变|各项都不变/).waitFor()
  await looked(page, 'suppose')
  expect(complaints).toEqual([])
  expect(office.county.faults).toEqual([])
})

test('the bureau head sees how many by school and cannot open names; the school sees its own, on a phone', async () => {
  const head = await office.desk('juzhang')
  await head.page.goto(`${office.county.address}/results/totals`)
  await head.page.locator('.sums tbody tr').first().waitFor()
  await head.page.getByText('名单由资助中心打开').waitFor()
  expect(await head.page.locator('.sums tbody a').count()).toBe(0)
  await looked(head.page, 'totals-head')
  const school = await office.desk('xuexiao', 'phone')
  await school.page.goto(`${office.county.address}/results/list`)
  expect(await totalOf(school.page)).toBeGreaterThan(0)
  await looked(school.page, 'list-phone')
  await school.page.locator('.cards a').first().click()
  await school.page.locator('.answer').first().waitFor()
  await looked(school.page, 'explanation-phone')
  expect([...head.complaints, ...school.complaints]).toEqual([])
})

test('a run is begun, left, found again, published, and its differences are opened row by row', { timeout: 300_000 }, async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(`${office.county.address}/runs`)
  await page.getByText('第一次').waitFor()
  await looked(page, 'runs')
  await page.getByRole('link', { name: '发起核定运行' }).click()
  // The rosters that the run before was of, and were published with it, are those that the next one takes.
  const begin = page.getByRole('button', { name: /^开始运行（\d+ 份名册）$/ })
  await begin.waitFor()
  await looked(page, 'start')
  // A later list of the same department takes the place of the earlier, in sight.
  const list = '2022年9月农村低保备案表（截至20220905）.csv'
  await page.goto(`${office.county.address}/receive`)
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      {
        name: list,
        mimeType: 'text/csv',
        buffer: Buffer.from('农村低保备案表（截至2022年9月5日）\n姓名,身份证号,乡镇,保障状态\n李小一,99010120130203101X,清溪镇,在保\n'),
      },
    ])
  await page
    .locator('.job')
    .getByText(/读好了/)
    .waitFor({ timeout: 120_000 })
  await page.getByRole('button', { name: /^全部能确定的 \d+ 份：试算/ }).click()
  await page
    .locator('.job')
    .getByText(/试算好了/)
    .waitFor({ timeout: 120_000 })
  await page.getByRole('button', { name: /^入库 \d+ 份$/ }).click()
  await page
    .locator('.job')
    .getByText(/已入库 \d+ 批/)
    .waitFor({ timeout: 120_000 })
  await page.goto(`${office.county.address}/runs/start`)
  await page.locator('.run-rosters li', { hasText: `已由“${list}”代替` }).waitFor()
  const small = await office.desk('zizhu', 'phone')
  await small.page.goto(`${office.county.address}/runs/start`)
  await small.page.getByRole('button', { name: /^开始运行/ }).waitFor()
  await looked(small.page, 'start-phone')
  await looked(page, 'start-replaced')
  // What of the towns and the low incomes is left out is not taken: what rested on it is otherwise now.
  for (const name of [/^城镇低保备案表/, /^低收入人口/]) await page.getByLabel(name).uncheck()
  await begin.click()
  await page.waitForURL(/job=/)
  await page
    .getByText(/排队中|办理中/)
    .first()
    .waitFor()
  await looked(page, 'run-under-way')
  const address = page.url()
  await page.goto(`${office.county.address}/leads`)
  await page.goto(address)
  await page.getByText(/核定好了.*带上了办公室截至 \d{4}-\d{2}-\d{2} 的 \d+ 项决定/).waitFor({ timeout: 200_000 })
  await looked(page, 'run-done')
  await page.getByRole('button', { name: /^发布2022年秋季学期/ }).click()
  await page.getByText('已发布；').waitFor({ timeout: 200_000 })
  await looked(page, 'published')
  await page.getByRole('link', { name: '看与上次的差异' }).click()
  await page.locator('.sums tbody a').first().waitFor()
  await looked(page, 'changes')
  const cell = page.locator('.sums tbody tr').nth(1).locator('a').last()
  const number = numberIn(await cell.innerText())
  await cell.click()
  await page.getByText(`共 ${number.toLocaleString('zh-CN')} 项`).waitFor()
  await looked(page, 'changed')

  // What the run said of leads opens to names too, and what the run before it said as well.
  const total = (n: number) => page.getByText(`共 ${n.toLocaleString('zh-CN')} 条`)
  await page.goBack()
  const leads = page.getByRole('region', { name: '线索的差异' }).locator('tbody a')
  for (const run of ['newest', 'earlier']) {
    if (run === 'earlier') {
      await page.goto(`${office.county.address}/runs`)
      await page
        .locator('tbody tr')
        .last()
        .getByRole('link', { name: /^新增 \d+/ })
        .click()
      await page.getByText('这是第一次发布的运行').waitFor()
    }
    await leads.first().waitFor()
    await looked(page, `lead-changes-${run}`)
    for (let at = 0; at < (await leads.count()); at += 1) {
      const n = numberIn(await leads.nth(at).innerText())
      await leads.nth(at).click()
      await total(n).waitFor()
      if (at === 0) await looked(page, `leads-changed-${run}`)
      if (run === 'earlier') await page.getByText('这不是最近一次运行').waitFor()
      await page.goBack()
      await leads.first().waitFor()
    }
  }
  await page.goto(`${office.county.address}/runs`)
  const unsettled = page
    .locator('tbody tr')
    .first()
    .getByRole('link', { name: /^\d+ 人$/ })
  const persons = numberIn((await unsettled.innerText()).replace(' 人', ''))
  await looked(page, 'runs-two')
  await unsettled.click()
  await page.getByText(`共 ${persons} 人`).waitFor()
  await looked(page, 'unsettled')

  // The run before is one choice away: it says which it is and what is closed, its numbers open to its own rows, and a child's reasons are of it.
  await page.goto(`${office.county.address}/results/totals`)
  await page.getByLabel('看哪一次运行').click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').last().click()
  await page.getByText('这不是最近一次运行').waitFor()
  await page.waitForURL(/runId=/)
  await page.getByText('本页：较早的运行').waitFor()
  await looked(page, 'earlier-run')
  const phone = await office.desk('zizhu', 'phone')
  await phone.page.goto(page.url())
  await phone.page.getByText('这不是最近一次运行').waitFor()
  await looked(phone.page, 'earlier-run-phone')
  await phone.page.goto(page.url().replace('/results/totals', '/results/changes'))
  await phone.page.getByRole('region', { name: '线索的差异' }).waitFor()
  await looked(phone.page, 'lead-changes-phone')
  expect(phone.complaints).toEqual([])
  const before = page.locator('.sums tbody tr').first().locator('a').first()
  const then = numberIn(await before.innerText())
  await before.click()
  await page.getByText(`共 ${then.toLocaleString('zh-CN')} 项`).waitFor()
  await page.getByText('这不是最近一次运行').waitFor()
  await page.locator('tbody a').first().click()
  await page.getByRole('heading', { name: /^核定依据/ }).waitFor()
  await page.getByText('这不是最近一次运行').waitFor()
  expect(page.url()).toContain('runId=')
  await looked(page, 'earlier-explanation')
  await page.getByRole('button', { name: '看最近一次' }).click()
  await page.getByText('这不是最近一次运行').waitFor({ state: 'detached' })
  expect(page.url()).not.toContain('runId=')
  expect(complaints).toEqual([])
  expect(office.county.faults).toEqual([])
})

test('the same question of several children is answered at once, from one source', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(`${office.county.address}/questions?matter=missing-fact&state=open`)
  await page.locator('tbody tr').nth(1).waitFor()
  const first = (await page.locator('tbody a').first().innerText()).split(' · ')[0] ?? ''
  const same = page.locator('tbody tr').filter({ hasText: first })
  const several = Math.min(2, await same.count())
  for (let at = 0; at < several; at += 1) await same.nth(at).getByRole('checkbox').check()
  await page.getByText(`选中的 ${several} 个一起答`).waitFor()
  await page.getByRole('heading', { name: '待决问题' }).hover()
  await looked(page, 'bulk')
  const before = Number(/共 (\d+) 个/.exec(await page.getByText(/共 \d+ 个/).innerText())?.[1])
  const expected = await page.getByText(/^可以答：/).innerText()
  await page.getByRole('textbox', { name: '回答' }).fill(expected.includes('均不是') ? '均不是' : expected.includes('是') ? '是' : '1')
  await page.getByRole('textbox', { name: /凭什么材料/ }).fill('石湾乡中心小学宿舍花名册，2022年9月5日')
  await page.getByRole('textbox', { name: '为什么这样答' }).fill('逐人核对过')
  await page.getByRole('button', { name: `作答 ${several} 个问题` }).click()
  await page.getByText(`共 ${before - several} 个`).waitFor()
  expect(complaints).toEqual([])
})

test('a paper of the library is read with its aids, figures and cases, and held against another', async () => {
  const { page, complaints } = await office.desk('xuexiao')
  await page.goto(`${office.county.address}/policy`)
  await page.getByRole('link', { name: /2022年家庭经济困难学生资助办法/ }).waitFor()
  await looked(page, 'library')
  await page.getByRole('link', { name: /2022年家庭经济困难学生资助办法/ }).click()
  await page
    .getByRole('heading', { name: /寄宿生生活补贴/ })
    .first()
    .waitFor()
  await looked(page, 'pack')
  await page.getByRole('link', { name: '与另一份文件逐条比' }).click()
  await page.getByLabel('与哪一份比').click()
  await page
    .getByTitle(/彭水/)
    .first()
    .click()
  await page.getByText(/个条目有人的结果不同|没有人的结果不同/).waitFor()
  await looked(page, 'compare')
  expect(complaints).toEqual([])
})
