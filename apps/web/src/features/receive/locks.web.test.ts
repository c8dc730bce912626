import { afterAll, beforeAll, expect, test } from 'vitest'
import { looked, openReceiving, type ReceivingUnderTest } from '../../testing/receiving.ts'

let office: ReceivingUnderTest
beforeAll(async () => {
  office = await openReceiving()
})
afterAll(() => office.close())

test('a roster is locked as it stands; who then pauses is a change that opens to the name, and the locked list is what it was', async () => {
  const { page, complaints } = await office.desk('zizhu')
  await office.open(page, '/receive/locks')
  await page.getByText('还没有锁定过底数').waitFor()
  await looked(page, 'locks-none')
  await page.getByRole('button', { name: '锁定一份底数' }).click()
  const form = page.getByRole('region', { name: '锁定一份底数' })
  await form.getByLabel('锁定哪份名册').click()
  await page.locator('.ant-select-item-option').filter({ hasText: '学籍导出' }).first().click()
  await form.getByLabel('底数名称').fill('2022 年秋季在籍底数')
  await looked(page, 'lock-form')
  await form.getByRole('button', { name: '锁定底数' }).click()
  await page.getByRole('heading', { name: '2022 年秋季在籍底数' }).waitFor()
  await page.getByText('核对过：名单和锁定时一模一样').waitFor()
  await page.getByRole('table').getByRole('link').first().waitFor()
  await looked(page, 'lock-members')
  const at = new URL(page.url()).pathname
  const child = (await page.getByRole('table').getByRole('link').first().textContent()) ?? ''
  await page.getByRole('table').getByRole('link').first().click()
  await page.getByRole('link', { name: '办学籍变动' }).click()
  await page.getByRole('button', { name: '休学' }).click()
  await page.getByRole('region', { name: '休学' }).getByLabel('原因').fill('住院治疗')
  await page.getByRole('region', { name: '休学' }).getByRole('button', { name: '休学' }).click()
  await page.getByText('休学已办好').waitFor()

  await office.open(page, at)
  await page.getByRole('link', { name: '变更 1 人' }).click()
  const row = page.getByRole('row').filter({ hasText: child })
  await row
    .getByText(/学籍办理/)
    .first()
    .waitFor()
  expect(await page.getByText('共 1 人').count()).toBe(1)
  await looked(page, 'lock-changes')
  await page.getByRole('button', { name: /打印/ }).click()
  await page.getByRole('heading', { name: /对照锁定底数的变化/ }).waitFor()
  await looked(page, 'lock-changes-paper')

  // A locked list is not locked anew under its name.
  await office.open(page, '/receive/locks')
  await page.getByRole('button', { name: '锁定一份底数' }).click()
  await form.getByLabel('锁定哪份名册').click()
  await page.locator('.ant-select-item-option').first().click()
  await form.getByLabel('底数名称').fill('2022 年秋季在籍底数')
  await form.getByRole('button', { name: '锁定底数' }).click()
  await page.getByText(/锁定的名单不能改。请换一个名称/).waitFor()
  await looked(page, 'locks')
  expect(complaints).toEqual([])

  const phone = await office.desk('zizhu', 'phone')
  for (const path of ['/receive/locks', at, `${at}?part=members`]) {
    await office.open(phone.page, path)
    await phone.page.locator('.cards li').first().waitFor()
    await looked(phone.page, `phone-lock-${path.length}`)
    expect(await phone.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  }
})
