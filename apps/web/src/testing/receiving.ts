import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type DemonstrationUnderTest, hindrances, openDemonstration, photograph } from './open-office.ts'

/** The invented county with a desk at which rosters are received, and a folder in which they come. */
export type ReceivingUnderTest = Pick<DemonstrationUnderTest, 'desk'> &
  Readonly<{
    folder: string
    /** A page of the office by its path. */
    open: (page: Page, path: string) => Promise<unknown>
    /** Drops files where rosters are put, and has them read. */
    dropped: (page: Page, files: string | readonly Readonly<{ name: string; mimeType: string; buffer: Buffer }>[]) => Promise<void>
    close: () => Promise<void>
  }>

export const openReceiving = async (): Promise<ReceivingUnderTest> => {
  const office = await openDemonstration()
  const folder = mkdtempSync(join(tmpdir(), 'sent-'))
  const open = (page: Page, path: string): Promise<unknown> => page.goto(`${office.county.address}${path}`)
  return {
    desk: office.desk,
    folder,
    open,
    dropped: async (page, files) => {
      await open(page, '/receive')
      await page.getByText('选文件夹').waitFor()
      const where = typeof files === 'string' ? page.locator('input[webkitdirectory]') : page.locator('input[type=file]').first()
      await where.setInputFiles(typeof files === 'string' ? files : files.map(file => ({ ...file })))
      await jobSays(page, /读好了/)
    },
    close: async () => {
      await office.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Takes a picture, and finds nothing that hinders anybody. */
export const looked = async (page: Page, name: string): Promise<void> => {
  await photograph(page, `receive/${name}`)
  expect(await hindrances(page)).toEqual([])
}

/** Whatever is at work just now has ended and says so. */
export const jobSays = async (page: Page, says: RegExp): Promise<void> => {
  try {
    await page.locator('.job').getByText(says).waitFor({ timeout: 240_000 })
  } catch (error) {
    await photograph(page, 'receive/stuck')
    throw error
  }
}
