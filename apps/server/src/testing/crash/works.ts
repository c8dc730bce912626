import { leadCases, publishPoints, publishRun } from '../../leads/index.ts'
import { type ImportPoint, importCases } from '../../registry/index.ts'
import { sampleId } from '@yingjin/kernel/testing'
import type { FieldVault } from '../../platform/vault/index.ts'
import type { UseCase } from '../../access/index.ts'
import { aFile } from '../../registry/testing/a-county.ts'
import { division } from './lay-down.ts'

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

const aRun = (run: string, day: string, persons: readonly number[]): object => ({
  run,
  county: division,
  digest: '1'.repeat(64),
  programVersion: '0.1.0',
  packDigest: '2'.repeat(64),
  term: '2022秋',
  referenceDate: day,
  leads: persons.map(personId => ({ kind: 'entitled-unpaid', ground: '', personId: String(personId), detail: run, restsOn: '脱贫人口名单' })),
})

/** The works that are cut off, each with its named points. */
export const worksOf = (fields: FieldVault, at: At): Readonly<Record<string, Work>> => {
  const imports = importCases({ fieldsOf: () => fields, at: point => at(point) })
  const publish = publishRun({ at: point => at(point) }) as unknown as UseCase
  const step = (useCase: unknown, order: object): Step => ({ useCase: useCase as UseCase, order })
  const of = (importId: string): object => ({ importId })
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
        ...first,
        step(publish, aRun('甲', '2022-09-01', [1, 2, 3, 4, 5, 6])),
        // One is closed, one assigned: the next run opens the one again and no longer finds the other.
        move(leadCases.assign, 1, { version: 1, accountId: '1' }),
        move(leadCases.proposeClose, 1, { version: 2, proof: 'paid-afterwards', says: '凭证17号' }),
        { ...move(leadCases.close, 1, { version: 3, proof: 'paid-afterwards', says: '已核对' }), by: 'checker' },
        move(leadCases.assign, 3, { version: 1, accountId: '2' }),
      ],
      steps: [step(publish, aRun('乙', '2022-10-01', [1, 2, 4, 9, 10, 11, 12]))],
      points: publishPoints,
    },
  }
}
