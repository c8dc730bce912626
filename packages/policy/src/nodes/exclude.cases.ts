import type { NodeCase } from './node-case.ts'
import { notHeldWith } from './exclude.ts'
import { fact } from './fact.ts'

const other = notHeldWith([{ line: 'A', due: fact('lifted_out') }], 'a1')

export const excludeCases: readonly NodeCase[] = [
  { that: 'out while the other is due', node: other, facts: { lifted_out: true }, gives: false, says: 'A（A）已享受，不重复享受' },
  { that: 'in while it is not', node: other, facts: { lifted_out: false }, gives: true },
  { that: 'open while the other is open', node: other, gives: null, missing: ['lifted_out'] },
]
