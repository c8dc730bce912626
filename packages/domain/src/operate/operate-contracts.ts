import { z } from 'zod'
import { contract, needsReach, writtenTerm } from '../access/index.ts'

const count = z.int32().nonnegative()

/**
 * How the program of this county is: what runs, which rules hold, what is kept and under which keys. It names no person and
 * shows no key. What could not be found out is null, and never zero.
 */
export const showInstallation = contract({
  name: 'operate.show-installation',
  kind: 'question',
  title: '运行状态',
  order: z.object({}),
  outcome: z.object({
    program: z.object({ version: z.string(), node: z.string(), system: z.string() }),
    database: z.object({
      version: z.string(),
      /** The newest step of the schema. */
      step: z.string().nullable(),
      bytes: z.string().regex(/^\d+$/),
      today: z.string(),
    }),
    disk: z.object({ freeBytes: z.string(), ofBytes: z.string() }).nullable(),
    trail: z.object({ entries: count, seals: count, sealedAt: z.string().nullable(), waiting: count, waitingSince: z.string().nullable() }),
    /** Long work of the county; null for whoever does not see all of it. */
    jobs: z.object({ waiting: count, running: count, notDone: count, oldestWaiting: z.string().nullable() }).nullable(),
    keys: z.object({
      /** The county’s master key, by its version and what it is known by; null where it does not lie where it should. */
      master: z.object({ version: z.int32(), fingerprint: z.string() }).nullable(),
      fields: z.array(
        z.object({
          purpose: z.enum(['field', 'index']),
          version: z.int32(),
          suite: z.string(),
          master: z.int32(),
          madeAt: z.string(),
          endedAt: z.string().nullable(),
        }),
      ),
    }),
  }),
  access: needsReach('trail', 'rows'),
})

/** The papers whose rules hold for this county on a day, from the nation down. */
export const listPacks = contract({
  name: 'operate.list-packs',
  kind: 'question',
  title: '在用的政策包',
  order: z.object({ term: writtenTerm.optional() }),
  outcome: z.object({
    term: z.string(),
    /** Of all of them together, as a run records it; null where they do not come together. */
    digest: z.string().nullable(),
    /** Why no rules can be had, in words. */
    refused: z.string().nullable(),
    packs: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        issuer: z.string(),
        number: z.string().nullable(),
        promulgated: z.string(),
        from: z.string(),
        until: z.string().nullable(),
        division: z.string(),
      }),
    ),
  }),
  access: needsReach('trail', 'rows'),
})

/** What the data directory keeps of this county: sealed snapshots, the runs that rest on them, and backups. */
export const listKept = contract({
  name: 'operate.list-kept',
  kind: 'question',
  title: '快照、运行和备份',
  order: z.object({}),
  outcome: z.object({
    runs: z.array(z.object({ run: z.string(), term: z.string(), restsOn: count, endedOn: z.string().nullable() })),
    snapshots: z.array(z.object({ id: z.string(), file: z.string(), kinds: z.array(z.string()), rows: count, endedOn: z.string().nullable() })),
    backups: z.array(z.object({ folder: z.string(), asOf: z.string(), tables: count, rows: count })),
    /** Folders that an earlier program left unsealed. */
    unsealed: count,
  }),
  access: needsReach('trail', 'rows'),
})
