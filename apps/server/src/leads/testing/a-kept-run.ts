import { createHash } from 'node:crypto'
import type { Value } from '@yingjin/intake'
import { sampleId } from '@yingjin/kernel/testing'
import type { KeptAsk, KeptResult, KeptRoster, KeptRun } from '../kept-run.ts'

const sha = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

/** What is said of a child in a made-up run: sums by aid, in fen; null is undetermined. */
export type SaidOf = Readonly<{
  /** Which children's rows stand for it; itself where nothing is said. */
  rows?: readonly number[]
  due?: Readonly<Record<string, number | null>>
  /** As it is decided; where nothing is said, as the roll of every child says it. */
  stage?: string | null
  leads?: readonly Readonly<{ kind: string; ground?: string; detail?: string }>[]
  /** Aids that the text leaves to a person. */
  decide?: readonly string[]
  /** Facts that are missing, and why. */
  missing?: Readonly<Record<string, string>>
  /** Another child it may be, by number; a row of no other, by what it says of itself. */
  mayBe?: number | string
}>

/** A row of the roll for a made-up child. */
export const rollRow = (child: number, more: Readonly<Record<string, Value>> = {}): Readonly<Record<string, Value>> => ({
  name: `学生${child}`,
  id_number: sampleId({ born: '2012-05-06', sequence: child }),
  school_code: child % 2 === 0 ? '2199010002' : '2199010001',
  stage: 'primary',
  grade: 3,
  class_name: '1班',
  township: '东河镇',
  village: '柳树村',
  ...more,
})

const each = <T>(rows: readonly T[]) =>
  async function* (): AsyncGenerator<T> {
    yield* rows
  }

/**
 * A kept run as the batch plane would hand it over: children by number, each with a row of one student roll. `rows`
 * replaces the roll's rows, in whose order the children are numbered from 1.
 */
export const aKeptRun = (
  run: string,
  said: Readonly<Record<number, SaidOf>>,
  {
    children = Math.max(0, ...Object.keys(said).map(Number)),
    rows = Array.from({ length: children }, (_, i) => rollRow(i + 1)),
    referenceDate = '2022-09-01',
    salt = '',
    imported = true,
    decideBecause = '“等”字范围由人判断',
    bounds = {},
    gaps = [],
    officeAct = null,
  }: Readonly<{
    children?: number
    rows?: readonly Readonly<Record<string, Value>>[]
    referenceDate?: string
    salt?: string
    imported?: boolean
    decideBecause?: string
    bounds?: KeptRun['bounds']
    gaps?: KeptRun['gaps']
    officeAct?: string | null
  }> = {},
): KeptRun => {
  const people = Object.entries(said).map(([no, of]) => ({ no: Number(no), ...of }))
  const roster: KeptRoster = {
    roster: 'student-roll',
    of: null,
    fileDigest: sha([rows, salt]),
    asOf: '2022-08-31',
    coverage: 'complete',
    rowsRead: rows.length,
    rowsRefused: 0,
    rows: () => Promise.resolve(rows.map((values, i) => ({ sheet: '学籍', row: i + 2, values }))),
  }
  const lines = [...new Set(people.flatMap(({ due = {}, decide = [] }) => [...Object.keys(due), ...decide]))].toSorted()
  const reasons = lines.flatMap((line, i) => [
    { no: 2 * i + 1, line, state: 'due' as const, says: '属于脱贫户，符合本条其他条件', missing: [] },
    { no: 2 * i + 2, line, state: 'undetermined' as const, says: '待补：寄宿', missing: ['boards'] },
  ])
  const toDecide = lines.map((line, i) => ({ no: 2 * lines.length + i + 1, line, state: 'decide' as const, says: decideBecause, missing: [] }))
  const asks = people.flatMap(({ no, missing = {}, mayBe }): readonly KeptAsk[] => [
    ...Object.entries(missing).map(([key, why]) => ({
      no,
      matter: 'missing-fact' as const,
      other: null,
      key,
      whose: '',
      says: { 为什么缺: why },
      detail: '影响的项目：A补助',
      restsOn: [],
    })),
    ...(mayBe === undefined
      ? []
      : [
          {
            no,
            matter: 'same-person' as const,
            other: typeof mayBe === 'number' ? mayBe : null,
            key: 'disability-certificate',
            whose: String(mayBe),
            says: { 凭什么: '姓名、出生日期相符' },
            detail: '可能是同一个人',
            restsOn: ['学籍.xlsx〔学籍〕第2行', '残疾人.xlsx〔Sheet1〕第3行'],
          },
        ]),
  ])
  const results = people.flatMap(({ no, due = {}, decide = [], stage = 'primary' }): readonly KeptResult[] => [
    ...decide.map(line => ({
      no,
      line,
      state: 'decide' as const,
      amountFen: null,
      form: '',
      decided: false,
      stage,
      reason: 2 * lines.length + lines.indexOf(line) + 1,
    })),
    ...Object.entries(due)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([line, fen]) => ({
        no,
        line,
        state: fen === null ? ('undetermined' as const) : ('due' as const),
        amountFen: fen,
        form: fen === null ? '' : 'transfer',
        decided: false,
        stage,
        reason: 2 * lines.indexOf(line) + (fen === null ? 2 : 1),
      })),
  ])
  const leads = people.flatMap(({ no, leads: found = [] }) =>
    found.map(({ kind, ground = '', detail = '' }) => ({ no, kind, ground, detail, restsOn: '学籍.xlsx〔学籍〕第2行' })),
  )
  return {
    run,
    county: '990101',
    digest: sha([run, said, roster.fileDigest]),
    programVersion: '0.1.0',
    pack: '990101-clearwater',
    packDigest: sha('pack'),
    term: '2022-autumn',
    referenceDate,
    officeAct,
    tables: { entitlement: sha(results), leads: sha(leads) },
    rosters: imported ? [roster] : [],
    schools: [],
    villages: [],
    lines: lines.flatMap(line => ['', 'transfer'].map(form => ({ line, form, title: `${line}补助`, clause: `第一条（${line}）`, payee: '儿童' }))),
    reasons: [...reasons, ...toDecide],
    persons: each(people.map(({ no }) => ({ no, place: `学籍.xlsx〔学籍〕第${no + 1}行` }))),
    places: each(
      people.flatMap(({ no, rows: of = [no] }) =>
        of.map(row => ({ no, roster: 'student-roll', fileDigest: roster.fileDigest, sheet: '学籍', row: row + 1, nth: 1 })),
      ),
    ),
    results: each(results),
    leads: each(leads),
    asks: each(asks),
    gaps,
    bounds,
  }
}
