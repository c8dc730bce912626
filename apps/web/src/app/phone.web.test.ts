import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, openDemonstration, photograph } from '../testing/open-office.ts'
import { missedByThumb, smallPhone } from '../testing/thumb.ts'

let office: DemonstrationUnderTest
beforeAll(async () => {
  office = await openDemonstration()
})
afterAll(() => office.close())

/** One page of each shape is enough: /leads/7 is as /leads/8, and one pack as another. */
const shapeOf = (address: string): string => new URL(address).pathname.replaceAll(/\/(\d|national)[^/]*/g, '/n')

/** What a page says while it is not there yet. */
const settled = `!/正在(打开|准备|读)/.test(document.querySelector('main')?.innerText ?? '正在打开') && document.querySelector('main h1, main .empty, main [role=alert]') !== null`

const open = async (page: Page, address: string): Promise<void> => {
  await page.goto(address)
  await expect.poll(() => page.evaluate<boolean>(settled), { timeout: 60_000, message: address }).toBe(true)
  await page.waitForLoadState('networkidle')
}

/** Every page the menu of this person leads to, and one of each shape that those lead on to. */
const walk = async (page: Page, who: string): Promise<Readonly<{ shapes: readonly string[]; missed: readonly string[] }>> => {
  const { address } = office.county
  await open(page, `${address}/`)
  await page.getByRole('button', { name: '菜单' }).click()
  const folded = page.locator('.menu .group[aria-expanded=false]')
  while ((await folded.count()) > 0) await folded.first().click()
  const missed = (await missedByThumb(page)).map(each => `menu: ${each}`)
  await photograph(page, `phone/${who}/menu`)
  const linksOf = (within: string): Promise<readonly string[]> =>
    page.evaluate<readonly string[]>(`[...document.querySelectorAll('${within} a[href^="/"]')].map(each => each.href)`)
  const ahead = [`${address}/`, ...(await linksOf('.menu')), `${address}/me`]
  const seen = new Set<string>()
  while (ahead.length > 0) {
    const next = ahead.shift() ?? ''
    const shape = shapeOf(next)
    if (seen.has(shape)) continue
    seen.add(shape)
    await open(page, next)
    missed.push(...(await missedByThumb(page)).map(each => `${shape}: ${each}`))
    await photograph(page, `phone/${who}${shape === '/' ? '/home' : shape}`)
    ahead.push(...(await linksOf('main')))
  }
  return { shapes: [...seen], missed }
}

test.each([
  ['zizhu', ['/leads', '/leads/n', '/questions/n', '/persons/n', '/results/of/n', '/policy/simulate', '/receive/progress', '/runs/start']],
  ['banzhuren', ['/leads', '/leads/n', '/persons/n', '/schools/n', '/schools/n/pupils']],
  ['guanli', ['/operate/accounts', '/operate/accounts/n', '/operate/duties', '/operate/openings', '/operate/system']],
] as const)('a thumb finds every control of every page that %s comes to, and no page is wider than a small phone', async (who, pages) => {
  const { page, complaints } = await office.desk(who, 'phone')
  await page.setViewportSize(smallPhone)
  const { shapes, missed } = await walk(page, who)
  expect(missed).toEqual([])
  expect(shapes).toEqual(expect.arrayContaining([...pages]))
  expect(complaints).toEqual([])
})
