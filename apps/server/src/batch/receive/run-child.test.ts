import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rosterKinds } from '@yingjin/intake'
import { word } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChildLimits, childLimits, childWording, readInChild } from './run-child.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'child-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const order = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return { path, file: name, county: '990101', out: mkdtempSync(join(folder, 'out-')), kinds: Object.values(rosterKinds), remembered: [], villages: [] }
}
const manyLines = `姓名,身份证号\n${'甲,990101\n'.repeat(500_000)}`

const refusal = async (limits: Partial<ChildLimits>): Promise<string> => {
  const ending = await readInChild(order('many.csv', manyLines), { limits: { ...childLimits, ...limits }, compiled: join(folder, 'compiled') }, () => {})
  return 'problem' in ending ? word(childWording, ending.problem) : 'read'
}

test('a file whose reading takes too much memory is stopped with a sentence that says what to do', async () => {
  expect(await refusal({ memoryBytes: 30 * 1024 * 1024 })).toBe('读取时内存超过 30 MB，已停止；文件可能异常或过大，请核对来源，或按乡镇拆分后重新放入')
})

test('a heap that runs full is told as memory, not as a crash', async () => {
  expect(await refusal({ heapMegabytes: 8 })).toContain('读取时内存超过')
})

test('a file that takes too long is stopped', async () => {
  expect(await refusal({ milliseconds: 1 })).toContain('仍未完成，已停止')
})

test('what the reader refuses comes back as a problem, and no row is written', async () => {
  const scan = order('scan.xlsx', '%PDF-1.7')
  const ending = await readInChild(scan, { limits: childLimits, compiled: join(folder, 'compiled') }, () => {})
  expect(ending).toEqual({ report: { outcome: 'unreadable', problem: { code: 'workbook/foreign', facts: { format: 'pdf' } } } })
  expect(readdirSync(scan.out)).toEqual(['report.json'])
})
