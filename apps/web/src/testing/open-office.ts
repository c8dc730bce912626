import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  type AskerName,
  aServedCounty,
  aServedDemonstration,
  type DemonstrationName,
  type ServedCounty,
  type ServedDemonstration,
} from '@yingjin/server/testing'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { builtWeb } from '../../build/index.ts'
import { openBrowser, type Size, sizes } from './open-browser.ts'

export type Desk = Readonly<{
  page: Page
  context: BrowserContext
  /** What the page complained of: faults of a script, refused styles, requests that failed with a fault of ours. */
  complaints: readonly string[]
}>

export type OfficeUnderTest = Readonly<{
  county: ServedCounty
  browser: Browser
  /** A browser window of somebody who is logged in, or with `null` of nobody. */
  desk: (asker: AskerName | null, size?: Size) => Promise<Desk>
  close: () => Promise<void>
}>

/** Pictures of pages for whoever looks at them: in the folder of `PICTURES`, else in one of this machine's temporary folder. */
export const pictures = process.env['PICTURES'] ?? join(tmpdir(), 'yingjin-pictures')

/** Takes a picture of the whole page. */
export const photograph = async (page: Page, name: string): Promise<void> => {
  const path = join(pictures, `${name}.png`)
  mkdirSync(dirname(path), { recursive: true })
  // A caret that is hidden is a style of the tool's own, which the page's policy refuses.
  await page.screenshot({ path, fullPage: true, caret: 'initial' })
}

/**
 * A picture of the user guide (docs/guides/office.md), as big as the window: into the folder of `GUIDE_PICTURES` where the
 * guide's pictures are made anew, and beside the other pictures otherwise.
 */
export const illustrate = async (page: Page, name: string): Promise<void> => {
  const path = join(process.env['GUIDE_PICTURES'] ?? join(pictures, 'guide'), `${name}.png`)
  mkdirSync(dirname(path), { recursive: true })
  await page.screenshot({ path, caret: 'initial' })
}

/** What has the focus is called, by its own words or by its label's. */
const focused = `(() => { const at = document.activeElement; return at === null ? '' : (at.getAttribute('aria-label') ?? at.labels?.[0]?.innerText ?? at.innerText ?? '').trim() })()`

/** Goes on from control to control by the key for it, as whoever has no pointer does, until one that is called so has the focus. */
export const goByKeys = async (page: Page, name: string | RegExp): Promise<void> => {
  const passed: string[] = []
  while (passed.length < 200) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate<string>(focused)
    if (typeof name === 'string' ? at === name : name.test(at)) return
    passed.push(at)
  }
  throw new Error(`by keys one never comes to ${String(name)}, but to ${passed.slice(-20).join('、')}`)
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What hinders people who cannot see or point, as axe finds it on the page as it is now. */
export const hindrances = async (page: Page): Promise<readonly string[]> => {
  // Through the debugger's door, which no content policy closes.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate((await import('node:fs')).readFileSync(axe, 'utf8'))
  // A button on its way from grey to blue has neither colour: what ends is waited for, what turns without end is not.
  await page.evaluate(
    'Promise.allSettled(document.getAnimations().filter(each => each.effect.getComputedTiming().endTime !== Infinity).map(each => each.finished)).then(() => null)',
  )
  const { violations } = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
    violations: readonly Readonly<{ id: string; help: string; nodes: readonly Readonly<{ html: string; failureSummary: string }>[] }>[]
  }
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 160)}: ${failureSummary}`))
}

/** A window of the browser over an address, by what its session is called and is. */
const openDesk = async (browser: Browser, address: string, session: Readonly<{ name: string; value: string }> | null, size: Size): Promise<Desk> => {
  const context = await browser.newContext({
    viewport: sizes[size],
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    isMobile: size === 'phone',
    hasTouch: size === 'phone',
    acceptDownloads: true,
  })
  if (session !== null) await context.addCookies([{ ...session, url: address }])
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(error.message))
  page.on('console', message => {
    // A refusal is an answer; only what the page itself did wrong counts.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text())
  })
  page.on('response', answer => {
    if (answer.status() >= 500) complaints.push(`${answer.status()} ${new URL(answer.url()).pathname}`)
  })
  page.setDefaultTimeout(60_000)
  return { page, context, complaints }
}

/** A served county with its pages, and a real browser before it. */
export const openOffice = async (open: () => Promise<Browser> = openBrowser): Promise<OfficeUnderTest> => {
  const county = await aServedCounty({ web: await builtWeb() })
  const browser = await open()
  return {
    county,
    browser,
    desk: (asker, size = 'desk') =>
      openDesk(browser, county.address, asker === null ? null : { name: county.sessionCookie, value: county.tokenOf(asker) }, size),
    close: async () => {
      await browser.close()
      await county.close()
    },
  }
}

export type DemonstrationUnderTest = Readonly<{
  county: ServedDemonstration
  browser: Browser
  /** A browser window of somebody who has logged in, or with `null` of nobody. */
  desk: (who: DemonstrationName | null, size?: Size) => Promise<Desk>
  close: () => Promise<void>
}>

/** The invented county as `npm start` opens it, run and published, and a real browser before it. */
export const openDemonstration = async (open: () => Promise<Browser> = openBrowser): Promise<DemonstrationUnderTest> => {
  const county = await aServedDemonstration({ web: await builtWeb() })
  const browser = await open()
  const sessionOf = async (who: DemonstrationName): Promise<Readonly<{ name: string; value: string }>> => {
    const { username, password } = county.account(who)
    const answer = await fetch(`${county.address}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    })
    const [name = '', value = ''] = (answer.headers.getSetCookie().find(each => !each.includes('Max-Age=0')) ?? '').split(';')[0]?.split('=') ?? []
    if (value === '') throw new Error(`${who} was not let in: ${answer.status} ${await answer.text()}`)
    return { name, value }
  }
  return {
    county,
    browser,
    desk: async (who, size = 'desk') => openDesk(browser, county.address, who === null ? null : await sessionOf(who), size),
    close: async () => {
      await browser.close()
      await county.close()
    },
  }
}
