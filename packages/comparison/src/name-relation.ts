import {
  and,
  bigint,
  type Bool,
  cases,
  type Columns,
  eq,
  type Expr,
  ge,
  gt,
  isNull,
  isTrue,
  lengthOf,
  ne,
  not,
  or,
  slice,
  startsWith,
  text,
} from '@yingjin/sql'
import { type NameRelation, nameRelations } from './evidence.ts'
import { unreadable } from './normalise/name.ts'

/** The columns of a row that say what somebody is called. */
export const nameSchema = { name_same: 'text', name_fold: 'text', name_pinyin: 'text', former_pinyin: 'text' } as const
type NameColumns = Columns<typeof nameSchema>

/** A relation travels through the plan as its rank, so that `min` finds the best one. */
export const rankOf = (relation: NameRelation): number => nameRelations.indexOf(relation)
const rank = (relation: NameRelation): Expr<'bigint'> => bigint(rankOf(relation))

type Branch = readonly [Bool, Expr<'bigint'>]

/**
 * Equal folds of different length differ by a ·, because folding replaces characters one by one. A name with an
 * unreadable character has no fold and takes none of these branches.
 */
const equalities = (l: NameColumns, r: NameColumns): readonly Branch[] => [
  [and(eq(l.name_fold, r.name_fold), eq(l.name_same, r.name_same)), rank('same')],
  [and(eq(l.name_fold, r.name_fold), eq(lengthOf(l.name_same), lengthOf(r.name_same))), rank('variant')],
  [eq(l.name_fold, r.name_fold), rank('dot')],
  [eq(l.name_pinyin, r.name_pinyin), rank('homophone')],
]

/** A name of more characters than this is a transliteration (阿卜杜拉·买买提), which list makers and narrow fields cut short. */
export const longestFullName = 4
/** Fewer characters than this say too little, whatever number stands beside them. */
export const shortestBeginning = 3

/** One is the beginning of the other, and the other is long. */
const beginning = (short: NameColumns, long: NameColumns): Bool =>
  and(
    ge(lengthOf(short.name_fold), bigint(shortestBeginning)),
    gt(lengthOf(long.name_fold), bigint(longestFullName)),
    startsWith(long.name_fold, short.name_fold),
  )

/** Longer names with a lost character stay unknown. */
export const longestReadThrough = 8
const places = Array.from({ length: longestReadThrough }, (_, i) => i + 1)

const lost = (l: NameColumns, r: NameColumns): Readonly<{ compatible: Bool; open: Bool }> => {
  const at = places.map(i => [slice(l.name_same, i, 1), slice(r.name_same, i, 1)] as const)
  const agree = and(...at.map(([a, b]) => or(eq(a, b), eq(a, text(unreadable)), eq(b, text(unreadable)))))
  const readAlike = or(...at.map(([a, b]) => and(eq(a, b), ne(a, text(unreadable)), ne(a, text('')))))
  const hasLost = or(isNull(l.name_fold), isNull(r.name_fold))
  const comparable = and(eq(lengthOf(l.name_same), lengthOf(r.name_same)), not(ne(slice(l.name_same, longestReadThrough + 1, 1), text(''))))
  return { compatible: and(hasLost, comparable, agree, readAlike), open: and(hasLost, or(not(comparable), agree)) }
}

/** Rank by the equalities alone; everything else counts as different. Cheap enough for every candidate pair. */
export const quickRank = (l: NameColumns, r: NameColumns): Expr<'bigint'> => cases(equalities(l, r), rank('different'))

/** Rank with lost characters, former names and missing names looked into; for the few pairs that need it. */
export const fullRank = (l: NameColumns, r: NameColumns): Expr<'bigint'> => {
  const { compatible, open } = lost(l, r)
  const former = or(isTrue(eq(l.former_pinyin, r.name_pinyin)), isTrue(eq(l.name_pinyin, r.former_pinyin)), isTrue(eq(l.former_pinyin, r.former_pinyin)))
  return cases(
    [
      ...equalities(l, r),
      [compatible, rank('unreadable')],
      [or(isTrue(beginning(l, r)), isTrue(beginning(r, l))), rank('shortened')],
      [former, rank('former')],
      [or(isNull(l.name_same), isNull(r.name_same)), rank('unknown')],
      [open, rank('unknown')],
    ],
    rank('different'),
  )
}

/** The relation's word, from its rank. */
export const relationOfRank = (value: Expr<'bigint'>): Expr<'text'> =>
  cases(
    nameRelations.map(r => [eq(value, rank(r)), text(r)] as const),
    text('different'),
  )
