import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jobSays as done, looked, openReceiving, type ReceivingUnderTest } from '../../testing/receiving.ts'

const rowsSent = 100_000

let office: ReceivingUnderTest
beforeAll(async () => void (office = await openReceiving()))
afterAll(() => office.close())

const measured: string[] = []
const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const start = performance.now()
  const said = await work()
  measured.push(`${what} ${((performance.now() - start) / 1000).toFixed(1)} s`)
  return said
}

/** The next page, once it is there. */
const turned = async (page: Page): Promise<void> => {
  const before = await page.locator('tbody tr').first().innerText()
  await page.getByRole('button', { name: '下一页' }).click()
  await expect.poll(() => page.locator('tbody tr').first().innerText(), { timeout: 60_000 }).not.toBe(before)
}

/** Children born on every day of eight years, of an area that the invented county does not have: each number is its own. */
const register = (): string => {
  const lines = ['户籍适龄人口花名册（截至2022年8月31日）', '乡镇(街道),村(社区),户号,姓名,性别,公民身份号码,出生日期,户籍状态']
  const first = Date.UTC(2008, 0, 1)
  for (let nth = 0; nth < rowsSent; nth += 1) {
    const born = new Date(first + (nth % 2900) * 86_400_000).toISOString().slice(0, 10)
    const number = sampleId({ area: '990177', born, sequence: 100 + Math.floor(nth / 2900) })
    const sex = Number(number[16]) % 2 === 1 ? '男' : '女'
    lines.push(
      `清溪镇,上坪村,99${String(nth).padStart(14, '0')},样${[...String(nth)].map(digit => '零一二三四五六七八九'[Number(digit)]).join('')},${sex},${number},${born},正常`,
    )
  }
  return lines.join('\r\n')
}

test('a register of 100,000 goes over a slow line that breaks, is read, tried and taken in, and its lists are paged through', async () => {
  const { page, context, complaints } = await office.desk('zizhu')
  const path = join(office.folder, '户籍适龄人口花名册（截至2022年8月31日）.csv')
  writeFileSync(path, register())
  await office.open(page, '/receive')
  await page.getByText('选文件夹').waitFor()
  const line = await context.newCDPSession(page)
  const kilobytes = async (perSecond: number, offline = false): Promise<void> => {
    await line.send('Network.emulateNetworkConditions', {
      offline,
      latency: offline ? 0 : 50,
      downloadThroughput: perSecond * 1024,
      uploadThroughput: perSecond * 1024,
    })
  }
  await line.send('Network.enable')
  await kilobytes(300)
  await page.locator('input[type=file]').first().setInputFiles(path)
  await page.getByText(/已传 [\d.]+ (?:KB|MB)，共 [\d.]+ MB/).waitFor()
  await looked(page, 'slow-line')
  // Another page meanwhile; the file goes on.
  await page.getByRole('link', { name: '收数进度', exact: true }).click()
  await page.getByRole('heading', { name: '收数进度' }).waitFor()
  await page.goBack()
  await page.getByText(/已传 [\d.]+ (?:KB|MB)，共 [\d.]+ MB/).waitFor()
  await kilobytes(300, true)
  await page.getByText('网断了，文件还在手上').waitFor()
  await looked(page, 'line-broken')
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 })
  await timed('sent and read', () => done(page, /读好了/))
  await page
    .getByText(/收 100,000 行/)
    .first()
    .waitFor()
  expect(await page.locator('.deliveries > li').count()).toBe(1)
  await looked(page, 'hundred-thousand-read')

  await page.getByRole('button', { name: /试算这一份/ }).click()
  await timed('tried', () => done(page, /试算好了/))
  await page.getByText('新增 100,000 人').first().waitFor()
  // What would change opens to as many lines, however many, is paged through and taken along.
  for (const [of, said] of [
    ['new persons', /^100,000 人$/],
    ['new facts', /^\d{3},000 条$/],
  ] as const) {
    await page.getByRole('link', { name: said }).first().click()
    await timed(`first page of the ${of}`, () => page.locator('.totals', { hasText: /共 \d{3},000 / }).waitFor())
    await page.locator('tbody tr').nth(20).waitFor()
    await timed(`page 2 of the ${of}`, () => turned(page))
    if (of === 'new persons') {
      await timed('their workbook', () =>
        Promise.all([page.waitForEvent('download', { timeout: 300_000 }), page.getByRole('button', { name: /^导出/ }).click()]),
      )
      await looked(page, 'hundred-thousand-lines')
    }
    await office.open(page, '/receive')
    await page.getByText('新增 100,000 人').first().waitFor()
  }

  await page.getByRole('button', { name: /^入库 \d+ 份$/ }).click()
  await timed('taken in', () => done(page, /已入库 1 批/))

  await office.open(page, '/compare?left=student-roll&right=household-register&part=right')
  await timed('first page of the list', () =>
    page
      .getByText(/共 100,\d{3} 人/)
      .first()
      .waitFor(),
  )
  await page.locator('tbody tr').nth(20).waitFor()
  for (let nth = 2; nth <= 6; nth += 1) {
    await timed(`page ${nth}`, () => turned(page))
  }
  await looked(page, 'hundred-thousand-listed')
  const { metrics } = await line.send('Performance.enable').then(() => line.send('Performance.getMetrics'))
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN
  measured.push(`browser ${Math.round(heap / 1024 / 1024)} MB of scripts’ memory`, `server ${Math.round(process.memoryUsage().rss / 1024 / 1024)} MB resident`)
  process.stdout.write(`100,000 rows: ${measured.join('; ')}\n`)
  expect(heap).toBeLessThan(200 * 1024 * 1024)
  expect(complaints.filter(each => !each.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
}, 900_000)

test('a workbook of 200 MB is not sent at all, and it is said what to do instead', async () => {
  const { page, complaints } = await office.desk('zizhu')
  const path = join(office.folder, '全县学籍.xlsx')
  writeFileSync(path, 'PK')
  truncateSync(path, 200 * 1024 * 1024)
  await office.open(page, '/receive')
  await page.getByText('选文件夹').waitFor()
  await page.locator('input[type=file]').first().setInputFiles(path)
  await page.getByText('文件有 200.0 MB，超过一次能传的 64.0 MB，没有收下').waitFor()
  await looked(page, 'too-large')
  expect(complaints).toEqual([])
}, 300_000)
