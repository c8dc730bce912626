import { resolve } from 'node:path'
import { accessWording } from '@yingjin/domain/access'
import { registryWording } from '@yingjin/domain/registry'
import { type Problem, word, type WordingFor } from '@yingjin/kernel'
import type pg from 'pg'
import { admitCommandLine, bringUpToDate, openLogin, ownSecrets, perform } from '../../../access/index.ts'
import { keepOfficeSnapshot, type OfficeManifest, officeSnapshots } from '../../../batch/office/office-store.ts'
import { listDivisions } from '../../../platform/divisions/index.ts'
import { dataDirectory } from '../../../platform/files/index.ts'
import { asActorReading, asOwner, openPool, openPostgres, placeOf, wordPostgres } from '../../../platform/postgres/index.ts'
import { configDirectory, openCountyFields, type VaultPlace, vaultToSeal, vaultWording } from '../../../platform/vault/index.ts'
import { programVersion } from '../../../platform/version.ts'
import { officeQueries } from '../../../leads/index.ts'
import { officeCases } from '../../../registry/index.ts'
import { countyIn } from '../arguments.ts'
import { type Command, complain, say, textOf } from './command.ts'

/** Takes what the office knows along as one sealed snapshot, which the runs to come are told; without `--as` it lists those that are there. */
export const officeSnapshot: Command = {
  options: {
    county: { type: 'string' },
    as: { type: 'string' },
    on: { type: 'string' },
    act: { type: 'string' },
    data: { type: 'string' },
    config: { type: 'string' },
  },
  carryOut: async (values, more) => {
    if (more.length > 0) return complain('请写 yingjin office-snapshot --county <区划代码> --as <账号>；只写 --county 可以列出已有的')
    const county = countyIn(values)
    if (!county.ok) return complain(county.message)
    const keys = { dataDir: resolve(textOf(values, 'data') ?? dataDirectory()), config: resolve(textOf(values, 'config') ?? configDirectory()) }
    const named = textOf(values, 'as')
    if (named === null) {
      const kept = officeSnapshots(keys.dataDir, county.value)
      for (const each of kept) say(told(each))
      if (kept.length === 0) say(`数据目录“${keys.dataDir}”里没有 ${county.value} 的办公库快照。请用 --as 写明以谁的账号导出。`)
      return 0
    }
    const order = {
      ...(textOf(values, 'on') === null ? {} : { on: textOf(values, 'on') }),
      ...(textOf(values, 'act') === null ? {} : { asKnownOn: textOf(values, 'act') }),
    }
    return withOffice(keys, county.value, async ({ office, actingFor, fieldsOf }) => {
      const acting = await actingFor(named)
      if (acting === null) return complain(`${county.value} 没有账号“${named}”。请用 account list 看有哪些。`)
      const vault = await vaultToSeal(keys, county.value)
      if (!vault.ok) return complain(word(vaultWording, vault.problem))
      const kept = await keepOfficeSnapshot({ dataDir: keys.dataDir, vault: vault.value, programVersion }, sink =>
        perform(office, officeCases({ fieldsOf, queries: officeQueries, sink }).take, order, { acting }),
      )
      if (!kept.ok) return complain(word({ ...accessWording, ...registryWording } as WordingFor<Problem>, kept.problem))
      say(`已导出${told(kept.value)}`)
      say('  已用本县密钥封存在数据目录里；以后对本县运行 yingjin run 会自动带上最新的一份（--office 可以指定，--office 不用 则不带）。')
      return 0
    })
  },
}

const told = ({ id, on, act, persons }: OfficeManifest): string => `办公库快照 ${id}：${persons} 人，截至第 ${act} 次办理，按 ${on} 的情况`

type Desk = Readonly<{
  office: pg.Pool
  fieldsOf: Awaited<ReturnType<typeof openCountyFields>>['of']
  /** How the command line acts in the name of an account, by the name it logs in with; null where the county has none of that name. */
  actingFor: (named: string) => Promise<string | null>
}>

/** The records of a county open, with the keys of its fields at hand. */
const withOffice = async (keys: VaultPlace, county: string, work: (desk: Desk) => Promise<number>): Promise<number> => {
  const opened = await openPostgres(placeOf(keys.dataDir), { config: keys.config })
  if (!opened.ok) return complain(wordPostgres(opened.problem))
  try {
    const ready = await bringUpToDate(opened.value.owner())
    if (!ready.ok) return complain(wordPostgres(ready.problem))
    const ofLibrary = opened.value.login()
    if (ofLibrary === null) return complain('数据库里没有登录用的用户 yingjin_login，或者不知道它的口令。请管理员建立后再试。')
    const secrets = await ownSecrets(keys.config)
    const owners = openPool(opened.value.owner(), { name: 'owner', max: 1 })
    const office = openPool(opened.value.office(), { max: 2 })
    const login = openLogin(ofLibrary, secrets.login)
    try {
      const division = { code: county, name: listDivisions().find(({ code }) => code === county)?.name ?? county }
      const commandLine = await asOwner(owners, (_, client) => admitCommandLine(client, division, secrets, keys))
      const actingFor = async (named: string): Promise<string | null> => {
        const userId = [...(await login.listNames())].find(([, each]) => each === named.toLowerCase())?.[0]
        if (userId === undefined) return null
        const account = await asActorReading(office, commandLine, tx =>
          tx.selectFrom('access.account').select('account_id').where('division', '=', county).where('login_id', '=', userId).executeTakeFirst(),
        )
        return account === undefined ? null : `machine:${secrets.machine}:${account.account_id}`
      }
      return await work({ office, actingFor, fieldsOf: (await openCountyFields(office, keys)).of })
    } finally {
      await Promise.all([owners.end(), office.end(), login.close()])
    }
  } finally {
    await opened.value.stop()
  }
}
