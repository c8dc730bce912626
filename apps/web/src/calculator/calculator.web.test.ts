import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openOldBrowser } from '../testing/open-browser.ts'
import { hindrances, type OfficeUnderTest, openOffice, photograph } from '../testing/open-office.ts'
import { missedByThumb, smallPhone } from '../testing/thumb.ts'

describe.each([
  ['a browser of today', openBrowser],
  ['Chromium 109', openOldBrowser],
] as const)('a family with %s', (name, open) => {
  let office: OfficeUnderTest
  beforeAll(async () => {
    office = await openOffice(open)
  })
  afterAll(() => office.close())

  test('answers only what matters, is told what the child is due and why, and nothing leaves the page', async () => {
    const { page, complaints } = await office.desk(null, 'phone')
    await page.setViewportSize(smallPhone)
    const sent: string[] = []
    page.on('request', request => sent.push(`${request.method()} ${new URL(request.url()).pathname}`))
    await page.goto(`${office.county.address}/calculate`)
    await photograph(page, `calculator/${name}/begin`)
    expect(await missedByThumb(page)).toEqual([])
    // The county of the office that serves the page stands before the others.
    expect(await page.locator('.choices button').first().innerText()).toBe('示例县（虚构）')
    expect(await hindrances(page)).toEqual([])
    await page.getByRole('button', { name: '重庆市彭水县' }).click()
    // The paper is of past years: a term is chosen, unless the present one is in force.
    await page.getByRole('heading', { level: 2, name: /按哪个学期算/ }).waitFor()
    await page.getByRole('button', { name: '2022年秋季学期' }).click()
    const asked: string[] = []
    for (;;) {
      await page.getByRole('heading', { level: 1 }).waitFor()
      const heading = (await page.getByRole('heading', { level: 1 }).innerText()).trim()
      if (heading.includes('应得')) break
      asked.push(heading)
      if (asked.length === 2) {
        await photograph(page, `calculator/${name}/question`)
        expect(await missedByThumb(page)).toEqual([])
        expect(await hindrances(page)).toEqual([])
      }
      if (asked.length > 20) throw new Error(`asked without end: ${asked.join(' / ')}`)
      const stage = page.getByRole('button', { name: '初中', exact: true })
      const yes = page.getByRole('button', { name: '是', exact: true })
      if ((await stage.count()) > 0) await stage.click()
      else if ((await page.getByRole('checkbox').count()) > 0) {
        await page.getByRole('checkbox').first().check()
        await page.getByRole('button', { name: /有这 1 样/ }).click()
      } else if ((await yes.count()) > 0) await yes.click()
      else await page.getByRole('button', { name: '不知道' }).click()
    }
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked.length).toBeLessThan(16)
    await page.getByText('依据：').first().waitFor({ state: 'attached' })
    await page.getByRole('heading', { name: '到哪里办、带什么' }).waitFor()
    await page.getByText(/文件换了：这里按的文件执行到/).waitFor()
    await photograph(page, `calculator/${name}/result`)
    expect(await missedByThumb(page)).toEqual([])
    expect(await hindrances(page)).toEqual([])
    // Back works, and so does answering again.
    await page.getByRole('button', { name: /上一步/ }).click()
    await photograph(page, `calculator/${name}/back`)
    await page.getByRole('heading', { level: 1, name: asked.at(-1) ?? '' }).waitFor({ timeout: 3000 })
    // Forward again comes to what was answered before, back as well.
    await page.goForward()
    await page.getByRole('heading', { level: 1, name: /应得/ }).waitFor({ timeout: 3000 })
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: asked.at(-1) ?? '' }).waitFor({ timeout: 3000 })
    expect(sent.filter(each => !/^GET \/(calculate$|assets\/)/.test(each))).toEqual([])
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
    expect(complaints).toEqual([])
  })

  test('reads it at twice the size of text without losing anything to the side', async () => {
    const { page } = await office.desk(null, 'phone')
    await page.goto(`${office.county.address}/calculate`)
    await page.getByRole('button', { name: '陕西省紫阳县' }).waitFor()
    await page.evaluate(`document.documentElement.style.fontSize = '200%'`)
    expect(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')).toBe(true)
    await photograph(page, `calculator/${name}/large`)
  })
})

test('the page with the largest county is at most 200 KB', async () => {
  const office = await openOffice()
  try {
    const { page } = await office.desk(null, 'phone')
    const answers: Promise<number>[] = []
    page.on('response', answer => {
      answers.push(answer.allHeaders().then(headers => Number(headers['content-length'] ?? 0) + JSON.stringify(headers).length))
    })
    await page.goto(`${office.county.address}/calculate`)
    await page.getByRole('button', { name: '重庆市彭水县' }).click()
    await page.getByRole('heading', { level: 2, name: /按哪个学期算/ }).waitFor()
    await page.waitForLoadState('networkidle')
    const bytes = (await Promise.all(answers)).reduce((sum, each) => sum + each, 0)
    expect(bytes).toBeGreaterThan(30_000)
    expect(bytes).toBeLessThan(200 * 1024)
  } finally {
    await office.close()
  }
})
