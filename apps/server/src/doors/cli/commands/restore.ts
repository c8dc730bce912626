import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { dataDirectory } from '../../../platform/files/index.ts'
import { restore as restoreInto, wordBackup } from '../../../platform/postgres/backup/index.ts'
import { isLostConnection, openPostgres, placeOf, wordPostgres } from '../../../platform/postgres/index.ts'
import { cannotKeep } from '../places.ts'
import { tellContent } from './backup.ts'
import { type Command, complain, say, textOf } from './command.ts'

/** Lays a backup into an empty database. */
export const restore: Command = {
  options: { data: { type: 'string' } },
  carryOut: async (values, [folder, ...more]) => {
    if (folder === undefined || more.length > 0) return complain('请写明一个备份文件夹：yingjin restore <备份文件夹>')
    if (!existsSync(folder)) return complain(`找不到文件夹“${folder}”，请核对写法`)
    const data = resolve(textOf(values, 'data') ?? dataDirectory())
    const place = placeOf(data)
    const kept = place.kind === 'embedded' ? cannotKeep(data) : null
    if (kept !== null) return complain(kept)
    const opened = await openPostgres(place)
    if (!opened.ok) return complain(wordPostgres(opened.problem))
    try {
      const laid = await restoreInto(opened.value.owner(), folder)
      if (!laid.ok) return complain(wordBackup(laid.problem))
      say(`恢复完成：${tellContent(laid.value.manifest)}`)
      if (laid.value.steps.length > 0) say(`  备份的结构比本程序旧，已升级：${laid.value.steps.join('、')}`)
      return 0
    } catch (error) {
      if (isLostConnection(error)) return complain('恢复时与数据库的连接断了，数据库仍是空的。请核对数据库后再试一次。')
      throw error
    } finally {
      await opened.value.stop()
    }
  },
}
