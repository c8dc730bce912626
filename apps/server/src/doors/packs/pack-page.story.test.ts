import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pengshui from '@yingjin/pack-500243-pengshui'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { listPackFolders } from '../../packs.ts'
import { main } from '../cli/main.ts'
import { html } from './markup.ts'

const shown = ['500243-pengshui', '990101-clearwater', '530623-yanjin', '610924-ziyang', '652300-changji', '430600-yueyang', 'national']
let out = ''
let pages: ReadonlyMap<string, string> = new Map()
beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'pages-'))
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const code = await main(['pack-page', ...shown, '--out', out])
  vi.restoreAllMocks()
  if (code !== 0) throw new Error(`pack-page ended with ${code}`)
  pages = new Map(shown.map(id => [id, readFileSync(join(out, `${id}.html`), 'utf8')]))
})
afterAll(() => rmSync(out, { recursive: true }))

const page = (id = '500243-pengshui'): string => pages.get(id) ?? ''
const text = (markup: string): string =>
  markup
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

const article = (id: string, of: string): string => {
  const from = page(of).indexOf(`id="${id}"`)
  return text(page(of).slice(from, page(of).indexOf('</article>', from)))
}

describe('a line on its page', () => {
  test('with one payer says that this one bears all of it', () => {
    expect(article('line-ZY-T7.R3', '610924-ziyang')).toContain('全部由高校资助专项基金（学校）承担')
    for (const [id, markup] of pages) expect([id, ...(text(markup).match(/.{8}(?<!\d)1\/1(?!\d)|(\p{Script=Han}{2})财政（\1）/gu) ?? [])]).toEqual([id])
  })

  test('says under each other reading what is otherwise', () => {
    const aid = article('line-ZY-T7.R1', '610924-ziyang')
    expect(aid).toMatch(/O-02 ：.*若按〈[^〉]+〉：给脱贫不稳定户[^；]*；没有点名的都不给/)
    expect(aid).toContain('；没有点名的也给：脱贫户、')
    expect(aid).toContain('只写“其他各类家庭经济困难学生”、没有点名，须由人逐个判定的：脱贫户')
    for (const [id, markup] of pages) expect([id, ...(text(markup).match(/若按〈[^〉]*〉(?!：)/g) ?? [])]).toEqual([id])
  })

  test('names the readings that its places, its payers and its way of payment rest on', () => {
    expect(article('line-YJ-3.4a.5a', '530623-yanjin')).toMatch(/读法.* O-15 ：.*若按〈[^〉]+〉：名额：[^；]*不满一的进一/)
  })

  test('says no condition that always holds, and none twice over', () => {
    for (const [id, markup] of pages) {
      const said = text(markup)
      expect([id, ...(said.match(/[^。；]{0,12}：一律成立/g) ?? [])]).toEqual([id])
      expect([id, ...(said.match(/\b(\p{Script=Han}{2,})：\1/gu) ?? [])]).toEqual([id])
    }
    expect(article('line-YJ-3.4a.4b', '530623-yanjin')).toMatch(/条件 就读县内学校 （ 三（四）精准资助第4条 ） 在校寄宿 （/)
  })

  test('speaks in the words of the day its paper was issued (O-39)', () => {
    expect(article('line-YJ-3.4a.2a-1', '530623-yanjin')).toContain('建档立卡贫困户，或者由人判定')
    const cases = page('530623-yanjin').slice(page('530623-yanjin').indexOf('id="cases"'))
    expect(text(cases)).not.toMatch(/脱贫户/)
  })

  test('shows of a case how it is paid and who bears it', () => {
    expect(text(page('530623-yanjin'))).toContain('32000.00 元（自行提取；由本园事业收入出 32000.00 元）')
  })

  test('of days of its own shows them', () => {
    expect(article('line-ZY-T7.R1', '610924-ziyang')).toContain('执行 2021年1月1日至2026年1月1日前')
  })
})

describe('the page of a pack', () => {
  test('needs no script and nothing from elsewhere', () => {
    for (const markup of pages.values()) {
      expect(markup).not.toMatch(/<script|<link|<img|https?:|url\(|\son[a-z]+=/)
      expect(markup.startsWith('<!doctype html>\n<html lang="zh-CN">')).toBe(true)
    }
  })

  test('shows every line, clause, figure, reading and what is not encoded', () => {
    const said = text(page())
    for (const line of pengshui.lines) expect(page()).toContain(`id="line-${line.id}"`)
    for (const p of Object.values(pengshui.parameters)) for (const v of p.values) expect(said).toContain(`“${v.printed}”`)
    for (const [key, c] of Object.entries(pengshui.clauses)) {
      expect(page()).toContain(`id="clause-${key}"`)
      expect(said).toContain(c.text)
    }
    for (const r of Object.values(pengshui.readings)) for (const option of Object.values(r.options)) expect(said).toContain(option)
    for (const n of pengshui.notEncoded) expect(said).toContain(n.because)
  })

  test('tells a line: for whom, conditions, sum, way, stacking, readings and cases', () => {
    const from = page().indexOf('id="line-PS-A1.1b"')
    const said = text(page().slice(from, page().indexOf('</article>', from)))
    expect(said).toContain('学前儿童，其中：脱贫户、城乡低保户、孤儿、残疾学生、特困供养人员')
    expect(said).toContain('只由“等”字概括、须由人逐个判定的：烈士子女、')
    expect(said).toContain('标准 学前生活费补助 660.00 元，分两学期各一半，分不尽的一分计入春季〔O-07〕')
    expect(said).toContain('具备供餐条件的，补助到校，给就读幼儿园；否则补助到人，给儿童家庭')
    expect(said).toContain('就高：“学前营养改善计划（代替生活费补助）”（PS-A1.1c）、“学前生活费补助”（PS-A1.1b）同时适用时，只执行标准最高的一项。')
    expect(said).toContain('若按〈按学年，秋季学期一次计发〉：标准为学前生活费补助 660.00 元，秋季学期一次计发')
    expect(said).toMatch(/算例 \d+ 个：/)
  })

  test('works every case, with its arithmetic', () => {
    expect(page().match(/class="case"/g)?.length).toBeGreaterThan(90)
    expect(text(page())).toContain('算式 营养餐 5 元/天 × 200 天 = 1000 元/学年，÷ 2 = 500 元')
  })

  test('of a county that adopts another says so, and lends its cases', () => {
    expect(text(page('990101-clearwater'))).toContain('各条规则沿用政策包 500243-pengshui')
    expect(text(page('990101-clearwater'))).toContain('沿用 500243-pengshui 的算例。')
  })

  test('has one place for every link, and headings that go down one step at a time', () => {
    for (const markup of pages.values()) {
      const ids = [...markup.matchAll(/\sid="([^"]+)"/g)].map(m => m[1])
      expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
      expect([...markup.matchAll(/href="#([^"]+)"/g)].map(m => m[1]).filter(id => !ids.includes(id))).toEqual([])
      const levels = [...markup.matchAll(/<h(\d)/g)].map(m => Number(m[1]))
      expect(levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1)).toEqual([])
    }
  })

  test('is made for every pack that is sound', async () => {
    const folders = listPackFolders()
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    expect(await main(['pack-page', ...folders.map(f => f.id), '--out', out])).toBe(0)
    vi.restoreAllMocks()
  })
})

test('what is put into markup is text', () => {
  expect(html`<p title="${'"><script>'}">${'<b>&'}${html`<i>${1}</i>`}</p>`.markup).toBe('<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&amp;<i>1</i></p>')
})

test('a pack that is not there is refused', async () => {
  let said = ''
  vi.spyOn(process.stderr, 'write').mockImplementation(t => ((said += String(t)), true))
  expect(await main(['pack-page', 'nowhere', '--out', out])).toBe(1)
  vi.restoreAllMocks()
  expect(said).toContain('没有政策包“nowhere”')
})
