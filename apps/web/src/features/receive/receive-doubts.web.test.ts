import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sampleId } from '@yingjin/kernel/testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { illustrate } from '../../testing/open-office.ts'
import { jobSays as done, looked, openReceiving, type ReceivingUnderTest } from '../../testing/receiving.ts'

let office: ReceivingUnderTest
beforeAll(async () => void (office = await openReceiving()))
afterAll(() => office.close())

const id = (sequence: number): string => sampleId({ born: '2013-02-03', sequence })
/** 40 characters that must all be seen. */
const longName = '欧阳一个名字特别长长到四十个字也要看得见不能截断否则就认不出是谁了这里一共写四十个字'.slice(0, 40)
const list = (day: string, rows: readonly string[]): string => [`孤儿基本生活保障名单（截至2022年${day}）`, '姓名,身份证号,乡镇,村', ...rows].join('\r\n')
const july = list('8月30日', [`${longName},${id(11)},清溪镇,上坪村`, `"李\n小四",${id(13)},清溪镇,上坪村`, `王小五,${id(15)},清溪镇,上坪村`])
const august = list('8月31日', [
  `${longName},${id(11)},清溪镇,上坪村`,
  `李晓四,${id(13)},清溪镇,上坪村`,
  `王大五,${id(15)},清溪镇,上坪村`,
  `无号儿,,清溪镇,上坪村`,
])
const rosterNamed = (name: string, content: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) })

/** Drops a roster and has it tried; what is not certain was looked at. */
const tried = async (page: Page, name: string, content: string): Promise<void> => {
  await office.dropped(page, [rosterNamed(name, content)])
  await page.locator('.deliveries').getByRole('link', { name }).click()
  await page.getByRole('heading', { name: '工作表' }).waitFor()
  await page.getByRole('button', { name: /试算这一份/ }).click()
  await done(page, /试算好了/)
  await page.getByRole('button', { name: /^入库 \d+ 份$/ }).waitFor()
}

test('of a list whose rows nobody could place, a person says by keys who each is, thinks again, and takes it in', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await tried(page, '孤儿名单7月.csv', july)
  await looked(page, 'long-name')
  await page.getByRole('button', { name: /^入库 \d+ 份$/ }).click()
  await done(page, /已入库 1 批/)
  await tried(page, '孤儿名单8月.csv', august)

  await page.getByRole('link', { name: '入库以前，先认定存疑的行' }).waitFor()
  await page.getByRole('link', { name: '收数历史', exact: true }).click()
  await looked(page, 'history-doubts')
  await page.locator('tbody tr').first().getByRole('link', { name: '还有 3 行没认定是谁' }).click()
  await page.getByRole('heading', { name: '号码相同，姓名不同' }).waitFor()
  expect(await page.locator('.sides mark').allTextContents()).toEqual(['晓', '小'])
  await looked(page, 'doubt')
  await illustrate(page, 'receive-doubt')

  await page.keyboard.press('1')
  await page.keyboard.type('看了户口簿，改过名')
  await looked(page, 'doubt-answering')
  await page.keyboard.press('Control+Enter')
  await page.getByText('还有 2 行没认定是谁，已认定 1 行').waitFor()
  await page.keyboard.press('2')
  await page.getByRole('button', { name: '依据同上一行：看了户口簿，改过名' }).click()
  // Back in the middle, and a reload: what was chosen is still there.
  await page.reload()
  expect(await page.getByRole('button', { name: '2 另有其人，新建档案' }).getAttribute('aria-pressed')).toBe('true')
  await page.getByLabel(/凭什么认定/).fill('问了村里，号码抄错')
  await page.getByRole('button', { name: '提交认定' }).click()
  await page.getByRole('heading', { name: '没有可以认人的号码' }).waitFor()
  await looked(page, 'doubt-nobody')
  await page.getByRole('button', { name: '不收这一行' }).click()
  await page.getByLabel(/凭什么认定/).fill('村里查无此人')
  await page.getByRole('button', { name: '提交认定' }).click()
  await page.getByText('都认定了，一共 3 行').waitFor()
  await looked(page, 'doubts-done')

  // Thought again before the commit: another answer takes the place of the first.
  await page.getByRole('link', { name: '回到这一批，重新试算或入库' }).click()
  await page.getByText('3 行都认定了是谁。').waitFor()
  await looked(page, 'batch-answered')
  await page.getByRole('link', { name: '第 5 行' }).click()
  await page.getByText('问了村里，号码抄错').waitFor()
  const second = page.url()
  await page.keyboard.press('1')
  await page.getByLabel(/凭什么认定/).fill('是同一人，班主任核实')
  await page.getByRole('button', { name: '改为这样认定' }).click()
  await page.getByText('都认定了，一共 3 行').waitFor()
  await page.goto(second)
  await page.getByText('是同一人，班主任核实').waitFor()

  await page.getByRole('link', { name: /^批次/ }).click()
  await page.getByRole('button', { name: '重新试算' }).click()
  await done(page, /试算好了|已试算/)
  await page.getByText('入库会：对上 3 人，新增 0 人').waitFor()
  await page.getByRole('button', { name: '入库这一批' }).click()
  await done(page, /已入库/)
  await page.getByRole('button', { name: '撤销：先看后果' }).waitFor()
  await page.goto(second)
  await page.getByText('这一行已经写入').waitFor()
  expect(complaints).toEqual([])
}, 900_000)

test('a batch that a later one rests on is not undone and the later is named; undone from the last, with the consequences first', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await office.open(page, '/receive/progress?term=2022-autumn')
  const orphans = page.locator('tr', { hasText: '孤儿' }).first()
  await orphans.getByText('已入库，有效').waitFor()
  await looked(page, 'progress')

  await office.open(page, '/receive/history')
  await page.locator('tbody tr').nth(1).getByRole('link').first().click()
  await page.getByRole('button', { name: '撤销：先看后果' }).click()
  await page.getByText(/现在还不能撤销：后面有 \d+ 项依据它/).waitFor()
  await looked(page, 'undo-refused')
  expect(await page.getByRole('button', { name: /^撤销这一批/ }).count()).toBe(0)
  await page.getByRole('listitem').filter({ hasText: '收数批次' }).getByRole('link').first().click()
  await page.getByText('3 行都认定了是谁。').waitFor()

  for (const nth of [0, 1]) {
    await office.open(page, '/receive/history')
    await page.locator('tbody tr').nth(nth).getByRole('link').first().click()
    await page.getByRole('button', { name: '撤销：先看后果' }).click()
    await page.getByRole('button', { name: /^撤销这一批（\d+ 条）$/ }).waitFor()
    if (nth === 0) {
      await looked(page, 'undo')
      await illustrate(page, 'receive-undo')
    }
    await page.getByRole('button', { name: /^撤销这一批（\d+ 条）$/ }).click()
    await page.getByText('已撤销', { exact: true }).first().waitFor()
  }
  await looked(page, 'undone')
  expect(complaints).toEqual([])
}, 600_000)

test('of a folder of forty photographs and a roster sent twice nothing is lost, and it is said once what is to be done', async () => {
  const { page, complaints } = await office.desk('zizhu')
  const sent = join(office.folder, '乡镇发来')
  mkdirSync(sent, { recursive: true })
  for (let nth = 1; nth <= 40; nth += 1)
    writeFileSync(join(sent, `IMG_${nth}.jpg`), Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(String(nth))]))
  writeFileSync(join(sent, '孤儿名单9月.csv'), list('9月1日', [`王小五,${id(15)},清溪镇,上坪村`]))
  writeFileSync(join(sent, '孤儿名单9月 副本.csv'), list('9月1日', [`王小五,${id(15)},清溪镇,上坪村`]))
  await office.dropped(page, sent)
  await looked(page, 'forty-photographs')
  expect(await page.locator('.sent-files .state', { hasText: '已经在这里' }).count()).toBe(1)
  expect(await page.locator('.sent-files .state', { hasText: '没有收下' }).count()).toBe(1)
  await page.getByText('看是哪 40 个').click()
  expect(await page.locator('.sent-files details li').count()).toBe(40)
  expect(complaints).toEqual([])
}, 600_000)

const september = list('9月2日', [
  `李双双,${id(31)},清溪镇,上坪村`,
  `李双双,${id(31)},清溪镇,上塝村`,
  `张同一,${id(33)},清溪镇,上坪村`,
  `张同亦,${id(33)},清溪镇,上坪村`,
  '无号甲,,清溪镇,上坪村',
  '无号乙,,清溪镇,上坪村',
  '无号丙,,清溪镇,上坪村',
])

test('rows in doubt for one reason are chosen together, looked through and answered once; two rows of one person show where they differ', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await tried(page, '孤儿名单9月2日.csv', september)
  await page.getByRole('link', { name: '入库以前，先认定存疑的行' }).click()
  await page.getByRole('heading', { name: '同一人两行写得不同' }).waitFor()
  const cells = page.getByRole('table', { name: '两行不同的地方' })
  expect(await cells.locator('mark').allTextContents()).toEqual(['塝', '坪'])
  await page.getByText('项两行写得相同').waitFor()
  await looked(page, 'row-differs')

  await page.getByRole('link', { name: '没有可以认人的号码 3 行' }).click()
  await page.getByRole('heading', { name: '没有可以认人的号码，3 行' }).waitFor()
  await looked(page, 'alike')
  await page.getByRole('button', { name: '全选这 3 行' }).click()
  await page.getByLabel('选中“孤儿名单9月2日”第 9 行').uncheck()
  await page.getByText('已选 2 行').waitFor()
  // Nobody stands beside them, so that they cannot be somebody.
  expect(await page.getByRole('button', { name: '都是旁边的那个人（0 行）' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: '都不收（2 行）' }).click()
  await page.getByText(/将把 2 行不收，不改动任何人：无号甲、无号乙。/).waitFor()
  await page.getByLabel(/凭什么这样认定/).fill('村里说没有这两个人')
  await looked(page, 'alike-answering')
  await page.getByRole('button', { name: '认定这 2 行' }).click()
  await page.getByRole('heading', { name: '没有可以认人的号码，1 行' }).waitFor()
  await page.getByRole('link', { name: '号码相同，姓名不同 2 行' }).click()
  await page.getByText(/与第 \d+ 行不同：姓名 张同一／张同亦/).waitFor()
  await looked(page, 'alike-names')

  const { page: phone } = await office.desk('zizhu', 'phone')
  await phone.goto(page.url())
  await phone.getByRole('button', { name: '全选这 2 行' }).click()
  await looked(phone, 'alike-phone')
  expect(await phone.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  expect(complaints).toEqual([])
}, 600_000)

test('on a phone the row and whom it may be stand beside each other, and the page is no wider than the screen', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await office.open(page, '/receive/history')
  await page
    .getByRole('link', { name: /还有 \d+ 行没认定是谁/ })
    .first()
    .click()
  await page.getByRole('heading', { name: '这一行是谁' }).waitFor()
  const { page: phone } = await office.desk('zizhu', 'phone')
  await phone.goto(page.url())
  await phone.getByRole('heading', { name: '这一行是谁' }).waitFor()
  await looked(phone, 'doubt-phone')
  expect(await phone.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  expect(complaints).toEqual([])
}, 300_000)
