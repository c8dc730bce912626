import { areaIn, birthDateIn, hasValidCheck, sexIn } from '@yingjin/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeCounty } from './county.ts'
import { rateOf } from './damage-rates.ts'
import { isNamedInFull, standingOn } from './designations.ts'
import { sameStageLastTerm, situationOf, stageOf } from './enrolment.ts'
import { column, type SampleFile, type SampleRow } from './file.ts'
import { type SampleRosterId, sampleRosterIds } from './roster-ids.ts'
import { attendanceLastTerm, attendanceNow, dueLastTerm } from './last-term.ts'
import { bornOn, idOf, nameOf } from './people.ts'
import { inventedDivisions } from './places.ts'
import { autumnStart, springStart } from './plan.ts'
import { isResident, villageOf } from './population.ts'
import { countyCodes } from './province.ts'
import { generateCounty, type SampleCounty } from './sample-county.ts'
import type { TrueRow } from './truth.ts'

const options = { seed: 7, children: 4000, term: '2022-autumn' } as const
const sample = generateCounty(options)
const { county } = sample

const filesOf = (from: SampleCounty, roster: SampleRosterId): readonly SampleFile[] => from.files.filter(f => f.roster === roster)
const sheetRows = (roster: SampleRosterId, sheet: number): readonly SampleRow[] => filesOf(sample, roster).flatMap(f => [...(f.sheets[sheet]?.rows ?? [])])
const trueRows = (from: SampleCounty): { rows: TrueRow[]; leads: ReturnType<ReturnType<SampleCounty['keepTruth']>['leads']> } => {
  const keeper = from.keepTruth()
  const rows: TrueRow[] = []
  for (const file of from.files)
    for (const sheet of file.sheets) {
      let n = 0
      for (const row of sheet.rows) rows.push(...keeper.see(file.roster, file.name, sheet.name, (n += 1), row))
    }
  return { rows, leads: keeper.leads() }
}
const truth = trueRows(sample)
const asText = (from: SampleCounty): string => JSON.stringify(from.files.map(f => ({ ...f, sheets: f.sheets.map(s => ({ ...s, rows: [...s.rows] })) })))

describe('the people', () => {
  test('carry valid ID numbers of the invented province, each its own', () => {
    const ids = Array.from({ length: county.people.count }, (_, p) => idOf(county.people, p))
    for (const [person, id] of ids.entries()) {
      expect(hasValidCheck(id)).toBe(true)
      expect(id.startsWith('99')).toBe(true)
      expect(countyCodes).toContain(areaIn(id))
      expect(birthDateIn(id)).toBe(bornOn(county.people, person))
      expect(sexIn(id) === 'male').toBe(county.people.male[person] === 1)
    }
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('have siblings who share a surname, twins, dotted names and names with two-character surnames', () => {
    const names = county.people.name
    expect(names.some(n => n.includes('·'))).toBe(true)
    expect(names.some(n => n.startsWith('欧阳') || n.startsWith('上官') || n.startsWith('司马'))).toBe(true)
    let twins = 0
    for (let h = 0; h < county.households.count; h += 1) {
      const first = county.households.firstChild[h] ?? 0
      for (let i = 1; i < (county.households.children[h] ?? 0); i += 1) {
        if (county.people.born[first] === county.people.born[first + i]) twins += 1
        expect(nameOf(county.people, first)).not.toBe(nameOf(county.people, first + i))
      }
    }
    expect(twins).toBeGreaterThan(0)
  })

  test('some were registered under county codes that no longer exist', () => {
    const gone = new Set(inventedDivisions.filter(d => d.abolished).map(d => String(d.code)))
    const ids = Array.from({ length: county.people.children }, (_, p) => idOf(county.people, p))
    expect(ids.filter(id => gone.has(areaIn(id))).length).toBeGreaterThan(ids.length / 50)
  })
})

test('the same options give the same county, another seed another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 30 }), seed => {
      const once = asText(generateCounty({ seed, children: 150, term: '2022-autumn' }))
      expect(asText(generateCounty({ seed, children: 150, term: '2022-autumn' }))).toBe(once)
      expect(asText(generateCounty({ seed: seed + 1, children: 150, term: '2022-autumn' }))).not.toBe(once)
    }),
    { numRuns: 5 },
  )
})

test('every division is marked invented and lies in province 99', () => {
  expect(inventedDivisions.every(d => d.invented && d.code.startsWith('99'))).toBe(true)
  expect(new Set(inventedDivisions.map(d => d.code)).size).toBe(inventedDivisions.length)
})

describe('the rosters', () => {
  test('all twenty-two kinds are there, and rows can be walked twice', () => {
    expect(new Set(sample.files.map(f => f.roster))).toEqual(new Set(sampleRosterIds))
    expect(new Set(sample.files.map(f => f.name)).size).toBe(sample.files.length)
    for (const file of sample.files) for (const sheet of file.sheets) expect(JSON.stringify([...sheet.rows])).toBe(JSON.stringify([...sheet.rows]))
  })

  const idColumns: readonly (readonly [SampleRosterId, sheet: number, headerRow: number, columns: readonly string[]])[] = [
    ['lifted-out-continuing', 0, 1, ['H']],
    ['disability-certificate', 0, 1, ['B']],
    ['rural-minimum-living', 1, 2, ['G', 'P', 'R', 'T', 'V', 'X', 'Z', 'AB', 'AD']],
    ['extreme-hardship', 1, 3, ['F', 'AA', 'AF', 'AH', 'AJ', 'AL', 'AN', 'AP']],
    ['urban-minimum-living', 1, 2, ['G', 'Q', 'S', 'U', 'W', 'Y']],
    ['monitored-at-risk', 0, 1, ['L']],
    ['orphan-allowance', 0, 3, ['C']],
    ['orphan-allowance', 2, 3, ['C']],
    ['low-income', 0, 2, ['D']],
    ['lifted-out-not-continuing', 0, 1, ['H']],
    ['monitored-risk-removed', 0, 1, ['L']],
    ['pupils-present', 0, 1, ['B']],
  ]
  test.each(idColumns)('%s has its numbers where counties have them (sheet %i)', (roster, sheet, headerRow, wanted) => {
    const rows = sheetRows(roster, sheet)
    const header = rows[headerRow - 1]?.cells ?? []
    const found = header.flatMap((cell, i) =>
      typeof cell === 'string' && /身份证|证件号码|证件\n号码|残疾人证号/.test(cell) && cell !== '证件类型' && !/监护/.test(cell) ? [column(i)] : [],
    )
    expect(found.filter(c => wanted.includes(c))).toEqual(wanted)
    const body = rows.slice(headerRow).filter(r => (r.people ?? []).length > 0)
    expect(body.length).toBeGreaterThan(0)
  })

  test('a file name that declares a count declares the rows it has', () => {
    for (const file of sample.files) {
      const declared = /(\d+)人/.exec(file.name)
      if (declared === null) continue
      const people = file.sheets.flatMap(s => [...s.rows]).filter(r => (r.people ?? []).length > 0)
      expect(people.length).toBe(Number(declared[1]))
    }
    expect(sample.files.some(f => /\d+人/.test(f.name))).toBe(true)
  })

  test('no cell holds an ID number of a real province', () => {
    for (const file of sample.files)
      for (const sheet of file.sheets)
        for (const row of sheet.rows)
          for (const cell of row.cells) {
            const digits = typeof cell === 'string' ? (cell.match(/(?<!\d)\d{17}[\dX](?!\d)/g) ?? []) : []
            for (const id of digits) if (hasValidCheck(id)) expect(id.slice(0, 2)).toBe('99')
          }
  })

  test('columns that are not collected are on the rosters where departments have them', () => {
    const text = JSON.stringify(sample.files.flatMap(f => f.sheets.flatMap(s => [...s.rows].slice(0, 6))))
    for (const word of ['民族', '政治面貌', '健康状况', '宗教信仰', '思想表现']) expect(text).toContain(word)
  })
})

describe('the damage', () => {
  test('an undamaged row carries the true name and number', () => {
    let looked = 0
    for (const row of sheetRows('household-register', 0)) {
      for (const { person, damage } of row.people ?? []) {
        if (damage.length > 0) continue
        expect(row.cells).toContain(nameOf(county.people, person))
        expect(row.cells).toContain(idOf(county.people, person))
        looked += 1
      }
    }
    expect(looked).toBeGreaterThan(1000)
  })

  test('comes about as often as its table says', () => {
    const rows = truth.rows.filter(r => r.roster === 'student-roll')
    for (const kind of ['id-missing', 'id-writing', 'village-stale'] as const) {
      const expected = (rows.length * rateOf(kind, 'student-roll')) / 100_000
      const seen = rows.filter(r => r.damage.some(d => d.kind === kind)).length
      expect(Math.abs(seen - expected)).toBeLessThan(5 * Math.sqrt(expected) + 1)
    }
  })

  test('a damaged number is never still the true one', () => {
    for (const row of sheetRows('student-roll', 0)) {
      for (const { person, damage } of row.people ?? []) {
        if (damage.some(d => d.column === 'id_number' && d.kind !== 'id-writing')) expect(row.cells[10]).not.toBe(idOf(county.people, person))
      }
    }
  })
})

/** Findings a reader with perfect sight would make on rosters without damage, straight from what is true. */
const findings = (at: ReturnType<typeof makeCounty>): ReadonlyMap<number, string> => {
  const { people, plan, enrolments: e, designations: d, schools, places, population } = at
  const found = new Map<number, string>()
  const payments = new Map<number, number>()
  for (const { child } of plan.payments) payments.set(child, (payments.get(child) ?? 0) + 1)
  for (let child = 0; child < people.children; child += 1) {
    const household = people.household[child] ?? 0
    const paid = payments.get(child) ?? 0
    const resident = isResident(population, child)
    const situation = situationOf(e, child)
    const ended = e.endedOn[child] ?? 0
    const now = standingOn(d, household, child, autumnStart)
    const spring = standingOn(d, household, child, springStart)
    const add = (kind: string): void => {
      if (plan.bothLists.has(household) || plan.wronglyDead.has(child)) return
      if (found.has(child)) throw new Error(`child ${child} stands under ${found.get(child) ?? ''} and ${kind}`)
      found.set(child, kind)
    }
    if (plan.bothLists.has(household) || plan.wronglyDead.has(child)) found.set(child, 'contradiction')
    if (paid > 1) add('paid-twice')
    if (plan.secondSchool.has(child)) add('several-rolls')
    if (plan.borrowedId.has(child)) add('shared-id')
    const compulsory = bornOn(people, child) <= '2016-08-31' && bornOn(people, child) > '2007-08-31'
    if (resident && compulsory && (situation === 'nowhere' || situation === 'elsewhere-unknown')) add(now.liftedOut ? 'lifted-out-dropout' : 'not-enrolled')
    if (situation === 'absent') add(now.liftedOut ? 'lifted-out-dropout' : 'on-roll-not-present')
    const before = attendanceLastTerm(e, schools, child, places.villages[villageOf(population, child)]?.township ?? 0)
    // A farming student is due the vocational grant whatever became of the household.
    const otherwise = Object.values(now).some(Boolean) || (before !== null && dueLastTerm(before, spring) !== null)
    const endedBefore = (on: number | undefined): boolean => (on ?? 0) !== 0 && (on ?? 0) < springStart
    if (paid > 0 && endedBefore(ended)) add('paid-not-entitled')
    else if (paid > 0 && resident && !otherwise && (endedBefore(d.policyEnded[household]) || endedBefore(d.riskRemoved[household]))) add('paid-not-entitled')
    const after = attendanceNow(e, schools, child)
    if (
      paid === 0 &&
      resident &&
      situation === 'in-class' &&
      before !== null &&
      after !== null &&
      sameStageLastTerm(e, child) &&
      isNamedInFull(spring) &&
      isNamedInFull(now)
    ) {
      const [then, today] = [dueLastTerm(before, spring), dueLastTerm(after, now)]
      if (then?.ground === 'named' && then.item !== 'preschool-living' && today?.item === then.item) add('entitled-unpaid')
    }
  }
  return found
}

describe('the planted findings', () => {
  test('are exactly those that hold, each child under one kind, for any seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 30 }), seed => {
        const made = makeCounty(seed, 3000)
        const planted = new Map([...made.plan.leads].map(([child, lead]) => [child, lead.kind as string]))
        expect([...findings(made)].sort((a, b) => a[0] - b[0])).toEqual([...planted].sort((a, b) => a[0] - b[0]))
      }),
      { numRuns: 6 },
    )
  })

  test('there is some of every planted kind in a county of 20,000', () => {
    const leads = [...makeCounty(1, 20_000).plan.leads.values()]
    for (const kind of [
      'entitled-unpaid',
      'paid-not-entitled',
      'paid-twice',
      'not-enrolled',
      'on-roll-not-present',
      'lifted-out-dropout',
      'several-rolls',
      'shared-id',
      'contradiction',
    ])
      expect(leads.filter(l => l.kind === kind).length, kind).toBeGreaterThanOrEqual(10)
    for (const ground of ['deceased', 'risk-removed', 'policy-ended', 'left-school'])
      expect(leads.filter(l => l.ground === ground).length, ground).toBeGreaterThanOrEqual(5)
  })

  test('name the rows they rest on', () => {
    const planned = truth.leads.filter(l => l.by === 'plan')
    expect(planned.length).toBeGreaterThan(0)
    for (const lead of planned) expect(lead.rows.length, `${lead.kind} ${lead.ground}`).toBeGreaterThan(0)
    for (const lead of planned.filter(l => l.kind === 'several-rolls' || l.ground === 'same-school')) expect(lead.rows.length).toBeGreaterThanOrEqual(2)
  })

  test('a number borrowed on purpose is readable on both rows', () => {
    for (const [child, lender] of county.plan.borrowedId) {
      const own = truth.rows.filter(r => r.roster === 'student-roll' && r.person === child)
      const theirs = truth.rows.filter(r => r.roster === 'student-roll' && r.person === lender)
      expect(own[0]?.damage.some(d => d.kind === 'id-other-person' && d.whose === lender)).toBe(true)
      expect(theirs[0]?.damage.some(d => d.column === 'id_number')).toBe(false)
    }
    expect(county.plan.borrowedId.size).toBeGreaterThan(0)
  })
})

describe('the truth', () => {
  test('does not pretend to know the hardship of children registered elsewhere', () => {
    let elsewhere = 0
    for (const facts of sample.facts()) {
      if (facts.values.hukou_in_county === true) continue
      elsewhere += 1
      expect(facts.unknowable).toContain('lifted_out')
      expect(facts.unknowable).toContain('minimum_living')
    }
    expect(elsewhere).toBeGreaterThan(0)
  })

  test('every pupil at school here has a stage, a grade and a school', () => {
    let pupils = 0
    for (const { person, values } of sample.facts()) {
      if (situationOf(county.enrolments, person) !== 'in-class' || stageOf(county.enrolments, person) === null) continue
      pupils += 1
      expect(values.stage).toBe(stageOf(county.enrolments, person))
      expect(values.grade ?? 0).toBeGreaterThan(0)
      expect(values.present).toBe(true)
    }
    expect(pupils).toBeGreaterThan(2000)
  })
})
