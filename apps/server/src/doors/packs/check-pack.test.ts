import { day } from '@yingjin/kernel'
import { expect, test } from 'vitest'
import { checkPack } from './check-pack.ts'
import { openPack } from './open-pack.ts'

test('a paper above that ends before this one is told with the first term that is without it', async () => {
  const opened = await openPack('990101-clearwater')
  if (!opened.ok) throw new Error(opened.message)
  const above = (to: string) => opened.value.above.map(p => ({ ...p, document: { ...p.document, inForce: [p.document.inForce[0], day(to)] as const } }))
  expect(above('2022-09-01').map(p => p.id)).toEqual(['national'])
  const said = (to: string): string => checkPack({ ...opened.value, above: above(to) }, 'packs/990101-clearwater', true).said.join('\n')
  expect(said('2022-09-01')).toContain(
    '请注意：上级的国家《国家学生资助标准汇编》（national）到2022年9月1日前为止，比本文件早；从2022年秋季学期起没有它的条目，也不和它比对，每个结果都会写明；请补上接续的文件',
  )
  expect(said('2023-09-01')).not.toContain('请注意：上级的')
})
