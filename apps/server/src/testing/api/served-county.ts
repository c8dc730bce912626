import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '@yingjin/kernel'
import { bringUpToDate } from '../../access/index.ts'
import { openHttp, sessionCookie } from '../../doors/http/index.ts'
import { subjectsOf } from '../../main.ts'
import { removeFolder } from '../../platform/files/index.ts'
import { openLog } from '../../platform/log/index.ts'
import { aDatabase } from '../../platform/postgres/testing/index.ts'
import { makeFieldKey, openVault } from '../../platform/vault/index.ts'
import { carryOut, fieldsOf } from '../crash/carry-out.ts'
import { division, layDownCounty } from '../crash/lay-down.ts'
import { worksOf } from '../crash/works.ts'

/** Who asks: an office that may do everything, a school's aid clerk, a cadre of a township, and who sees counts only. */
export const askers = {
  office: { role: 'T-1', kind: 'division', key: division },
  school: { role: 'A-12', kind: 'school', key: '5' },
  township: { role: 'A-33', kind: 'township', key: '990101001' },
  counts: { role: 'A-31', kind: 'division', key: division },
} as const
export type AskerName = keyof typeof askers

export type ServedCounty = Readonly<{
  address: string
  tokenOf: (asker: AskerName) => string
  /** The name under which a browser keeps the session. */
  sessionCookie: string
  /** What went wrong inside, as the log has it. */
  faults: string[]
  /** A folder that goes with it. */
  scratch: string
  close: () => Promise<void>
}>

/** A county with children, a published run and leads, served at a port of this machine to accounts of several roles. */
export const aServedCounty = async ({ web }: Readonly<{ web?: string }> = {}): Promise<ServedCounty> => {
  const db = await aDatabase()
  const config = mkdtempSync(join(tmpdir(), 'api-'))
  must(await bringUpToDate(db.postgres.owner()))
  const vault = must(openVault(config, division, null))
  const fields = fieldsOf({ config, keys: [makeFieldKey(vault, 'field', []), makeFieldKey(vault, 'index', [])] })
  const [clerk, checker] = await db.asOwner((_, client) => layDownCounty(client))
  const { before, steps } = worksOf(fields, () => Promise.resolve())['publish'] ?? { before: [], steps: [] }
  const all = [...before, ...steps]
  await carryOut(db.pool, fields, all, { accounts: [String(clerk), String(checker)], clientIds: all.map(() => crypto.randomUUID()) })
  await db.asOwner(async (_, client) => {
    for (const [name, { role, kind, key }] of Object.entries(askers)) {
      await client.query(
        `with made as (insert into access.account (division, login_id, name, kind) values ($1, $2, $2, 'person') returning account_id)
         insert into access.grant (division, account_id, role, kind, key, ground, valid_from, given_act)
         select $1, account_id, $3, $4, $5, 'appointment', '2020-01-01', 1 from made`,
        [division, name, role, kind, key],
      )
      await client.query(
        `insert into login.session (user_id, digest, expires_at) values ($1, sha256(convert_to('token-' || $1, 'UTF8')), now() + interval '1 hour')`,
        [name],
      )
    }
  })
  const faults: string[] = []
  const log = openLog(line => void (line.includes('"error"') && faults.push(line)))
  const app = await openHttp({
    pool: db.pool,
    subjects: subjectsOf({ of: () => fields }, {}),
    fieldsOf: () => fields,
    log,
    asksPerMinute: 1_000_000,
    asksPerMinuteOfAddress: 1_000_000,
    ...(web === undefined ? {} : { web }),
  })
  return {
    address: await app.listen({ host: '127.0.0.1', port: 0 }),
    tokenOf: asker => `token-${asker}`,
    sessionCookie,
    faults,
    scratch: config,
    close: async () => {
      await app.close()
      await db.close()
      removeFolder(config)
    },
  }
}
