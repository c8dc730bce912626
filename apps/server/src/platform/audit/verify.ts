import { createHash } from 'node:crypto'
import { problem } from '@yingjin/kernel'
import type { AuditProblem } from './audit-problem.ts'

/** The last link of a chain, as it is printed in reports: `12:9f3c…`. */
export type Head = Readonly<{ number: bigint; digest: string }>

export const wordHead = ({ number, digest }: Head): string => `${number}:${digest}`
export const parseHead = (text: string): Head | null => {
  const parts = /^(\d{1,18}):([0-9a-f]{64})$/.exec(text.trim())
  return parts === null ? null : { number: BigInt(parts[1] ?? ''), digest: parts[2] ?? '' }
}

/** What was found: how much is sealed and holds, the first fault, and what waits for the next seal. */
export type VerifiedTrail = Readonly<{
  division: string
  seals: number
  entries: number
  head: Head | null
  broken: AuditProblem | null
  /** Reasons whose words were destroyed, which is by design; and those that no key at hand can hold against their digest. */
  reasons: Readonly<{ destroyed: number; unchecked: number }>
  open: Readonly<{ entries: number; first: bigint | null; since: string | null }>
}>

type Seal = Readonly<{ number: bigint; cluster: bigint; from_tid: bigint; below_tid: bigint; entries: readonly bigint[]; digests: Buffer; head: Buffer }>
type Written = Readonly<{ entry_id: bigint; text: string; tid: bigint; reason_digest: Buffer | null; reason: string | null; words: string | null }>

/** The digests that words may have, by every version of the county's key that is at hand; `null` where none is. */
export type ReasonDigests = ((text: string) => readonly Buffer[]) | null

/**
 * The rows of one span of transactions, each in its one writing. Said here again and not asked of `audit.written`: who
 * rewrites rows might rewrite a function too.
 */
const span = `
  select e.entry_id, jsonb_build_array(e.division, e.entry_id, e.cluster, e.tid, extract(epoch from e.recorded_at), e.kind, e.name, e.account_id, e.on_behalf_of,
    to_jsonb(e.persons), encode(e.reason_digest, 'hex'),
    (select jsonb_build_array(a.act_id, a.kind, a.happened_on - date '2000-01-01', extract(epoch from a.recorded_at), a.account_id, a.on_behalf_of,
        a.client_id, encode(a.order_digest, 'hex'))
     from audit.act a where a.division = e.division and a.act_id = e.act_id))::text as text,
    e.tid, e.reason_digest, (select a.reason from audit.act a where a.division = e.division and a.act_id = e.act_id) as reason,
    (select r.reason from audit.entry_reason r where r.division = e.division and r.entry_id = e.entry_id) as words
  from audit.entry e
  where e.division = $1 and (e.entry_id = any ($2) or (e.cluster = $3 and e.tid >= $4 and e.tid < $5))
  order by e.entry_id`

const sha256 = (...parts: readonly (string | Buffer)[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** Whoever answers statements within one transaction: a client of the owner, or of an actor who reads the whole trail. */
type Asked = Readonly<{ query: <Row extends object>(text: string, values: readonly unknown[]) => Promise<Readonly<{ rows: readonly Row[] }>> }>

/**
 * Holds the trail of a division against its seals, oldest first, in one transaction; the words of its reasons against their
 * digests; and the chain against printed heads.
 */
export const verifyTrail = async (client: Asked, division: string, digestsOf: ReasonDigests, printed: readonly Head[] = []): Promise<VerifiedTrail> => {
  const numbers = (await client.query<{ number: bigint }>('select number from audit.seal where division = $1 order by 1', [division])).rows
  let head: Head | null = null
  let before: Buffer = Buffer.alloc(0)
  let entries = 0
  let broken: AuditProblem | null = null
  const reasons = { destroyed: 0, unchecked: 0 }
  const heads = new Map<bigint, string>()
  for (const [at, { number }] of numbers.entries()) {
    if (number !== BigInt(at + 1)) broken = problem('audit/seal-missing', { number: BigInt(at + 1) })
    if (broken !== null) break
    const { rows } = await client.query<Seal>('select * from audit.seal where division = $1 and number = $2', [division, number])
    const seal = rows[0]
    if (seal === undefined) throw new Error('a seal that was there a moment ago is gone')
    broken = await faultOf(client, division, seal, before, row => {
      const so = reasonOf(row, digestsOf)
      if (so === 'destroyed' || so === 'unchecked') reasons[so] += 1
      return so !== 'altered'
    })
    if (broken !== null) break
    before = seal.head
    head = { number, digest: seal.head.toString('hex') }
    heads.set(number, head.digest)
    entries += seal.entries.length
  }
  broken ??= faultOfHeads(heads, printed)
  return { division, seals: heads.size, entries, head, broken, reasons, open: await openTail(client, division) }
}

/**
 * How the words of a reason stand to the digest that was sealed. An order keeps them with its act, a look on their own row.
 * Words that are gone may have been destroyed by right; words that are others, or stand where none were, were altered.
 */
const reasonOf = (
  { text, tid, reason_digest, reason, words }: Written,
  digestsOf: ReasonDigests,
): 'none' | 'as-sealed' | 'destroyed' | 'unchecked' | 'altered' => {
  const ofAct = text.endsWith(']]')
  if (ofAct ? words !== null : reason !== null) return 'altered'
  const said = ofAct ? reason : words
  if (reason_digest === null) return said === null ? 'none' : 'altered'
  if (said === null) return 'destroyed'
  // As `audit.record` writes it where nobody has a key.
  if (sha256(`${tid} ${said}`).equals(reason_digest)) return 'as-sealed'
  if (digestsOf === null) return 'unchecked'
  return digestsOf(`reason ${said}`).some(digest => digest.equals(reason_digest)) ? 'as-sealed' : 'altered'
}

const faultOf = async (client: Asked, division: string, seal: Seal, before: Buffer, holds: (row: Written) => boolean): Promise<AuditProblem | null> => {
  const { number, cluster, from_tid, below_tid, entries, digests } = seal
  const said = `["${division}", ${number}, ${cluster}, ${from_tid}, ${below_tid}, [${entries.join(', ')}]]`
  if (!sha256(before, said, digests).equals(seal.head)) return problem('audit/seal-altered', { number })
  const { rows } = await client.query<Written>(span, [division, entries, cluster, from_tid, below_tid])
  const found = new Map(rows.map(row => [row.entry_id, row]))
  for (const [at, entry] of entries.entries()) {
    const row = found.get(entry)
    if (row === undefined) return problem('audit/entry-missing', { number, entry })
    if (!sha256(row.text).equals(digests.subarray(at * 32, at * 32 + 32))) return problem('audit/entry-altered', { number, entry })
    if (!holds(row)) return problem('audit/reason-altered', { number, entry })
    found.delete(entry)
  }
  const [added] = found.keys()
  return added === undefined ? null : problem('audit/entry-added', { number, entry: added })
}

const faultOfHeads = (heads: ReadonlyMap<bigint, string>, printed: readonly Head[]): AuditProblem | null => {
  for (const { number, digest } of printed) {
    const found = heads.get(number)
    if (found === undefined) return problem('audit/head-beyond', { number, last: BigInt(heads.size) })
    if (found !== digest) return problem('audit/head-differs', { number, printed: digest, found })
  }
  return null
}

const openTail = async (client: Asked, division: string): Promise<VerifiedTrail['open']> => {
  const { rows } = await client.query<{ n: bigint; first: bigint | null; since: string | null }>(
    `select count(*) as n, min(e.entry_id) as first, min(e.recorded_at) as since
     from audit.entry e
     where e.division = $1 and e.tid >= coalesce((select max(s.below_tid) from audit.seal s where s.division = $1 and s.cluster = e.cluster), 0)`,
    [division],
  )
  const row = rows[0]
  return { entries: Number(row?.n ?? 0n), first: row?.first ?? null, since: row?.since ?? null }
}
