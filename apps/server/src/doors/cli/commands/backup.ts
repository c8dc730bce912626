import { join, resolve } from 'node:path'
import { dataDirectory } from '../../../platform/files/index.ts'
import { backUp, type Manifest, wordBackup } from '../../../platform/postgres/backup/index.ts'
import { isLostConnection, openPostgres, placeOf, wordPostgres } from '../../../platform/postgres/index.ts'
import { configDirectory } from '../../../platform/vault/index.ts'
import { cannotWrite, firstProblem } from '../places.ts'
import { type Command, complain, say, textOf } from './command.ts'

/** Writes all records as of one moment into a folder. */
export const backup: Command = {
  options: { out: { type: 'string' }, data: { type: 'string' }, config: { type: 'string' } },
  carryOut: async values => {
    const out = textOf(values, 'out')
    if (out === null) return complain('请用 --out 写明备份写到哪个文件夹')
    const place = firstProblem(() => cannotWrite(resolve(out, '..'), '备份所在的文件夹'))
    if (place !== null) return complain(place)
    const config = resolve(textOf(values, 'config') ?? configDirectory())
    const opened = await openPostgres(placeOf(resolve(textOf(values, 'data') ?? dataDirectory())), { config })
    if (!opened.ok) return complain(wordPostgres(opened.problem))
    try {
      const made = await backUp(opened.value.owner(), out)
      if (!made.ok) return complain(wordBackup(made.problem))
      const { folder, manifest, left } = made.value
      say(`备份完成：${folder}`)
      say(`  ${tellContent(manifest)}`)
      if (left.length > 0) say(`  库里不属于应尽的模式没有备份：${left.join('、')}`)
      say(`  证件号码、电话、账号在备份里是密文，打开它们要用主密钥（${join(config, 'keys')}），请另外保管，不要和备份放在一起。`)
      return 0
    } catch (error) {
      if (isLostConnection(error)) return complain('备份时与数据库的连接断了，没有写成备份。请核对数据库后再试一次。')
      throw error
    } finally {
      await opened.value.stop()
    }
  },
}

/** What a backup holds, in one line. */
export const tellContent = ({ tables, asOf, migrations }: Manifest): string =>
  `${tables.length} 张表 ${tables.reduce((sum, table) => sum + table.rows, 0)} 行，截至 ${asOf.slice(0, 19).replace('T', ' ')}，结构第 ${migrations.length} 号`
