import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { main } from './main.ts'

let base = ''
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'bad-input-'))
  for (const name of ['名册', '空', '别人的']) mkdirSync(join(base, name))
  writeFileSync(join(base, '名册', '说明.txt'), '没有名册\n')
  writeFileSync(join(base, '别人的', '照片.jpg'), 'x')
  writeFileSync(join(base, '文件'), 'x')
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

/** What a command answers: its exit code, and all it says. `~` stands for the folder of the test. */
const answer = async (line: string): Promise<Readonly<{ code: number; said: string }>> => {
  let said = ''
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation(text => {
      said += String(text)
      return true
    })
  const code = await main(line.split(' ').map(word => word.replaceAll('~', base)))
  vi.restoreAllMocks()
  return { code, said }
}

const place = '--county 990101 --term 2022秋 --data ~/data --config ~/config'
test.each([
  ['run', '请写明名册文件夹、--county 区划代码和 --term 学期'],
  ['run ~/名册 --term 2022秋', '请写明 --county 区划代码'],
  ['run ~/名册 --county 990101', '请写明 --term 学期'],
  ['run ~/名册 --county 彭水 --term 2022秋', '“彭水”不是县的区划代码；请写 6 位数字'],
  ['run ~/名册 --county 110101 --term 2022秋', '区划 110101 没有政策包，上级（省、市）也没有；现有：'],
  ['run ~/名册 --county 990101 --term 2022', '“2022”不是一个学期；请写 2022秋'],
  [`run ~/没有 ${place}`, '找不到文件夹“~/没有”'],
  [`run ~/文件 ${place}`, '“~/文件”是一个文件；请写名册所在的文件夹'],
  [`run ~/空 ${place}`, '文件夹“~/空”是空的'],
  [`run ~/名册 ${place} --reading O-04`, '--reading 要写成'],
  [`run ~/名册 ${place} --out ~/文件`, '输出文件夹“~/文件”写不成：“~/文件”是一个文件'],
  [`run ~/名册 ${place} --out ~/文件/里面`, '“~/文件”是一个文件，不是文件夹'],
  [`run ~/名册 ${place} --out /proc/应尽`, '输出文件夹“/proc/应尽”不能写入'],
  [`run ~/名册 ${place} --out ~/名册/结果`, '在名册文件夹里面，下次会被当作名册来收'],
  [`run ~/名册 ${place} --out ~/名册`, '在名册文件夹里面'],
  [`run ~/名册 --county 990101 --term 2022秋 --data /proc/应尽/数据`, '数据目录“/proc/应尽/数据”不能写入'],
  [`run ~/名册 --county 990101 --term 2022秋 --data ~/文件`, '数据目录“~/文件”写不成'],
  [`run ~/名册 --county 990101 --term 2022秋 --data ~/别人的`, '里已有别的内容；数据目录会设为只有本人能进'],
  [`run ~/名册 ${place} --divisions ~/没有`, '找不到文件“~/没有”'],
  [`run ~/名册 ${place} --divisions ~/文件`, '区划表“~/文件”看不懂'],
  [`run ~/名册 ${place} --色 1`, '没有“--色”这个选项'],
  ['compare ~/名册', '请写明名册文件夹、甲名册、乙名册和 --county'],
  ['compare ~/名册 学籍导出 在校生信息', '请写明 --county'],
  ['compare ~/名册 学籍导出 某名册 --county 990101', '没有“某名册”这种可以比对的名册'],
  ['compare ~/名册 学籍导出 学校名录 --county 990101', '没有“学校名录”这种可以比对的名册'],
  ['compare ~/名册 学籍导出 学籍导出 --county 990101', '请写两种不同的名册'],
  ['compare ~/没有 学籍导出 在校生信息 --county 990101', '找不到文件夹'],
  ['compare ~/空 学籍导出 在校生信息 --county 990101', '是空的'],
  ['compare ~/名册 学籍导出 在校生信息 --county 990101 --data ~/data --out /proc/比对.xlsx', '比对结果所在的文件夹“/proc”不能写入'],
  ['compare ~/名册 学籍导出 在校生信息 --county 990101 --data ~/data --out ~/别人的', '是一个文件夹；请写文件名'],
  ['explain', '请写明 --county'],
  ['explain --county 990101', '请写明 --term'],
  ['explain --county 990101 --term 去年', '“去年”不是一个学期'],
  ['explain --county 110101 --term 2022秋', '区划 110101 没有政策包，上级（省、市）也没有；现有：'],
  ['explain --county 990101 --term 2022秋 --data ~/没有', '还没有运行过，请先用 yingjin run'],
  ['explain --county 990101 --term 2022秋 --data ~/文件', '还没有运行过'],
  ['publish --county 990101', '--term'],
  ['publish --county 990101 --term 2022秋 --data ~/没有', '还没有运行过，请先用 yingjin run'],
  ['publish --county 990101 --term 2022秋 --data ~/data --run 0123456789abcdef', '没有编号 0123456789abcdef 的运行'],
  ['publish --county 990101 --term 2022秋 --data ~/data --divisions ~/没有.jsonl', '没有.jsonl'],
  ['recheck --county 990101', '--term'],
  ['recheck --county 990101 --term 2022秋 --known-on 去年', '“去年”不是日期；--known-on 请写 2022-09-01 的样子'],
  ['recheck --county 990101 --term 2022秋 --known-on 2021-09-01 --data ~/data --out ~/复核.xlsx', '还不知道'],
  ['recheck --county 990101 --term 2022秋 --data ~/没有 --out ~/复核.xlsx', '还没有运行过，请先用 yingjin run'],
  ['recheck --county 990101 --term 2022秋 --data ~/data --out /proc/复核.xlsx', '不能写入'],
  ['demo --children 5', '--children 请写 100 至 1000000 之间的整数'],
  ['demo --children 一百', '--children 请写 100 至 1000000'],
  ['demo --seed 1.5', '--seed 请写'],
  ['demo --out /proc/示例', '不能写入'],
  ['score --children 0', '--children 请写'],
  ['score --seed x', '--seed 请写'],
  ['sample --children 100 --seed 1', '请用 --out 写明'],
  ['sample --children 1e3 --seed 1 --out ~/示例', '--children 请写'],
  ['sample --children 100 --seed 1 --out /proc/示例', '不能写入'],
  ['sample --children 100 --seed 1 --out ~/别人的', '里已有别的内容，写入会先清空它'],
  ['核定', '没有“核定”这个命令'],
])('%s', async (line, sentence) => {
  const { code, said } = await answer(line)
  expect(said).toContain(sentence.replaceAll('~', base))
  expect(said).not.toMatch(/Error|ENOENT|EACCES|undefined|\bat \//)
  expect(code).toBeGreaterThan(0)
})

test('what was refused wrote nothing, and what was there is as it was', () => {
  expect(readdirSync(base).toSorted()).toEqual(['data', '别人的', '名册', '文件', '空'].toSorted())
  expect(readdirSync(join(base, '别人的'))).toEqual(['照片.jpg'])
  expect(statSync(join(base, '别人的')).mode & 0o777).not.toBe(0o700)
  expect(existsSync(join(base, '名册', '结果'))).toBe(false)
})

test('a folder without a single roster is told, and every file of it', async () => {
  const { code, said } = await answer(`run ~/名册 ${place} --out ~/结果`)
  expect(code).toBe(1)
  expect(said).toContain('里的 1 个文件没有一个能作为名册使用')
  expect(existsSync(join(base, '结果', '收数报告.xlsx'))).toBe(true)
})
