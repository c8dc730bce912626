import type { SampleRosterId } from './roster-ids.ts'

/**
 * How often a cell is damaged, of 100,000 rows. The five columns are those of the comparison benchmark
 * (decision record 0042); the other rosters take the column of whoever writes them.
 */
export const damageRates = {
  //                    register  student  civil  poverty  village Excel
  'id-missing': [100, 700, 2000, 500, 6000],
  'id-code': [0, 500, 0, 0, 1000],
  'id-excel-15': [0, 50, 500, 200, 6000],
  'id-excel-6': [0, 20, 100, 50, 2000],
  'id-writing': [50, 1000, 3000, 2000, 8000],
  'id-digit': [10, 150, 500, 300, 1500],
  'id-transposed': [0, 50, 200, 100, 500],
  'id-other-person': [5, 50, 300, 200, 500],
  'name-homophone': [25, 200, 750, 500, 1500],
  'name-similar': [25, 200, 750, 500, 1500],
  'name-dropped': [5, 50, 200, 150, 1000],
  'name-added': [5, 50, 200, 150, 1000],
  'name-variant': [80, 240, 400, 400, 800],
  'name-placeholder': [20, 60, 100, 100, 200],
  // of ·-names
  'name-dot': [1000, 10_000, 20_000, 20_000, 40_000],
  'name-truncated': [0, 3000, 8000, 5000, 15_000],
  'birth-wrong': [50, 300, 1500, 1000, 4000],
  'sex-wrong': [10, 50, 300, 200, 500],
  'village-stale': [1500, 12_000, 6000, 4000, 7000],
  'village-missing': [500, 3000, 2000, 1000, 3000],
  duplicate: [20, 300, 500, 200, 2000],
  'name-changed': [100, 300, 500, 300, 500],
} as const satisfies Readonly<Record<string, readonly [number, number, number, number, number]>>

export type DamageKind = keyof typeof damageRates
export type Writer = 'register' | 'student' | 'civil' | 'poverty' | 'village'
const columnOfWriter: Readonly<Record<Writer, 0 | 1 | 2 | 3 | 4>> = { register: 0, student: 1, civil: 2, poverty: 3, village: 4 }

/** Who wrote each roster, and therefore how it is damaged. */
export const writerOf: Readonly<Record<SampleRosterId, Writer>> = {
  'household-register': 'register',
  'death-list': 'register',
  'student-roll': 'student',
  'pupils-present': 'student',
  'kindergarten-children': 'student',
  'vocational-roll': 'student',
  'higher-education': 'student',
  'payment-roster': 'student',
  'opening-entries': 'student',
  'rural-minimum-living': 'civil',
  'urban-minimum-living': 'civil',
  'extreme-hardship': 'civil',
  'orphan-allowance': 'civil',
  'low-income': 'civil',
  'disability-certificate': 'civil',
  'lifted-out-continuing': 'poverty',
  'lifted-out-not-continuing': 'poverty',
  'monitored-at-risk': 'poverty',
  'monitored-risk-removed': 'poverty',
  'monitoring-export': 'poverty',
  'dropout-ledger': 'village',
  'school-directory': 'student',
}

export const rateOf = (kind: DamageKind, roster: SampleRosterId): number => damageRates[kind][columnOfWriter[writerOf[roster]]]

/** Which damageable columns a roster has beside name and number; what is not on the sheet cannot be wrong on it. */
const without = {
  birth: ['rural-minimum-living', 'urban-minimum-living', 'low-income', 'payment-roster', 'dropout-ledger', 'death-list', 'opening-entries'],
  sex: ['rural-minimum-living', 'urban-minimum-living', 'low-income', 'payment-roster', 'opening-entries'],
  village: ['vocational-roll', 'opening-entries'],
} as const satisfies Readonly<Record<string, readonly SampleRosterId[]>>

export const carries = (roster: SampleRosterId, column: keyof typeof without): boolean => !(without[column] as readonly SampleRosterId[]).includes(roster)
