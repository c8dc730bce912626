import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { canonicalText, missingKeys, nodesAsRead, packDigest, type Policy, valueWord } from '@yingjin/policy'
import type { Received } from '../receive/index.ts'
import { type KeptTable, keptTables, type LineThen, type RunRecord } from './kept-run.ts'
import type { RunOrder } from './run-order.ts'

export const digestOfText = (text: string): string => createHash('sha256').update(text).digest('hex')

const digestOfFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** Digests of the kept tables as they lie there now. */
export const digestsOfKept = async (directory: string): Promise<Readonly<Record<KeptTable, string>>> =>
  Object.fromEntries(await Promise.all(keptTables.map(async table => [table, await digestOfFile(join(directory, `${table}.parquet`))]))) as Record<
    KeptTable,
    string
  >

/** A settled policy as words and digests: what a later decision is held against. */
export const settledThen = (policy: Policy): Pick<RunRecord, 'figures' | 'readingsTaken' | 'missing' | 'lines'> => {
  const figuresOf = (line: Policy['bundle'][number]): readonly string[] =>
    [...new Set(nodesAsRead(policy.settings, [line.due, line.amount]).flatMap(n => (n.kind === 'parameter' ? [n.key] : [])))].sort()
  const lines = policy.bundle.map((assembled, i): readonly [string, LineThen] => {
    const info = policy.lines[i]
    if (info === undefined) throw new Error(`no words for line ${assembled.line.id}`)
    return [
      info.id,
      {
        title: info.title,
        // A node is named by its content, whatever stands below it.
        rule: digestOfText([assembled.due.id, assembled.amount.id, canonicalText(assembled.line.delivery)].join('\n')),
        figures: figuresOf(assembled),
        readings: info.readings.map(r => r.id),
        criteria: info.criteria.map(c => c.failed),
        grounds: info.grounds.map(g => g.name),
        ...(info.toSet === null ? {} : { toSet: info.toSet }),
      },
    ]
  })
  const used = [...new Set(lines.flatMap(([, line]) => line.figures))].sort()
  return {
    figures: Object.fromEntries(
      used.map(key => {
        const { label, value } = policy.settings.parameter(key)
        const type = policy.pack.parameters[key]?.type
        if (type === undefined) throw new Error(`parameter ${key} was not checked`)
        return [key, { label, said: value === null ? '待录入' : valueWord(value, type) }]
      }),
    ),
    readingsTaken: Object.fromEntries(Object.keys(policy.pack.readings).map(id => [id, policy.settings.reading(id)])),
    missing: missingKeys(policy),
    lines: Object.fromEntries(lines),
  }
}

export const recordOf = async (order: RunOrder, policy: Policy, run: string, received: Received, directory: string): Promise<Omit<RunRecord, 'setAside'>> => ({
  run,
  programVersion: order.programVersion,
  pack: order.pack.id,
  packDigest: packDigest(order.pack, digestOfText),
  readings: order.readings,
  snapshots: received.tables.map(t => t.digest).sort(),
  restsOn: [...new Set(received.files.flatMap(f => (f.tables.length === 0 || f.snapshot === null ? [] : [f.snapshot])))].sort(),
  office: order.office === undefined ? null : { id: order.office.id, digest: order.office.digest, on: order.office.on, act: order.office.act },
  ...settledThen(policy),
  kept: await digestsOfKept(directory),
})
