import { z } from 'zod'
import { contract } from '../access/index.ts'

const count = z.number().int().nonnegative()
const plainDate = z.iso.date()
const packId = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/, '应为政策包编号，如 990101-clearwater')
/** Rules are open class: whoever is logged in reads them. */
const access = { needs: 'account' } as const

const packLine = z.object({
  id: packId,
  /** Empty for the nation. */
  division: z.string(),
  divisionName: z.string(),
  title: z.string(),
  issuer: z.string(),
  number: z.string().nullable(),
  promulgated: plainDate,
  from: plainDate,
  to: plainDate,
  lines: count,
  clauses: count,
  parameters: count,
  /** Figures the document leaves open and nobody has entered. */
  notEntered: count,
  cases: count,
  /** Whether it speaks for the division of whoever asks. */
  own: z.boolean(),
})

/** Every pack that is loaded: the nation's first, then the reader's own, then others. */
export const listPacks = contract({
  name: 'policy.list-packs',
  kind: 'question',
  title: '政策库',
  order: z.object({}),
  outcome: z.object({ packs: z.array(packLine), unreadable: z.array(z.object({ id: z.string(), says: z.string() })) }),
  access,
})

const cited = z.object({ text: z.string(), article: z.string() })
/** A figure as the document prints it, for the days it holds; `value` null where nobody has entered it. */
const figure = z.object({ label: z.string(), value: z.string().nullable(), printed: z.string(), applies: z.string(), article: z.string() })

const ruleLine = z.object({
  id: z.string(),
  title: z.string(),
  clause: cited,
  whom: z.string(),
  criteria: z.array(cited),
  /** What a person must judge. */
  asks: z.array(z.string()),
  amount: z.string(),
  period: z.string(),
  delivery: z.string(),
  funding: cited.nullable(),
  /** How it stands to other aids. */
  stacking: z.array(cited),
  readings: z.array(z.object({ id: z.string(), question: z.string(), taken: z.string(), others: z.array(z.string()) })),
  figures: z.array(figure),
  /** Worked cases that show it, by number. */
  cases: z.array(count),
  inForce: z.string().nullable(),
})

/** A pack as an official reads it: document, aids with conditions and figures, clauses, worked cases. */
export const showPack = contract({
  name: 'policy.show-pack',
  kind: 'question',
  title: '一份政策',
  order: z.object({ id: packId }),
  outcome: packLine.extend({
    digest: z.string(),
    replaces: z.array(z.string()),
    base: z.string().nullable(),
    above: z.array(z.object({ id: z.string(), title: z.string() })),
    rounding: z.string(),
    groups: z.array(z.object({ title: z.string(), lines: z.array(ruleLine) })),
    clauseTexts: z.array(z.object({ key: z.string(), article: z.string(), text: z.string(), register: z.string() })),
    figures: z.array(figure),
    workedCases: z.array(
      z.object({
        no: count,
        title: z.string(),
        term: z.string(),
        facts: z.string(),
        results: z.array(z.object({ line: z.string(), title: z.string(), says: z.string() })),
        arithmetic: z.string(),
        clause: z.string(),
      }),
    ),
    /** What of the document is no rule here, and why. */
    notEncoded: z.array(z.object({ title: z.string(), register: z.string(), because: z.string() })),
    /** Which figure a term takes where one turns within it. */
    midPeriod: z.string(),
    /** Days on which something of it turns: a figure or an aid, what it was and is (null: not in force), by which clause, for which aids. */
    turns: z.array(
      z.object({
        on: plainDate,
        says: z.array(z.object({ what: z.string(), article: z.string(), lines: z.array(z.string()), was: z.string().nullable(), is: z.string().nullable() })),
      }),
    ),
    /** Figures that are not the same all the time, one value for each day from which one of them turns. */
    dated: z.object({ from: z.array(plainDate), rows: z.array(z.object({ label: z.string(), article: z.string(), values: z.array(z.string().nullable()) })) }),
    /** The list of changes kept beside the pack, newest first, in the words of whoever keeps it. */
    changelog: z.array(z.object({ version: z.string(), days: z.array(z.string()), basis: z.string().nullable(), entries: z.array(z.string()) })),
  }),
  access,
})

/** Whose result changes between two packs and why: two papers of one county, or of two. */
export const comparePacks = contract({
  name: 'policy.compare-packs',
  kind: 'question',
  title: '两份政策的差异',
  order: z.object({ id: packId, other: packId }),
  outcome: z.object({
    one: packLine,
    two: packLine,
    /** Aid by aid, the rules of both beside each other; nothing where only one has it. */
    aids: z.array(z.object({ title: z.string(), one: z.array(ruleLine), two: z.array(ruleLine) })),
    /** Sentences; `depth`: under which it stands. */
    says: z.array(z.object({ depth: count, text: z.string() })),
  }),
  access,
})
