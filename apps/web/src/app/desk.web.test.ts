import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openOldBrowser } from '../testing/open-browser.ts'
import { type OfficeUnderTest, openOffice, photograph } from '../testing/open-office.ts'

/** What came over the line, headers and all, until nothing more is asked for. */
const bytesOf = async (page: Page, open: () => Promise<unknown>): Promise<number> => {
  let bytes = 0
  page.on('requestfinished', async request => {
    const { responseBodySize, responseHeadersSize } = await request.sizes()
    bytes += responseBodySize + responseHeadersSize
  })
  await open()
  await page.waitForLoadState('networkidle')
  return bytes
}

describe('over a line that is slow or fails', () => {
  let office: OfficeUnderTest
  beforeAll(async () => {
    office = await openOffice()
  })
  afterAll(() => office.close())

  test('the login page is at most 300 KB, a list with all it loads at most 400', async () => {
    const nobody = await office.desk(null)
    const login = await bytesOf(nobody.page, async () => {
      await nobody.page.goto(office.county.address)
      await nobody.page.getByLabel('用户名').waitFor()
    })
    expect(login).toBeGreaterThan(20_000)
    expect(login).toBeLessThan(300 * 1024)
    const clerk = await office.desk('office')
    const list = await bytesOf(clerk.page, async () => {
      await clerk.page.goto(`${office.county.address}/leads`)
      await clerk.page.getByText(/共 \d+ 条/).waitFor()
    })
    expect(list).toBeGreaterThan(login)
    expect(list).toBeLessThan(400 * 1024)
  })

  test('what could not be fetched says so and what is kept, and comes when the line is back', async () => {
    const { page } = await office.desk('office')
    await page.goto(`${office.county.address}/leads`)
    await page.getByText(/共 \d+ 条/).waitFor()
    await page.route('**/api/**', route => route.abort('connectionfailed'))
    await page.getByLabel('办理状态').click()
    await page.getByTitle('已派').click()
    await page.getByRole('alert').getByText('连不上服务器').waitFor()
    await photograph(page, 'no-network')
    await page.unroute('**/api/**')
    // The page asks again by itself every few seconds: it may be back before anybody presses.
    const again = page.getByRole('button', { name: '再试一次' })
    await again.click({ timeout: 2_000 }).catch(() => undefined)
    await again.waitFor({ state: 'detached' })
    await page.getByText(/共 \d+ 条/).waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  test('a page of another version of the program says what to do, and goes on after that', async () => {
    const { page } = await office.desk('office')
    await page.goto(`${office.county.address}/leads`)
    await page.getByText(/共 \d+ 条/).waitFor()
    // The program was renewed meanwhile: the part this tab wants is no longer there.
    await page.route('**/assets/*person*', route => route.fulfill({ status: 404, body: '' }))
    await page.getByRole('button', { name: '学生', exact: true }).click()
    await page.getByRole('link', { name: '查找学生' }).click()
    await page.getByRole('alert').getByText('程序已经更新').waitFor()
    await photograph(page, 'renewed')
    await page.unroute('**/assets/*person*')
    await page.getByRole('button', { name: '刷新页面' }).click()
    await page.getByRole('heading', { name: '学生' }).waitFor()
  })
})

test('Chromium 109, still on county desks, shows lists as a browser of today does', async () => {
  const office = await openOffice(openOldBrowser)
  try {
    const { page, complaints } = await office.desk('office')
    expect(office.browser.version()).toMatch(/^109\./)
    await page.goto(`${office.county.address}/leads`)
    await page.getByText(/共 \d+ 条/).waitFor()
    await page.getByLabel('办理状态').click()
    await page.getByTitle('已派').click()
    await page.getByText('共 1 条').waitFor()
    await photograph(page, 'leads-chromium-109')
    expect(complaints).toEqual([])
  } finally {
    await office.close()
  }
})
