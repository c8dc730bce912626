import type { RosterKindId } from '@yingjin/intake'
import { dayOf, firstYearOf, type PlainDate, schoolYearOf } from '@yingjin/kernel'
import {
  and,
  boolean,
  cases,
  coalesce,
  date,
  eq,
  type Expr,
  gt,
  isFalse,
  isIn,
  isKnown,
  isNull,
  isTrue,
  le,
  or,
  type Relation,
  text,
  unionAll,
  values,
} from '@yingjin/sql'
import { columnOr, rosterRows } from '../roster-table.ts'
import { absenceCounts, isReceived, type Situation } from '../situation.ts'
import type { World } from './lead.ts'
import type { silentSchoolSchema } from './looked-at.ts'

/** Born so that on 31 August before the school year somebody is `age` years old on the dot (义务教育法 art. 11). */
const bornBy = (world: World, age: number): PlainDate => dayOf(firstYearOf(schoolYearOf(world.situation.term)) - age, 8, 31)

/** A row on one of these that may be the child's keeps it from being called out of school. */
const excusingRosters = ['student-roll', 'kindergarten-children', 'vocational-roll', 'pupils-present', 'death-list'].map(kind => text(kind))

/** The age band of compulsory education: six and not yet fifteen on 31 August. */
export const compulsoryAge = { from: 6, below: 15 } as const

/**
 * Residents of compulsory age whom no roll, kindergarten or classroom list knows, who are not dead and not deferred
 * with approval. Only a student roll from whose silence something follows may say so, and not where a school of the
 * child’s own township, or every school of a stage, is missing from it. A child who may be somebody on a roll is not among them: that doubt is asked first (record-linkage
 * §5.8), because a false alarm costs a home visit.
 */
export const notEnrolledPersons = (world: World): Relation<{ person_id: 'bigint'; row_id: 'bigint'; lifted_out: 'boolean' }> => {
  if (!absenceCounts(world.situation, 'student-roll')) return values({ person_id: 'bigint', row_id: 'bigint', lifted_out: 'boolean' }, [])
  const register = world.spine.matches.where(c => eq(c.roster, text('household-register')))
  const dead = rosterRows(world.situation, 'death-list').select(c => ({ row_id: c['row_id'] as Expr<'bigint'> }))
  const ledger = rosterRows(world.situation, 'dropout-ledger')
  const deferred = ledger.where(() => isTrue(columnOr(ledger, 'approved_postponement', 'boolean'))).select(c => ({ row_id: c['row_id'] as Expr<'bigint'> }))
  const excused = world.matching.matches.having(unionAll(dead, deferred), (l, r) => [[l.row_id, r.row_id]]).select(c => ({ person_id: c.person_id }))
  return register
    .lacking(world.place, (l, r) => [[l.person_id, r['person_id'] as Expr]])
    .lacking(
      world.enrolmentRows.where(c => c.transferred),
      (l, r) => [[l.person_id, r.person_id]],
    )
    .lacking(
      world.doubtPerKind.where(c => isIn(c.roster, excusingRosters)),
      (l, r) => [[l.person_id, r.person_id]],
    )
    .lacking(nearSilentSchools(world), (l, r) => [[l.person_id, r.person_id]])
    .lacking(silentStages(world), () => [])
    .lacking(deferredNamesakes(world, deferred), (l, r) => [[l.person_id, r.person_id]])
    .lacking(excused, (l, r) => [[l.person_id, r.person_id]])
    .lacking(world.spine.doubted, (l, r) => [[l.person_id, r.person_id]])
    .join(
      'inner',
      world.standing,
      (l, r) => [[l.person_id, r['person_id'] as Expr]],
      (l, r) => ({
        person_id: l.person_id,
        row_id: l.row_id,
        birth: r['birth'] as Expr<'date'>,
        lifted_out: isTrue(r['lifted_out'] as Expr<'boolean'>),
      }),
    )
    .where(c => and(le(c.birth, date(bornBy(world, compulsoryAge.from))), gt(c.birth, date(bornBy(world, compulsoryAge.below)))))
    .pick('person_id', 'row_id', 'lifted_out')
}

const compulsoryStages = ['primary', 'junior'].map(stage => text(stage))

const rowsOfRoll = (rows: World['enrolmentRows']): World['enrolmentRows'] => rows.where(c => eq(c.roster, text('student-roll')))

/** Schools of compulsory education that the directory lists and no row of the student roll names. */
export const silentSchools = (situation: Situation, enrolmentRows: World['enrolmentRows']): Relation<typeof silentSchoolSchema> => {
  const directory = rosterRows(situation, 'school-directory')
  const roll = rowsOfRoll(enrolmentRows)
  const written = directory.select(() => ({
    stage: columnOr(directory, 'stage', 'text'),
    township: columnOr(directory, 'township', 'text'),
    code: columnOr(directory, 'school_code', 'text'),
    name: columnOr(directory, 'school_name', 'text'),
    key: columnOr(directory, 'school_key', 'text'),
  }))
  const named = unionAll(
    roll.select(c => ({ school: c.school_key })),
    roll.select(c => ({ school: c.school_name })),
  ).distinct(c => ({ school: c.school }))
  return (['code', 'name', 'key'] as const)
    .reduce(
      (silent, by) => silent.lacking(named, (l, r) => [[l[by], r.school]]),
      written.where(c => isIn(c.stage, compulsoryStages)),
    )
    .select(c => ({ school_name: c.name, stage: c.stage, township: c.township }))
}

const nearSilentSchools = (world: World): Relation<{ person_id: 'bigint' }> =>
  world.cards.having(world.silentSchools, (l, r) => [[l.township, r.township]]).pick('person_id')

/** A stage of which the directory has schools and the roll has nobody: its export did not come. */
const silentStages = (world: World): Relation<{ stage: 'text' }> =>
  world.silentSchools.lacking(rowsOfRoll(world.enrolmentRows), (l, r) => [[l.stage, r.stage]]).pick('stage')

/** The lists a child was sought on, as far as they came: a sentence names no list nobody has seen. */
export const soughtOn = (world: World): string =>
  Object.entries(enrolmentLists)
    .filter(([kind]) => isReceived(world.situation, kind as RosterKindId))
    .map(([, list]) => list)
    .join('、')

const enrolmentLists = {
  'student-roll': '学籍',
  'pupils-present': '在校',
  'kindergarten-children': '在园',
  'vocational-roll': '中职',
} as const satisfies Partial<Record<RosterKindId, string>>

/** An approved deferral whose row could not be told whose it is counts for every child it may belong to. */
const deferredNamesakes = (world: World, deferred: Relation<{ row_id: 'bigint' }>): Relation<{ person_id: 'bigint' }> =>
  world.spine.identities
    .join(
      'inner',
      world.rows.having(deferred, (l, r) => [[l.row_id, r.row_id]]).lacking(world.matching.matches, (l, r) => [[l.row_id, r.row_id]]),
      (l, r) => [[l.name_pinyin, r.name_pinyin]],
      (l, r) => ({ person_id: l.person_id, mine: l.birth, theirs: r.birth }),
    )
    .where(c => or(isNull(c.mine), isNull(c.theirs), eq(c.mine, c.theirs)))
    .pick('person_id')

/** Rows of the classroom list in which a school says that a child has left. */
const leftRows = (world: World) => {
  const listed = rosterRows(world.situation, 'pupils-present')
  return world.matching.matches
    .where(c => eq(c.roster, text('pupils-present')))
    .join(
      'inner',
      listed.select(c => ({ row_id: c['row_id'] as Expr<'bigint'>, present: columnOr(listed, 'present', 'boolean') })),
      (l, r) => [[l.row_id, r.row_id]],
      (l, r) => ({ person_id: l.person_id, row_id: l.row_id, present: r.present }),
    )
    .where(c => isFalse(c.present))
    .pick('person_id', 'row_id')
}

/**
 * On the roll, and the child's own school's complete classroom list does not have the child, or has the child as left
 * (学籍×在校). The row that says so stands beside the row of the roll.
 */
export const absentPupils = (world: World): Relation<{ person_id: 'bigint'; row_id: 'bigint'; lifted_out: 'boolean'; says: 'text' }> => {
  const absent = world.place
    .where(c => and(isTrue(c['on_roll'] as Expr<'boolean'>), isFalse(c['present'] as Expr<'boolean'>), isFalse(c['away'] as Expr<'boolean'>)))
    .select(c => ({ person_id: c['person_id'] as Expr<'bigint'> }))
    .lacking(world.spine.doubted, (l, r) => [[l.person_id, r.person_id]])
    .lacking(
      world.doubtPerKind.where(c => eq(c.roster, text('pupils-present'))),
      (l, r) => [[l.person_id, r.person_id]],
    )
  const rolls = world.enrolmentRows.where(c => c.active).select(c => ({ person_id: c.person_id, row_id: c.row_id }))
  const left = leftRows(world)
  const onTheRoll = absent.having(rolls, (l, r) => [[l.person_id, r.person_id]])
  return unionAll(rolls, left)
    .having(onTheRoll, (l, r) => [[l.person_id, r.person_id]])
    .join(
      'left',
      left.distinct(c => ({ gone: c.person_id })),
      (l, r) => [[l.person_id, r.gone]],
      (l, r) => ({
        ...l,
        says: cases<'text'>([[isKnown(r.gone), text('学籍在读，但本校在校生名册上写着已不在校')]], text('学籍在读，但本校在校生名册中没有')),
      }),
    )
    .join(
      'left',
      world.standing,
      (l, r) => [[l.person_id, r['person_id'] as Expr]],
      (l, r) => ({ ...l, lifted_out: coalesce(r['lifted_out'] as Expr<'boolean'>, boolean(false)) }),
    )
}
