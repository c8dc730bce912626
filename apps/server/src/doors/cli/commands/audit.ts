import { resolve } from 'node:path'
import { auditWording, type Head, parseHead, type ReasonDigests, type VerifiedTrail, verifyTrail, wordHead } from '../../../platform/audit/index.ts'
import { dataDirectory } from '../../../platform/files/index.ts'
import {
  appliedIn,
  asOwner,
  connected,
  mayHoldRecords,
  openPool,
  openPostgres,
  placeOf,
  readMigrations,
  remaining,
  wordPostgres,
} from '../../../platform/postgres/index.ts'
import { configDirectory, type CountyFields, openCountyFields } from '../../../platform/vault/index.ts'
import { word } from '@yingjin/kernel'
import { type Command, complain, noRecords, say, textOf } from './command.ts'

/** Holds the trail against its seals, and against heads printed in reports. */
export const audit: Command = {
  options: { county: { type: 'string' }, head: { type: 'string', multiple: true }, data: { type: 'string' }, config: { type: 'string' } },
  carryOut: async (values, positionals) => {
    const [verb, ...more] = positionals
    if (verb !== 'verify' || more.length > 0) return complain('请写 yingjin audit verify')
    const county = textOf(values, 'county')
    const printed: Head[] = []
    for (const text of Array.isArray(values['head']) ? values['head'] : []) {
      const head = parseHead(text)
      if (head === null) return complain(`“${text}”不是封记；请照报表上印的写，例如 12:9f3c…（冒号后 64 位）`)
      printed.push(head)
    }
    if (printed.length > 0 && county === null) return complain('用 --head 时请用 --county 写明是哪个县的报表')
    const keys = { dataDir: resolve(textOf(values, 'data') ?? dataDirectory()), config: resolve(textOf(values, 'config') ?? configDirectory()) }
    const place = placeOf(keys.dataDir)
    if (!mayHoldRecords(place)) return complain(noRecords)
    const opened = await openPostgres(place, { config: keys.config })
    if (!opened.ok) return complain(wordPostgres(opened.problem))
    const state = await connected(opened.value.owner(), async client => {
      const applied = await appliedIn(client)
      return applied === null ? null : remaining(applied, readMigrations(), client.database ?? '')
    })
    if (state === null || !state.ok || state.value.length > 0) {
      await opened.value.stop()
      if (state !== null && !state.ok) return complain(wordPostgres(state.problem))
      return complain(state === null ? noRecords : '数据库的结构比程序旧，先运行一次 yingjin serve 更新结构，再核对。数据没有改动。')
    }
    const pool = openPool({ ...opened.value.owner(), options: '-c default_transaction_isolation=repeatable\\ read' }, { name: 'audit', max: 1 })
    try {
      const fields = await openCountyFields(pool, keys)
      // One moment for all, so that a seal made meanwhile is not half seen.
      const found = await asOwner(pool, async (_, client) => {
        const { rows } = await client.query<{ division: string; name: string }>(
          'select division, name from infrastructure.division where $1::text is null or division = $1 order by 1',
          [county],
        )
        const each: (VerifiedTrail & Readonly<{ name: string }>)[] = []
        for (const { division, name } of rows) each.push({ ...(await verifyTrail(client, division, digestsBy(fields, division), printed)), name })
        return each
      })
      if (found.length === 0) return complain(county === null ? '库里还没有县。' : `库里没有 ${county} 这个县。`)
      for (const each of found) tell(each)
      return found.some(({ broken }) => broken !== null) ? 1 : 0
    } finally {
      await pool.end()
      await opened.value.stop()
    }
  },
}

/** Without its keys the chain of a county is held all the same; the words of its reasons are not, and that is said. */
const digestsBy = (fields: CountyFields, division: string): ReasonDigests => (fields.opens(division) ? fields.of(division).orderDigests : null)

const tell = ({ name, division, seals, entries, head, broken, reasons, open }: VerifiedTrail & Readonly<{ name: string }>): void => {
  say(`${name}（${division}）`)
  if (broken === null) say(`  已封记 ${entries} 条（${seals} 号封记），没有发现改动`)
  else say(`  ${word(auditWording, broken)}`)
  if (broken === null && head !== null) say(`  最新封记 ${wordHead(head)}`)
  if (broken === null && reasons.destroyed > 0) say(`  其中 ${reasons.destroyed} 条的原因文字已按规定销毁，记录本身没有改动`)
  if (broken === null && reasons.unchecked > 0) say(`  其中 ${reasons.unchecked} 条的原因没有核对：密钥不在手头，请用 --config 写明配置目录再核对一次`)
  if (open.entries > 0) say(`  还没有封记的 ${open.entries} 条，从第 ${open.first} 条（${open.since?.slice(0, 19).replace('T', ' ')}）起，不在本次核对之内`)
}
