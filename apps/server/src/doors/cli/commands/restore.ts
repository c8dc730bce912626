import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { dataDirectory } from '../../../platform/files/index.ts'
import { restore as restoreInto, wordBackup } from '../../../platform/postgres/backup/index.ts'
import { isLostConnection, openPool, openPostgres, placeOf, wordPostgres } from '../../../platform/postgres/index.ts'
import { configDirectory, openCountyFields, type VaultPlace, type VaultProblem, wordVault } from '../../../platform/vault/index.ts'
import type pg from 'pg'
import { cannotKeep } from '../places.ts'
import { tellContent } from './backup.ts'
import { type Command, complain, say, textOf } from './command.ts'

/** Lays a backup into an empty database. */
export const restore: Command = {
  options: { data: { type: 'string' }, config: { type: 'string' } },
  carryOut: async (values, [folder, ...more]) => {
    if (folder === undefined || more.length > 0) return complain('请写明一个备份文件夹：yingjin restore <备份文件夹>')
    if (!existsSync(folder)) return complain(`找不到文件夹“${folder}”，请核对写法`)
    const data = resolve(textOf(values, 'data') ?? dataDirectory())
    const place = placeOf(data)
    const kept = place.kind === 'embedded' ? cannotKeep(data) : null
    if (kept !== null) return complain(kept)
    const keys = { dataDir: data, config: resolve(textOf(values, 'config') ?? configDirectory()) }
    const opened = await openPostgres(place, { config: keys.config })
    if (!opened.ok) return complain(wordPostgres(opened.problem))
    try {
      const laid = await restoreInto(opened.value.owner(), folder)
      if (!laid.ok) return complain(wordBackup(laid.problem))
      say(`恢复完成：${tellContent(laid.value.manifest)}`)
      if (laid.value.steps.length > 0) say(`  备份的结构比本程序旧，已升级：${laid.value.steps.join('、')}`)
      for (const closed of await closedCounties(opened.value.owner(), keys)) say(`  打开它的证件号码还缺密钥：${wordVault(closed)}`)
      return 0
    } catch (error) {
      if (isLostConnection(error)) return complain('恢复时与数据库的连接断了，数据库仍是空的。请核对数据库后再试一次。')
      throw error
    } finally {
      await opened.value.stop()
    }
  },
}

/** Counties whose master key is not at hand here: the backup is whole without them, and nobody can open their numbers. */
const closedCounties = async (owner: pg.ClientConfig, keys: VaultPlace): Promise<readonly VaultProblem[]> => {
  const owners = openPool(owner, { name: 'keys', max: 1 })
  try {
    return (await openCountyFields(owners, keys)).closed()
  } finally {
    await owners.end()
  }
}
