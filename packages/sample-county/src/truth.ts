import type { County } from './county.ts'
import type { Damage } from './damage.ts'
import type { DamageKind } from './damage-rates.ts'
import type { SampleRow } from './file.ts'
import type { SampleRosterId } from './roster-ids.ts'
import { nameOf } from './people.ts'
import type { LeadKind } from './plan.ts'

/** One roster row and whom it is truly about. Rows as in the workbook: the first is 1. */
export type TrueRow = Readonly<{ roster: SampleRosterId; file: string; sheet: string; row: number; member: number; person: number; damage: readonly Damage[] }>
export type RowReference = Readonly<{ roster: SampleRosterId; file: string; sheet: string; row: number; member: number }>

/** `by` plan: put in on purpose. `by` damage: a damaged cell makes it so, and a careful reader must say it. */
export type TrueLead = Readonly<{
  kind: LeadKind
  ground: string
  person: number
  others: readonly number[]
  rows: readonly RowReference[]
  by: 'plan' | 'damage'
}>

/** Rolls: rosters that say “this child exists here”. */
const rolls: readonly SampleRosterId[] = [
  'household-register',
  'student-roll',
  'kindergarten-children',
  'vocational-roll',
  'higher-education',
  'pupils-present',
]
/** Damage after which a number cannot serve as one. */
const unusable: readonly DamageKind[] = ['id-excel-15', 'id-excel-6', 'id-digit', 'id-transposed']
/** Damage after which a name no longer agrees with the true one by sound, variant or dot, nor is its beginning. */
export const breaksName: readonly DamageKind[] = ['name-similar', 'name-dropped', 'name-added', 'name-placeholder', 'name-changed']
const breaksId: readonly DamageKind[] = [...unusable, 'id-missing', 'id-code', 'id-other-person']

/** Watches the rows as they are written and says, at the end, what a perfect reader would find. */
export class TruthKeeper {
  private readonly rowsOfLead = new Map<number, RowReference[]>()
  private readonly byDamage: TrueLead[] = []
  private readonly county: County
  private readonly rowsOnRolls = new Map<number, RowReference[]>()

  constructor(county: County) {
    this.county = county
    for (const { child, other } of county.plan.leads.values()) {
      this.rowsOfLead.set(child, [])
      if (other !== null) this.rowsOfLead.set(other, [])
    }
  }

  /** The true rows of one row of a sheet. */
  see(roster: SampleRosterId, file: string, sheet: string, row: number, written: SampleRow): readonly TrueRow[] {
    return (written.people ?? []).map(({ member, person, damage }) => {
      const reference = { roster, file, sheet, row, member }
      this.rowsOfLead.get(person)?.push(reference)
      if (person < this.county.people.children) this.notice(roster, reference, person, damage)
      return { ...reference, person, damage }
    })
  }

  private notice(roster: SampleRosterId, reference: RowReference, person: number, damage: readonly Damage[]): void {
    if (damage.length === 0) return
    const onRoll = rolls.includes(roster)
    const add = (kind: LeadKind, ground: string, others: readonly number[]): void => {
      this.byDamage.push({ kind, ground, person, others, rows: [reference], by: 'damage' })
    }
    for (const d of damage) {
      if (onRoll && unusable.includes(d.kind)) add('doubtful-id', d.kind, [])
      if (d.kind === 'id-other-person' && d.whose !== undefined && this.county.plan.borrowedId.get(person) !== d.whose) {
        const child = d.whose < this.county.people.children
        const sameName = nameOf(this.county.people, d.whose) === nameOf(this.county.people, person)
        if (!sameName) add(onRoll && child ? 'shared-id' : 'doubtful-id', child ? 'name-differs' : 'id-of-adult', [d.whose])
      }
    }
    // The number is the child's, the name beside it is not: on a roll that reads as one number with two names.
    const nameBroken = damage.find(d => breaksName.includes(d.kind))
    if (nameBroken !== undefined && !damage.some(d => breaksId.includes(d.kind))) add(onRoll ? 'shared-id' : 'doubtful-id', nameBroken.kind, [])
    if (onRoll && damage.some(d => d.kind === 'birth-wrong' || d.kind === 'sex-wrong') && !damage.some(d => breaksId.includes(d.kind))) {
      this.rowsOnRolls.set(person, [...(this.rowsOnRolls.get(person) ?? []), reference])
    }
  }

  /** Every finding, planned ones first. Call when all files have been written. */
  leads(): readonly TrueLead[] {
    const planned = [...this.county.plan.leads.values()].map(({ kind, ground, child, other, restsOn }): TrueLead => {
      const own = [...(this.rowsOfLead.get(child) ?? []), ...(other === null ? [] : (this.rowsOfLead.get(other) ?? []))]
      return {
        kind,
        ground,
        person: child,
        others: other === null ? [] : [other],
        rows: restsOn.length === 0 ? own : own.filter(r => restsOn.includes(r.roster)),
        by: 'plan',
      }
    })
    return [...planned, ...this.byDamage]
  }

  /** Rows whose birth date or sex column disagrees with a sound number: a discrepancy, not a finding of its own. */
  discrepancies(): readonly Readonly<{ person: number; rows: readonly RowReference[] }>[] {
    return [...this.rowsOnRolls].map(([person, rows]) => ({ person, rows }))
  }
}
