import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { rotateKeys as rotate, type WrapsAnew } from '../../../batch/keep/rotate-keys.ts'
import { bringUpToDate } from '../../../access/index.ts'
import { sealAnew, sealedColumns } from '../../../main.ts'
import { dataDirectory } from '../../../platform/files/index.ts'
import { asOwner, openPool, openPostgres, placeOf, type PostgresPlace, wordPostgres } from '../../../platform/postgres/index.ts'
import { configDirectory, rewrapCountyKeys, type VaultPlace, wordVault } from '../../../platform/vault/index.ts'
import { countyIn } from '../arguments.ts'
import { type Command, complain, say, textOf } from './command.ts'

/** A new master key for a county, with all that it keeps under it; with `--fields`, new keys for the numbers in its records. */
export const rotateKeys: Command = {
  options: { county: { type: 'string' }, fields: { type: 'boolean' }, data: { type: 'string' }, config: { type: 'string' } },
  carryOut: async values => {
    const county = countyIn(values)
    if (!county.ok) return complain(county.message)
    const keys = { dataDir: resolve(textOf(values, 'data') ?? dataDirectory()), config: resolve(textOf(values, 'config') ?? configDirectory()) }
    const place = placeOf(keys.dataDir)
    // Where nobody has begun to keep records, none are begun here.
    if (place.kind === 'embedded' && !existsSync(place.folder))
      return values['fields'] === true ? complain('这里还没有应尽的记录，没有字段密钥可换。请核对 --data（或 DATABASE_URL）。') : ofMaster(keys, county.value)
    return withRecords(place, keys, owners =>
      values['fields'] === true
        ? ofFields(owners, keys, county.value)
        : ofMaster(keys, county.value, vault => asOwner(owners, (_, client) => rewrapCountyKeys(client, vault))),
    )
  },
}

const withRecords = async (place: PostgresPlace, keys: VaultPlace, work: (owners: ReturnType<typeof openPool>) => Promise<number>): Promise<number> => {
  const opened = await openPostgres(place, { config: keys.config })
  if (!opened.ok) return complain(wordPostgres(opened.problem))
  try {
    const ready = await bringUpToDate(opened.value.owner())
    if (!ready.ok) return complain(wordPostgres(ready.problem))
    const owners = openPool(opened.value.owner(), { name: 'keys', max: 2 })
    try {
      return await work(owners)
    } finally {
      await owners.end()
    }
  } finally {
    await opened.value.stop()
  }
}

const ofMaster = async (keys: VaultPlace, county: string, others?: WrapsAnew): Promise<number> => {
  const rotated = await rotate(keys, county, others)
  if (!rotated.ok) return complain(wordVault(rotated.problem))
  const { version, rewrapped, continued } = rotated.value
  say(
    continued
      ? `上次更换没有做完，已接着做完：${rewrapped} 份换到第 ${version} 把主密钥之下。要再换一把新的，请再运行一次。`
      : `已换上第 ${version} 把主密钥，${rewrapped} 份${others === undefined ? '快照和运行' : '快照、运行和字段密钥'}都在它之下。`,
  )
  say(`请另存一份“${keys.config}/keys/${county}”；以前的密钥留在原处，打开备份时还要用。`)
  return 0
}

const ofFields = async (owners: ReturnType<typeof openPool>, keys: VaultPlace, county: string): Promise<number> => {
  const anew = await sealAnew(owners, keys, county, ({ table, column }, { read }) => process.stderr.write(`  ${table}.${column} ${read} 条\n`))
  if (!anew.ok) return complain(wordVault(anew.problem))
  const { version, read, rewritten, continued } = anew.value
  say(
    `${continued ? '上次更换没有做完，已接着做完：' : '已换上'}第 ${version} 版字段密钥，${sealedColumns.length} 处密文共 ${read} 条，本次重新封存 ${rewritten} 条。`,
  )
  return 0
}
