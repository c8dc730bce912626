import { resolve } from 'node:path'
import type pg from 'pg'
import { admitCommandLine, bringUpToDate, openLogin, type OwnSecrets, ownSecrets } from '../../../access/index.ts'
import { listDivisions } from '../../../platform/divisions/index.ts'
import { dataDirectory } from '../../../platform/files/index.ts'
import { asActorReading, asOwner, mayHoldRecords, openPool, openPostgres, placeOf, type Postgres, wordPostgres } from '../../../platform/postgres/index.ts'
import { configDirectory, type VaultPlace } from '../../../platform/vault/index.ts'
import { countyIn } from '../arguments.ts'
import { complain, noRecords, textOf, type Values } from './command.ts'

/** What a verb about the records of one county has at hand; it acts in the name of the command line of that county. */
export type CountyDesk = Readonly<{
  county: string
  acting: string
  office: pg.Pool
  server: Postgres
  secrets: OwnSecrets
  keys: VaultPlace
}>

/**
 * Opens the records of `--county`, brings them up to date, does `work` and closes them again; gives its exit code.
 * `founds`: whether the first records may come of it; who only looks founds nothing and is told so.
 */
export const atCounty = async (values: Values, { founds }: Readonly<{ founds: boolean }>, work: (desk: CountyDesk) => Promise<number>): Promise<number> => {
  const county = countyIn(values)
  if (!county.ok) return complain(county.message)
  const keys = { dataDir: resolve(textOf(values, 'data') ?? dataDirectory()), config: resolve(textOf(values, 'config') ?? configDirectory()) }
  const place = placeOf(keys.dataDir)
  if (!founds && !mayHoldRecords(place)) return complain(noRecords)
  const opened = await openPostgres(place, { config: keys.config })
  if (!opened.ok) return complain(wordPostgres(opened.problem))
  const server = opened.value
  try {
    const ready = await bringUpToDate(server.owner())
    if (!ready.ok) return complain(wordPostgres(ready.problem))
    const secrets = await ownSecrets(keys.config)
    const owners = openPool(server.owner(), { name: 'owner', max: 1 })
    const office = openPool(server.office(), { max: 2 })
    try {
      const division = { code: county.value, name: listDivisions().find(({ code }) => code === county.value)?.name ?? county.value }
      const acting = await asOwner(owners, (_, client) => admitCommandLine(client, division, secrets, keys))
      return await work({ county: county.value, acting, office, server, secrets, keys })
    } finally {
      await Promise.all([owners.end(), office.end()])
    }
  } finally {
    await server.stop()
  }
}

/** Why nobody logs in: the library of logins has no role of its own, or nobody knows its password. */
export const noLoginRole = '数据库里没有登录用的用户 yingjin_login，或者不知道它的口令。请管理员建立后再试。'

/** Does `work` in the name of the account that logs in as `named`, by what that account may do; who does not exist is refused. */
export const inTheNameOf = async (
  { county, acting, office, server, secrets }: CountyDesk,
  named: string,
  work: (acting: string) => Promise<number>,
): Promise<number> => {
  const ofLibrary = server.login()
  if (ofLibrary === null) return complain(noLoginRole)
  const login = openLogin(ofLibrary, secrets.login)
  try {
    const userId = [...(await login.listNames())].find(([, each]) => each === named.toLowerCase())?.[0]
    const account =
      userId === undefined
        ? undefined
        : await asActorReading(office, acting, tx =>
            tx.selectFrom('access.account').select('account_id').where('division', '=', county).where('login_id', '=', userId).executeTakeFirst(),
          )
    return account === undefined
      ? complain(`${county} 没有账号“${named}”。请用 account list 看有哪些。`)
      : await work(`machine:${secrets.machine}:${account.account_id}`)
  } finally {
    await login.close()
  }
}
