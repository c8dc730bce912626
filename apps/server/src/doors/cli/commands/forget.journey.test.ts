import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { main } from '../main.ts'

let desk = ''
const at = (...parts: readonly string[]): string => join(desk, ...parts)

/** What a command answers. `~` stands for the desk. */
const answer = async (line: string): Promise<Readonly<{ code: number; said: string }>> => {
  let said = ''
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation(text => {
      said += String(text)
      return true
    })
  const code = await main(line.split(' ').map(word => word.replaceAll('~', desk)))
  vi.restoreAllMocks()
  return { code, said }
}

const place = '--county 990101 --data ~/data --config ~/config'
const run = `run ~/名册 ${place} --term 2022秋 --out ~/结果`
const recheck = `recheck ${place} --term 2022秋 --out ~/复核.xlsx`
const explain = `explain ${place} --term 2022秋 --name 无此人 --school 小学`
const list = 'forget --county 990101 --data ~/data'

const snapshotOf = async (file: string): Promise<string> => {
  const { said } = await answer(list)
  const id = said
    .split('\n')
    .find(line => line.startsWith('快照') && line.includes(file) && !line.includes('销毁'))
    ?.match(/^快照 (\w{16})：/)?.[1]
  if (id === undefined) throw new Error(`no snapshot of ${file} in ${said}`)
  return id
}
const runs = (): string[] => readdirSync(at('data', 'runs', '990101', '2022-autumn')).filter(name => !name.endsWith('.json'))

beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), 'forget-'))
  await answer('sample --children 200 --seed 3 --out ~/名册')
  const { code, said } = await answer(run)
  if (code !== 0) throw new Error(said)
}, 180_000)
afterAll(() => rmSync(desk, { recursive: true, force: true }))

describe('what a run keeps', () => {
  test('is decided again with its key', async () => {
    expect((await answer(recheck)).said).toContain('完全一致')
  })

  test('is not found without its county’s keys, and the keys are named', async () => {
    for (const line of [recheck, explain, run]) {
      const { code, said } = await answer(line.replace('~/config', '~/别处'))
      expect(code).toBe(1)
      expect(said).toContain(`找不到 990101 的主密钥“${at('别处', 'keys', '990101', 'master-1.key')}”`)
      expect(existsSync(at('别处', 'keys', '990101', 'master-1.key'))).toBe(false)
    }
    expect((await answer(run.replace('~/config', '~/data/keys'))).said).toContain(`密钥文件夹“${at('data', 'keys')}”在数据目录`)
  })

  test('opens as before under a new master key, and the old one can go', async () => {
    const before = readdirSync(at('data', 'snapshots')).length
    const { code, said } = await answer(`rotate-keys ${place}`)
    expect(said).toContain(`已换上第 2 把主密钥，${before + 1} 份快照和运行都在它之下`)
    expect(code).toBe(0)
    cpSync(at('config'), at('config-1'), { recursive: true })
    rmSync(at('config', 'keys', '990101', 'master-1.key'))
    expect((await answer(recheck)).said).toContain('完全一致')
    expect((await answer(run)).code).toBe(0)
  }, 120_000)

  test('a file that was altered or cut is named with the place, and nothing of it is used', async () => {
    const [id = ''] = runs()
    const path = at('data', 'runs', '990101', '2022-autumn', id, 'facts.parquet.sealed')
    const whole = readFileSync(path)
    writeFileSync(path, whole.subarray(0, whole.length - 1))
    const { code, said } = await answer(recheck)
    expect(code).toBe(1)
    expect(said).toContain(`“${path}”第 1 块不完整或被改过（截断、调换、重复或改动），没有采用其中任何内容`)
    writeFileSync(path, whole)
    expect((await answer(recheck)).said).toContain('完全一致')
  })
})

describe('what was ended', () => {
  test('is chosen by its number and needs a reason; nothing goes by mistake', async () => {
    const id = await snapshotOf('残疾')
    for (const [line, sentence] of [
      [`${list} --snapshot ${id}`, '请用 --why 写明销毁的原因'],
      [`${list} --snapshot ffffffffffff --why 保存期满`, '没有编号为“ffffffffffff”的快照'],
      [`${list} --snapshot ${id.slice(0, 3)} --why 保存期满`, '没有销毁任何内容'],
      [`${list} --snapshot ${id} --run ${id} --why 保存期满`, '一次只写一个'],
      ['forget', '请写明 --county'],
    ] as const) {
      const { code, said } = await answer(line)
      expect(said).toContain(sentence)
      expect(code).toBe(1)
    }
    expect((await answer(recheck)).said).toContain('完全一致')
  })

  test('cannot be opened again, nor recomputed, and every verb says since when and why', async () => {
    const id = await snapshotOf('残疾')
    const { code, said } = await answer(`${list} --snapshot ${id} --why 保存期满`)
    expect(code).toBe(0)
    expect(said).toContain(`已销毁快照 ${id}`)
    expect(said).toMatch(/已销毁运行 \w{16}（2022年秋季学期）的密钥：当时的结果不能再说明、复核和测算/)
    writeFileSync(at('方案.json'), '[{"名称":"提标","参数":{"mealDays":190}}]')
    for (const line of [recheck, explain, `simulate ${place} --term 2022秋 --change ~/方案.json --out ~/测算.xlsx`]) {
      const { code: refused, said: why } = await answer(line)
      expect(why).toMatch(/已于 \d{4}-\d\d-\d\d 销毁（所依据的快照 \w{16} 已销毁：保存期满），内容不能再打开，当时的结果不能再重新计算/)
      expect(refused).toBe(1)
    }
    expect((await answer(list)).said).toMatch(/快照 \w{16}：.*残疾.*，已于 \d{4}-\d\d-\d\d 销毁（保存期满）/)
    expect((await answer(`${list} --snapshot ${id} --why 再一次`)).said).toContain('早已销毁')
    const trail = readFileSync(at('data', 'ended.jsonl'), 'utf8').trim().split('\n')
    expect(trail.map(line => JSON.parse(line) as object)).toMatchObject([
      { what: 'run', county: '990101', term: '2022-autumn' },
      { what: 'snapshot', county: '990101', why: '保存期满' },
    ])
  })

  test('is received and decided again from the workbooks, by whoever still has them', async () => {
    expect((await answer(run)).code).toBe(0)
    expect((await answer(recheck)).said).toContain('完全一致')
    const [id = ''] = runs()
    expect((await answer(`${list} --run ${id} --why 试一次`)).code).toBe(0)
    expect((await answer(recheck)).said).toContain('销毁（试一次）')
  }, 120_000)
})

test('what an earlier program left unsealed is said kindly, and goes when it is told to', async () => {
  const [id = ''] = runs()
  const folder = at('data', 'runs', '990101', '2022-autumn', id)
  rmSync(join(folder, 'key.json'))
  mkdirSync(at('data', 'snapshots', 'a'.repeat(64)))
  writeFileSync(at('data', 'snapshots', 'a'.repeat(64), 'student-roll.parquet'), 'PAR1')
  for (const line of [recheck, explain]) {
    const { code, said } = await answer(line)
    expect(said).toContain(`“${folder}”由旧版程序保存，没有封存，不再使用；请用原来的名册重新运行一次`)
    expect(code).toBe(1)
  }
  const again = await answer(run)
  expect(again.code).toBe(0)
  expect(again.said).toContain('还有旧版程序留下、没有封存的 1 个文件夹')
  expect((await answer('forget --unsealed --data ~/data')).said).toContain('共 1 个文件夹')
  expect(existsSync(at('data', 'snapshots', 'a'.repeat(64)))).toBe(false)
  expect((await answer('forget --unsealed --data ~/data')).said).toContain('没有旧版程序留下的')
  expect((await answer(recheck)).said).toContain('完全一致')
}, 120_000)
