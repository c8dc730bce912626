import { mkdtempSync, rmSync, statSync } from 'node:fs'
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

/** The names on the paper that do not stand on one line. */
const brokenNames = (page: Parameters<typeof photograph>[0]): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(
    `(() => {
      const at = [...document.querySelectorAll('article thead th')].findIndex(each => each.innerText === '姓名') + 1
      return [...document.querySelectorAll('article tbody td:nth-child(' + at + ')')].flatMap(cell => {
        const words = document.createRange()
        words.selectNodeContents(cell)
        return words.getClientRects().length > 1 ? [cell.getBoundingClientRect().width + ' px for ' + cell.innerText] : []
      })
    })()`,
  )

test('a clerk narrows a list, keeps the conditions, takes it along as the ledger and prints it: the same rows each time', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(`${office.county.address}/leads`)
  await page.getByText(/共 \d+ 条/).waitFor()
  await page.getByLabel('排列').click()
  await page.getByTitle('按发现的先后').click()
  await page.waitForURL(/sort=found/)
  await page.getByLabel('办理状态').click()
  await page.getByTitle('已派', { exact: true }).click()
  await page.waitForURL(/state=assigned/)
  await page.locator('section[aria-busy=false]').waitFor()
  const total = Number(/共 ([\d,]+) 条/.exec(await page.getByText(/共 [\d,]+ 条/).innerText())?.[1]?.replaceAll(',', ''))
  expect(total).toBeGreaterThan(2)

  await page.getByRole('button', { name: '常用条件' }).click()
  await page.getByLabel('给现在的条件起个名字').fill('已经派出的')
  await looked(page, 'keep-conditions')
  await page.getByRole('button', { name: '记下现在的条件' }).click()
  await page.keyboard.press('Escape')
  await page.goto(`${office.county.address}/leads`)
  await page.getByRole('button', { name: '常用条件（1）' }).click()
  await page.getByRole('button', { name: '已经派出的', exact: true }).click()
  await page.waitForURL(/state=assigned/)
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
  // A4 across, as it will be printed: what is in the way on the screen is not on the paper.
  const paper = await page.pdf({ preferCSSPageSize: true, path: join(pictures, 'lists/ledger.pdf') })
  const pdf = paper.toString('latin1')
  const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [Math.round(Number(width)), Math.round(Number(height))])
  expect(new Set(boxes.map(String))).toEqual(new Set(['842,595']))
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.bar, .menu, .no-print').filter({ visible: true }).count()).toBe(0)
  expect(await page.locator('article thead').evaluate(head => getComputedStyle(head).display)).toBe('table-header-group')
  expect(await brokenNames(page)).toEqual([])
  await photograph(page, 'lists/printed')
  await page.emulateMedia({ media: 'screen' })

  // What is not wanted is left out of the paper, by a tick here, or because somebody took it off the list.
  await page.getByLabel('备注', { exact: true }).uncheck()
  await page.getByText(/印 \d+ 列，全表 \d+ 列/).waitFor()
  const headers = (): Promise<readonly string[]> => page.locator('article thead th').allInnerTexts()
  // Who is at no school is found by the township, folded on the list or not.
  expect(await headers()).toContain('乡镇')
  expect(await headers()).not.toContain('备注')
  await page.getByRole('button', { name: '返回', exact: true }).click()
  await page.getByRole('button', { name: '选择列' }).click()
  await page.getByRole('checkbox', { name: '期限' }).uncheck()
  await page.getByRole('button', { name: '打印', exact: true }).click()
  await page.getByRole('article').waitFor()
  expect(await headers()).toContain('备注')
  expect(await headers()).not.toContain('办理期限')
  expect(await brokenNames(page)).toEqual([])
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

/** A photograph as a phone takes it: large, and drawn in the browser so that no picture of anybody is kept here. */
const aPhotograph = (page: Parameters<typeof photograph>[0]): Promise<Buffer> =>
  page
    .evaluate(async () => {
      const canvas = document.createElement('canvas')
      canvas.width = 4000
      canvas.height = 3000
      const pen = canvas.getContext('2d')
      for (let i = 0; i < 20_000; i += 1) {
        if (pen !== null) pen.fillStyle = `hsl(${(i * 37) % 360} 70% ${30 + (i % 50)}%)`
        pen?.fillRect((i * 997) % 4000, (i * 613) % 3000, 40, 40)
      }
      const taken = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', 0.98))
      const bytes = new Uint8Array((await taken?.arrayBuffer()) ?? new ArrayBuffer(0))
      let text = ''
      for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
      return btoa(text)
    })
    .then(text => Buffer.from(text, 'base64'))

test('an officer out in a village whose network goes away loses neither words nor photograph, and asks for the lead to be closed', async () => {
  const clerk = await office.desk('zizhu')
  await clerk.page.goto(`${office.county.address}/leads?kind=not-enrolled`)
  await clerk.page.locator('thead input[type=checkbox]').check()
  await clerk.page.getByRole('button', { name: /成批派给责任人/ }).click()
  await clerk.page.getByLabel('派给').fill('周建平')
  await clerk.page.getByText(/^周建平（/).click()
  await looked(clerk.page, 'assign-many')
  const told = Number(/派出 (\d+) 条/.exec(await clerk.page.getByRole('button', { name: /派出 \d+ 条线索/ }).innerText())?.[1])
  await clerk.page.getByRole('button', { name: /派出 \d+ 条线索/ }).click()
  await clerk.page.getByText(`已选 ${told} 条`).waitFor({ state: 'detached' })

  const { page, context, complaints } = await office.desk('fuhe', 'phone')
  await page.goto(`${office.county.address}/leads?owner=me&kind=not-enrolled`)
  await page.locator('.cards a').first().waitFor()
  await page.getByRole('button', { name: '条件（已选 2）' }).waitFor()
  await looked(page, 'mine-phone')
  await page.locator('.cards a').first().click()
  await page.getByRole('heading', { name: '凭据' }).waitFor()
  const lead = page.url()
  const photo = await aPhotograph(page)
  expect(photo.length).toBeGreaterThan(1_500_000)

  await context.setOffline(true)
  await page.getByRole('button', { name: '写说明' }).click()
  await page.getByRole('textbox', { name: '说明' }).fill('到家里看过，孩子跟父母在外地上学')
  await page.locator('form').getByRole('button', { name: '写下说明' }).click()
  await page.getByText('您填写的内容还在').waitFor()
  await page.locator('.attach select').selectOption({ label: '外地就读证明' })
  await page.locator('input[type=file]').setInputFiles({ name: '就读证明.jpeg', mimeType: 'image/jpeg', buffer: photo })
  await page.getByRole('button', { name: '再交一次：就读证明.jpeg' }).waitFor()
  await looked(page, 'offline-phone')
  await context.setOffline(false)
  await page.getByRole('button', { name: '再交一次：就读证明.jpeg' }).click()
  const given = page.getByRole('button', { name: '就读证明.jpg', exact: true })
  await given.waitFor()
  await page.locator('form').getByRole('button', { name: '写下说明' }).click()
  await page.locator('.timeline').getByText('孩子跟父母在外地上学').waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), given.click()])
  const taken = join(folder, 'photo.jpg')
  await download.saveAs(taken)
  expect(statSync(taken).size).toBeLessThan(photo.length / 2)

  await page.getByRole('button', { name: '提请销号' }).click()
  await page.getByLabel('凭什么销号').click()
  await page.getByTitle(/^外地就读证明/).click()
  await page.getByRole('textbox', { name: '怎样核实、怎样办的' }).fill('看过就读学校出的证明')
  // The list of choices fades; looked at meanwhile, its words have no colour yet.
  await page.locator('.ant-select-dropdown').last().waitFor({ state: 'hidden' })
  await looked(page, 'propose-close-phone')
  await page.locator('form').getByRole('button', { name: '提请销号' }).click()
  await page.getByText('拟销号').first().waitFor()

  await clerk.page.goto(lead)
  await clerk.page.getByRole('button', { name: '销号', exact: true }).click()
  await clerk.page.getByLabel('凭什么销号').click()
  await clerk.page.getByTitle(/^外地就读证明/).click()
  await clerk.page.getByRole('textbox', { name: '怎样核实、怎样办的' }).fill('证明上有学校公章，同意')
  await clerk.page.locator('form').getByRole('button', { name: '销号', exact: true }).click()
  await clerk.page.getByText('已销号').first().waitFor()
  await clerk.page.getByRole('button', { name: '打印办理单' }).click()
  await clerk.page.getByRole('article').waitFor()
  await looked(clerk.page, 'lead-sheet')
  const { page: desk } = clerk
  expect(await desk.locator('article .printed-by').textContent()).toMatch(/^打印人：孙晓兰，示例县 资助中心　打印日期：\d{4}年\d+月\d+日$/)
  // As wide as A4 prints between its margins; a table that reached the edge would lose its right border.
  await desk.emulateMedia({ media: 'print' })
  const over = await desk.locator('article').evaluate(sheet => {
    const edge = sheet.getBoundingClientRect().right
    return [...sheet.querySelectorAll('table')].filter(table => table.getBoundingClientRect().right > edge - 1).length
  })
  expect(over).toBe(0)
  expect(await desk.locator('.printed-by').filter({ visible: true }).count()).toBe(1)
  await desk.emulateMedia({ media: null })
  await clerk.page.getByRole('button', { name: '返回', exact: true }).click()
  await clerk.page.getByRole('button', { name: '重新打开' }).click()
  await clerk.page.getByRole('textbox', { name: '为什么重新打开' }).fill('学校来电，证明是去年的')
  await clerk.page.locator('form').getByRole('button', { name: '重新打开' }).click()
  await clerk.page.locator('.timeline').getByText('证明是去年的').waitFor()
  expect([...clerk.complaints, ...complaints]).toEqual([])
  expect(office.county.faults).toEqual([])
})

test('where leads are is a table put in order by any of its columns, whose sums are its columns, and whose numbers are the lists they open', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(`${office.county.address}/leads/places`)
  await page.locator('.heat tbody tr').first().waitFor()
  await page.getByRole('button', { name: /^已过期/ }).click()
  await looked(page, 'places')
  const together = (of: string): string => `.heat ${of} td:nth-last-child(2)`
  const column = await page.locator('.heat tbody tr').evaluateAll(rows => rows.map(row => Number(row.querySelector('td:nth-last-child(2)')?.textContent)))
  expect(Number(await page.locator(together('tfoot')).innerText())).toBe(column.reduce((sum, n) => sum + n, 0))
  await page.getByRole('button', { name: /^合计/ }).click()
  const sorted = await page.locator('.heat tbody tr').evaluateAll(rows => rows.map(row => Number(row.querySelector('td:nth-last-child(2)')?.textContent)))
  expect(sorted).toEqual([...sorted].sort((a, b) => b - a))
  // The list tests before this one closed a lead, or left one to be closed: what is closed is in no number and in no list.
  const links = page.locator('.heat a')
  const written = await page.locator('.heat td').allInnerTexts()
  expect(await links.count()).toBe(written.filter(text => text !== '').length)
  for (const link of [
    links.first(),
    page.locator(`${together('tbody tr:first-child')} a`),
    page.locator('.heat tfoot a').first(),
    page.locator('.heat tfoot a').last(),
  ]) {
    const n = await link.innerText()
    await link.click()
    await page.getByText(`共 ${n} 条`).waitFor()
    await page.goBack()
    await page.locator('.heat tbody tr').first().waitFor()
  }
  const phone = await office.desk('zizhu', 'phone')
  await phone.page.goto(`${office.county.address}/leads/places`)
  // On a phone each line is a card with the same numbers; by owner too, the oldest deadline in sight.
  const cards = phone.page.locator('.cards > li')
  await cards.first().waitFor()
  await looked(phone.page, 'places-phone')
  expect(await cards.count()).toBe(await page.locator('.heat tbody tr').count())
  await phone.page.getByRole('button', { name: '按责任人' }).click()
  await cards
    .getByText(/^最早期限 \d{4}-/)
    .first()
    .waitFor()
  await looked(phone.page, 'owners-phone')
  const whole = cards.first().locator('.decides a').first()
  const n = (await whole.innerText()).replace(' 条', '')
  await whole.click()
  await phone.page.getByText(`共 ${n} 条`).waitFor()
  await phone.page.goto(`${office.county.address}/results/totals`)
  await cards.nth(1).locator('.parts a').first().waitFor()
  await cards.nth(1).locator('.decides button').click()
  await cards.nth(1).locator('.inner-cards > li').first().waitFor()
  await looked(phone.page, 'totals-phone')
  expect(await phone.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
  expect([...complaints, ...phone.complaints]).toEqual([])
})

test('who may read categories lists lifted-out children out of school; who may not has no such condition, whatever the address says', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await page.goto(`${office.county.address}/leads?household=lifted-out`)
  const counted = page.getByText(/共 \d+ 条|没有符合条件的/).first()
  await counted.waitFor()
  await page.getByTitle('脱贫户的孩子不在学').first().waitFor()
  await looked(page, 'lifted-out')
  const found = await page.locator('tbody a[href*="/leads/"]').allInnerTexts()
  expect(found.length).toBeGreaterThan(0)
  for (const word of found) expect(word).toMatch(/未入学|名在人不在/u)
  const phone = await office.desk('zizhu', 'phone')
  await phone.page.goto(page.url())
  await phone.page.getByText(/共 \d+ 条/).waitFor()
  await looked(phone.page, 'lifted-out-phone')
  const township = await office.desk('xiangzhen')
  const totals: string[] = []
  for (const search of ['', '?household=lifted-out']) {
    await township.page.goto(`${office.county.address}/leads${search}`)
    totals.push(await township.page.getByText(/共 \d+ 条/).innerText())
  }
  expect(totals[1]).toBe(totals[0])
  await township.page.getByRole('button', { name: /更多条件/ }).click()
  expect(await township.page.getByLabel('家庭情况').count()).toBe(0)
  expect([...complaints, ...phone.complaints, ...township.complaints]).toEqual([])
})
