import { leadCases, publishPoints, publishRun } from '../../leads/index.ts'
import { type ImportPoint, importCases } from '../../registry/index.ts'
import { sampleId } from '@yingjin/kernel/testing'
import type { FieldVault } from '../../platform/vault/index.ts'
import type { UseCase } from '../../access/index.ts'
import { aFile } from '../../registry/testing/a-county.ts'
import { aKeptRun, rollRow } from '../../leads/testing/a-kept-run.ts'

/** A use case with its order; numbers are those that a fresh county gives. */
export type Step = Readonly<{ useCase: UseCase; order: object; by?: 'checker' }>

/** What is done: first what is there before, then the work that is cut off, at points of its own. */
export type Work = Readonly<{ before: readonly Step[]; steps: readonly Step[]; points: readonly string[] }>

/** The connection of a use case to the place where it is cut off. */
export type At = (point: string) => Promise<void>

const rows = (grade: number, first: number, last: number) =>
  Array.from({ length: last - first }, (_, i) => first + i).map(n => ({
    name: `赵${'甲乙丙丁戊己庚辛'[n % 8]}${'子丑寅卯辰巳'[n % 6]}`,
    id_number: sampleId({ born: `2012-0${1 + (n % 9)}-1${n % 8}`, sequence: 10 + n }),
    student_number: `G${sampleId({ born: `2012-0${1 + (n % 9)}-1${n % 8}`, sequence: 10 + n })}`,
    school_code: n % 2 === 0 ? '2199010001' : '2199010002',
    stage: 'primary',
    grade: n % 5 === 0 ? grade : 3,
    class_name: '1班',
    township: n % 2 === 0 ? '东河镇' : '西河镇',
    village: n % 2 === 0 ? '柳树村' : '石桥村',
    guardian_name: `钱${n}`,
    guardian_relation: '父亲',
    boards: n % 3 === 0,
  }))

/** Two runs over one roll: a child is paid otherwise, a lead is new, one is gone, a closed one is found again. */
const runs = [
  aKeptRun('甲', { 1: { due: { A: 62_500 }, leads: [{ kind: 'entitled-unpaid' }] }, 2: { due: { A: null }, leads: [{ kind: 'paid-twice' }] }, 12: {} }),
  aKeptRun(
    '乙',
    { 1: { due: { A: 50_000 }, leads: [{ kind: 'entitled-unpaid' }] }, 5: { due: { A: 62_500, B: 10 }, leads: [{ kind: 'shared-id' }] }, 12: {} },
    { referenceDate: '2022-10-01' },
  ),
] as const

/** The works that are cut off, each with its named points. */
export const worksOf = (fields: FieldVault, at: At): Readonly<Record<string, Work>> => {
  const imports = importCases({ fieldsOf: () => fields, at: point => at(point) })
  const publish = (kept: (typeof runs)[number]): Step => {
    const { run, county, digest, programVersion, pack, packDigest, term, referenceDate, tables } = kept
    return step(publishRun({ kept, fields, at: point => at(point) }), { run, county, digest, programVersion, pack, packDigest, term, referenceDate, tables })
  }
  const step = (useCase: unknown, order: object): Step => ({ useCase: useCase as UseCase, order })
  const of = (importId: string): object => ({ importId })
  const children = Array.from({ length: 12 }, (_, n) => rollRow(n + 1))
  const roll = { ...aFile('student-roll', children), rows: children.map((values, n) => ({ sheet: '学籍', row: n + 2, values })) }
  const first = [step(imports.stage, aFile('student-roll', rows(3, 0, 40))), step(imports.commit, of('1'))]
  const second = step(imports.stage, aFile('student-roll', rows(4, 8, 56)))
  const committing: readonly ImportPoint[] = [
    'planned',
    'persons-written',
    'particulars-written',
    'residence-written',
    'identity_number-written',
    'enrolment-written',
    'guardianship-written',
    'refreshed',
    'rows-settled',
  ]
  const move = (how: unknown, lead: number, order: object): Step => step(how, { leadId: String(lead), ...order })
  return {
    stage: { before: first, steps: [second], points: [] },
    commit: { before: [...first, second], steps: [step(imports.commit, of('2'))], points: committing },
    import: { before: first, steps: [second, step(imports.commit, of('2'))], points: committing },
    undo: {
      before: [...first, second, step(imports.commit, of('2'))],
      steps: [step(imports.undo, of('2'))],
      points: ['ended', 'restored'],
    },
    publish: {
      before: [
        step(imports.stage, { ...roll, fileDigest: runs[0].rosters[0]?.fileDigest }),
        step(imports.commit, of('1')),
        publish(runs[0]),
        move(leadCases.assign, 1, { version: 1, accountId: '1' }),
        move(leadCases.proposeClose, 1, { version: 2, proof: 'not-entitled', says: '已核实' }),
        { ...move(leadCases.close, 1, { version: 3, proof: 'not-entitled', says: '已核对' }), by: 'checker' },
        move(leadCases.assign, 2, { version: 1, accountId: '2' }),
      ],
      steps: [publish(runs[1])],
      points: publishPoints,
    },
  }
}
