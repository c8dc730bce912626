import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PlainDate, termOn } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { writeSampleCounty } from '@yingjin/server/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { illustrate } from '../../testing/open-office.ts'
import { today } from '../../shared/dates.ts'
import { termWord } from '../../shared/term-word.ts'
import { jobSays as done, looked, openReceiving, type ReceivingUnderTest } from '../../testing/receiving.ts'

let office: ReceivingUnderTest
beforeAll(async () => {
  office = await openReceiving()
  // Next month's rosters of the departments, with their usual damage.
  await writeSampleCounty(join(office.folder, '名册'), { children: 600, seed: 7, term: '2022-autumn' })
})
afterAll(() => office.close())

type Sent = Readonly<{ name: string; mimeType: string; buffer: Buffer }>
const sentFrom = (folder: string): readonly Sent[] =>
  readdirSync(folder)
    .filter(name => /低保|特困|脱贫户|监测|残疾|低收入/.test(name))
    .slice(0, 10)
    .map(name => ({ name, mimeType: 'application/octet-stream', buffer: readFileSync(join(folder, name)) }))
const rosters = (): readonly Sent[] => sentFrom(join(office.folder, '名册'))
const photo = (n: number): Sent => ({
  name: `IMG_${n}.jpg`,
  mimeType: 'image/jpeg',
  buffer: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(String(n))]),
})
const odd: Sent = {
  name: '孤儿基本生活保障名单（截至2022年8月31日）.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      '孤儿基本生活保障名单（截至2022年8月31日）',
      '娃娃的大名,身份证号,民族,乡镇,屋里主事的',
      '欧阳一个名字特别长长到四十个字也要看得见不能截断否则就认不出是谁了这里一共写四十个字,99010120130203101X,某族,清溪镇,李大一',
      '李小二,9.90101E+17,某族,清溪镇,李大二',
      ',,某族,清溪镇,李大三',
    ].join('\n'),
  ),
}

test('a clerk drops what ten departments sent, with photographs and a copy, and has it clean before lunch', async () => {
  const { page } = await office.desk('zizhu')
  await office.open(page, '/receive')
  await page.getByText('没有没办完的来件').waitFor()
  await looked(page, 'empty')

  const sent = rosters()
  const [first] = sent
  if (first === undefined) throw new Error('the invented county sends no roster')
  await office.dropped(page, [...sent, photo(1), photo(2), { ...first, name: `副本 ${first.name}` }, odd])
  // Nothing is lost and nothing doubled: photographs say why, the copy says that it is here.
  expect(await page.locator('.sent-files .state', { hasText: '没有收下' }).count()).toBe(2)
  expect(await page.locator('.sent-files .state', { hasText: '已经在这里' }).count()).toBe(1)
  expect(await page.locator('.deliveries > li').count()).toBe(sent.length + 1)
  await looked(page, 'read')
  await page.locator('.deliveries').getByRole('link', { name: '残疾人名单' }).first().click()
  await page.getByRole('heading', { name: '工作表' }).first().waitFor()
  await illustrate(page, 'receive-reading')

  // One column was misread: it is said what it is, and at once what that changes.
  await page.locator('.deliveries').getByRole('link', { name: odd.name }).click()
  await page.getByRole('heading', { name: '工作表' }).waitFor()
  await looked(page, 'to-correct')
  const meaning = page.getByLabel(/娃娃的大名/)
  await meaning.selectOption({ label: '改为：姓名' })
  await page.getByRole('button', { name: '按 1 处更正重新读取' }).waitFor()
  // Back and forward in the middle, and a reload: what was said is still there.
  await page.getByRole('link', { name: '收数历史', exact: true }).click()
  await page.getByRole('heading', { name: '收数历史' }).waitFor()
  await looked(page, 'history')
  await page.goBack()
  await page.getByRole('button', { name: '按 1 处更正重新读取' }).waitFor()
  await page.goForward()
  await page.goBack()
  await page.reload()
  await page.getByRole('button', { name: '按 1 处更正重新读取' }).click()
  await page.getByText(/重新读过了/).waitFor({ timeout: 120_000 })
  await looked(page, 'corrected')

  // Everything that is certain in one go, then what it would change, then in.
  await page.getByRole('button', { name: /全部能确定的 \d+ 份：试算/ }).click()
  await done(page, /试算好了/)
  await page.getByRole('heading', { name: '已试算，等入库' }).waitFor()
  await looked(page, 'tried')
  await page.getByRole('button', { name: /^入库 \d+ 份$/ }).click()
  await done(page, /已入库 \d+ 批/)
  await page.getByRole('link', { name: '收数历史', exact: true }).click()
  await page.locator('tbody button', { hasText: '下载' }).first().waitFor()
  const download = page.waitForEvent('download')
  await page.locator('tbody button', { hasText: '下载' }).first().click()
  expect((await download).suggestedFilename()).toMatch(/^请改正_.*\.xlsx$/)
}, 900_000)

test.each(['desk', 'phone'] as const)(
  'files that were taken before say by which batch, are not offered again, and leave in one go (%s)',
  async size => {
    const { page, complaints } = await office.desk('zizhu', size)
    // The lists of which the published run was made.
    const folder = join(office.folder, `以前-${size}`)
    await writeSampleCounty(folder, { children: 400, seed: 1, term: '2022-autumn' })
    await office.dropped(page, sentFrom(folder).slice(0, 3))
    const before = page.locator('.deliveries .state', { hasText: /以前收过（批次 \d+）/ })
    await before.nth(2).waitFor()
    expect(await before.count()).toBe(3)
    expect(await page.locator('.sent-files .state', { hasText: '以前收过' }).count()).toBe(3)
    expect(await page.getByRole('button', { name: /全部能确定的/ }).count()).toBe(0)
    await looked(page, `taken-before-${size}`)
    await page.getByRole('button', { name: '退出以前收过的 3 份' }).click()
    await before.first().waitFor({ state: 'detached' })
    expect(await before.count()).toBe(0)
    expect(complaints).toEqual([])
  },
  900_000,
)

test('on a phone the files come first and nothing runs out of the page', async () => {
  const { page, complaints } = await office.desk('zizhu', 'phone')
  await office.open(page, '/receive')
  await page.getByRole('heading', { name: '收数', exact: true }).waitFor()
  await page.getByText('选文件夹').waitFor()
  await looked(page, 'phone')
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await office.open(page, '/receive/progress?term=2022-autumn')
  await page.getByText(/2022年秋季学期要用/).waitFor()
  await looked(page, 'progress-phone')
  expect(complaints).toEqual([])
})

test.each(['desk', 'phone'] as const)('the schools of which a roll has no row are named on the board and on the sheet that goes out (%s)', async size => {
  const { page, complaints } = await office.desk('zizhu', size)
  await office.open(page, '/receive/progress?term=2022-autumn')
  await page.getByText('17 所学校都有。').first().waitFor()
  const missing = page.locator('.schools-of', { hasText: /15 所幼儿园中 1 所没有一行/ })
  expect(await missing.getByRole('listitem').isVisible()).toBe(false)
  await missing.locator('summary').click()
  const kindergarten = '柳田乡小太阳幼儿园'
  expect(await missing.getByRole('listitem').textContent()).toBe(`${kindergarten}（柳田乡）：从 2022-09-01 起缺，还没有收到过`)
  await looked(page, `schools-missing-${size}`)
  await page.getByRole('button', { name: '打印催报单' }).click()
  const row = page.locator('tr', { hasText: kindergarten })
  await row.waitFor()
  expect(await row.locator('td').allTextContents()).toEqual([kindergarten, '柳田乡', '2022-09-01', '没有'])
  await looked(page, `schools-missing-sheet-${size}`)
  expect(complaints).toEqual([])
})

const head = ['姓名', '身份证号', '乡镇', '户主姓名']
/** A list of a few people, as a department types it. */
const shortList: Sent = {
  name: '农村低保备案表（截至2026年8月31日）.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      '农村低保备案表（截至2026年8月31日）',
      head.join(','),
      ...[1, 2, 3].map(n => `甲小${n},${sampleId({ born: '2014-05-06', sequence: 700 + n })},清溪镇,甲大${n}`),
    ].join('\n'),
  ),
}

test.each(['desk', 'phone'] as const)(
  'a list from which most have gone is warned of before it is taken in (%s)',
  async size => {
    const { page, complaints } = await office.desk('zizhu', size)
    await office.dropped(page, [{ ...shortList, buffer: Buffer.concat([shortList.buffer, Buffer.from(size === 'desk' ? '\n' : '\n\n')]) }])
    await page
      .getByRole('button', { name: /试算/ })
      .first()
      .click()
    await done(page, /试算好了 1 份/)
    const batchLink = await page
      .locator('.job')
      .getByRole('link', { name: /^看批次 \d+$/ })
      .getAttribute('href')
    const warning = page.getByText(/上一份 \d+ 人里 \d+ 人不在这份上/).first()
    await warning.waitFor()
    expect(await warning.textContent()).toContain('请先核对这是不是整份名册')
    await looked(page, `not-here-${size}`)
    // Meanwhile somebody gives it up in another tab: taking it in is refused, and says of which list and why.
    const other = await page.context().newPage()
    await office.open(other, (await page.getByRole('region', { name: '已试算，等入库' }).getByRole('link').first().getAttribute('href')) ?? '')
    await other.getByRole('heading', { name: /农村低保备案表\s*批次/ }).waitFor()
    await other.getByText(/上一份 \d+ 人里 \d+ 人不在这份上/).waitFor()
    await looked(other, `not-here-batch-${size}`)
    // Each number opens to as many lines; back and forward keep which one was open.
    const batch = new URL(other.url()).pathname
    expect(batchLink).toBe(batch)
    const opensTo = async (figure: string, shown: string): Promise<void> => {
      const number = other.locator(`a.opens[href*="figure=${figure}"]`).first()
      await number.waitFor()
      const word = (await number.textContent()) ?? ''
      await number.click()
      await other.getByRole('heading', { name: new RegExp(shown) }).waitFor()
      await other.getByText(`共 ${word}`).waitFor()
      await other
        .locator(size === 'desk' ? 'tbody tr' : '.cards > li')
        .first()
        .waitFor()
      await looked(other, `lines-${figure}-${size}`)
      expect(await other.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    }
    await opensTo('not-here', '不在这份上的人')
    await other.goBack()
    await other.waitForURL(url => url.pathname === batch)
    await opensTo('facts-new', '新增的信息')
    await other.goBack()
    await other.waitForURL(url => url.pathname === batch)
    await other.goForward()
    await other.getByRole('heading', { name: /新增的信息/ }).waitFor()
    await other.goBack()
    await other.waitForURL(url => url.pathname === batch)
    await opensTo('persons-new', '新增的人')
    await office.open(other, '/receive/history?status=committed&roster=rural-minimum-living')
    await other.getByRole('link', { name: '农村低保备案表' }).first().click()
    await other.getByRole('button', { name: '撤销：先看后果' }).click()
    await other.locator('a.opens[href*="figure=undo-ended"]').waitFor()
    await opensTo('undo-ended', '撤销会撤回的信息')
    await other.goBack()
    await other.locator('a.opens[href*="figure=undo-ended"]').waitFor()
    // What was published is left alone by an undo, and said: here of a list that nobody sent again.
    await office.open(other, '/receive/history?status=committed&roster=death-list')
    await other.getByRole('link', { name: '死亡名单' }).first().click()
    await other.getByRole('button', { name: '撤销：先看后果' }).click()
    const published = other.locator('.undo').getByRole('link', { name: /^2022年秋季学期，.* 发布$/ })
    await published.waitFor()
    expect(await published.getAttribute('href')).toMatch(/\/results\/totals\?runId=%22\d+%22$/)
    await looked(other, `undo-figures-${size}`)
    await office.open(other, batch)
    await other.getByRole('heading', { name: /农村低保备案表\s*批次/ }).waitFor()
    await other.getByRole('button', { name: '放弃这一批，回去改读法' }).click()
    await other.getByText('已放弃').first().waitFor()
    await other.close()
    await page.getByRole('button', { name: '入库 1 份' }).click()
    await done(page, /1 批都没有入库，什么也没有改/)
    await page.getByText(/农村低保备案表：收数批次 \d+ .*已放弃/).waitFor()
    await looked(page, `not-committed-${size}`)
    await office.open(page, '/receive')
    const sent = page.locator('.deliveries').getByRole('link', { name: shortList.name })
    await sent.click()
    await page.getByRole('heading', { name: shortList.name }).waitFor()
    await page.getByRole('button', { name: '退出这份来件' }).click()
    await page.getByLabel(/为什么/).fill('不是整份')
    await page.getByRole('button', { name: '退出这份来件' }).last().click()
    await sent.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  },
  600_000,
)

test.each(['desk', 'phone'] as const)(
  'doubtful rows are on the desk of whoever answers them, and the terms offered are those there are (%s)',
  async size => {
    const { page, complaints } = await office.desk('zizhu', size)
    await office.open(page, '/')
    const line = page.getByRole('link', { name: /批名册里有 \d+ 行存疑，等人认定是谁/ })
    await line.waitFor()
    await looked(page, `home-doubts-${size}`)
    const [, batches = '', rows = ''] = /(\d+) 批名册里有 (\d+) 行/.exec((await line.textContent()) ?? '') ?? []
    await line.click()
    const listed = page.getByText(/还有 \d+ 行没认定是谁/)
    await listed.first().waitFor()
    expect(await listed.count()).toBe(Number(batches))
    expect((await listed.allTextContents()).reduce((sum, text) => sum + Number(/\d+/.exec(text)?.[0]), 0)).toBe(Number(rows))
    await looked(page, `undecided-${size}`)
    await office.open(page, '/receive/progress')
    await page.getByLabel('学期').waitFor()
    const offered = await page.getByLabel('学期').locator('option').allTextContents()
    expect(offered).toContain('2022年秋季学期')
    expect(offered[0]).toBe(`${termWord(termOn(today() as PlainDate))}`)
    await looked(page, `terms-${size}`)
    expect(complaints).toEqual([])
  },
  600_000,
)

test.each(['desk', 'phone'] as const)('a department sees its own lists and nothing else, and what of them was refused (%s)', async size => {
  const { page, complaints } = await office.desk('minzheng', size)
  const beside = size === 'desk' ? '' : '-phone'
  await office.open(page, '/receive/history')
  await page.getByRole('heading', { name: '本单位送来的名单' }).waitFor()
  const rows = page.locator(size === 'desk' ? 'tbody tr' : '.cards > li')
  await rows.first().waitFor()
  // All it sent: what was taken in, of several kinds, and what was given back to be put right.
  await page.getByText('已退回').first().waitFor()
  const said = (await rows.allTextContents()).join('\n')
  for (const own of ['农村低保备案表', '城镇低保备案表', '孤儿及事实无人抚养儿童发放花名册']) expect(said).toContain(own)
  for (const other of ['学籍', '残疾人', '脱贫', '户籍']) expect(said).not.toContain(other)
  await looked(page, `department${beside}`)
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await rows.getByRole('link', { name: '农村低保备案表' }).first().click()
  await page.getByRole('heading', { name: '农村低保备案表' }).waitFor()
  expect(await page.getByRole('button', { name: /撤销|入库/ }).count()).toBe(0)
  await looked(page, `department-batch${beside}`)
  expect(complaints).toEqual([])
})
