import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem, Result } from '@yingjin/kernel'
import type pg from 'pg'
import { perform } from '../../access/index.ts'
import { readDelivered } from '../../batch/receive/index.ts'
import type { JobScene } from '../../jobs/index.ts'
import { digestOf } from '../../platform/content/index.ts'
import { withPrivateScratch } from '../../platform/files/index.ts'
import { type WorkbookColumn, writeWorkbook } from '../../platform/workbook/index.ts'
import type { FieldVault, VaultPlace } from '../../platform/vault/index.ts'
import { deliveryCases, importCases } from '../../registry/index.ts'
import { readDeliveries, stageDeliveries } from '../jobs/index.ts'

type Desk = Readonly<{
  division: string
  /** The folder of the rosters that the run was of. */
  rosters: string
  pool: pg.Pool
  keys: VaultPlace
  fieldsOf: (division: string) => FieldVault
  /** The clerk who receives. */
  acting: string
  orThrow: <T>(result: Result<T, Problem>) => T
}>

const title = '农村低保备案表（截至2022年9月1日）'
const headers = ['序号', '户主姓名', '户主身份证号', '乡镇', '村（社区）', '保障状态'] as const
type Line = readonly (string | null)[]

/**
 * A list that the department of civil affairs sent again in September, with the faults such lists have: it was read, tried,
 * and given back to be put right, so that the department finds at its desk what was refused and why.
 */
export const layDownSentList = async ({ division, rosters, pool, keys, fieldsOf, acting, orThrow }: Desk): Promise<void> => {
  const deliveries = deliveryCases({ fieldsOf })
  const imports = importCases({ fieldsOf })
  const asked = { acting, fieldsOf }
  const scene: JobScene = {
    division,
    jobId: '0',
    attempt: 1,
    asked: { ...asked, clientId: crypto.randomUUID() },
    pool,
    say: () => undefined,
    signal: new AbortController().signal,
  }
  const content = await withPrivateScratch(scratch => written(scratch, division, rosters))
  const name = `${title}.xlsx`
  const { deliveryId } = orThrow(await perform(pool, deliveries.receive(content), { name, digest: digestOf(content), bytes: content.length }, asked))
  orThrow(await readDeliveries({ deliveryIds: [deliveryId] }, scene, keys))
  const [list] = orThrow(await perform(pool, deliveries.show, { deliveryId }, asked)).lists
  if (list === undefined) throw new Error('the list of the department was not recognised')
  const [staged] = orThrow(await stageDeliveries({ listIds: [list.listId] }, scene, keys)).staged
  if (staged === undefined) throw new Error('the list of the department was not tried')
  orThrow(await perform(pool, imports.giveUp, { importId: staged.importId }, asked))
  const { version } = orThrow(await perform(pool, deliveries.show, { deliveryId }, asked))
  orThrow(await perform(pool, deliveries.setAside, { deliveryId, version, says: '有整行没有收的，请民政局改正后重发' }, asked))
}

/** The list of August once more, and its last rows as they come from a hurried hand. */
const written = async (scratch: string, division: string, rosters: string): Promise<Buffer> => {
  const file = readdirSync(rosters).find(each => each.includes('农村低保备案表'))
  if (file === undefined) throw new Error('the invented county has no list of minimum living')
  const nothing = { rowsShown: 0, rowsReturned: 0 }
  const read = await readDelivered(join(rosters, file), file, { scratch, county: division, remembered: [], said: {}, show: nothing, onRows: () => undefined })
  const lines: Line[] = []
  for await (const rows of read.rowsOf('rural-minimum-living', 100))
    for (const { values } of rows)
      lines.push(
        [values['name'], values['id_number'], values['township'], values['village'], '在保'].map(value => (value === undefined ? null : String(value))),
      )
  const path = join(scratch, 'september.xlsx')
  await writeWorkbook(path, [
    {
      name: '备案表',
      heading: [title],
      columns: headers.map((header, at): WorkbookColumn<Line> => ({
        header,
        width: 12,
        kind: 'text',
        of: (row, n) => (at === 0 ? String(n + 1) : (row[at - 1] ?? null)),
      })),
      rows: faulty(lines.slice(0, 40)),
    },
  ])
  return readFileSync(path)
}

const faulty = (lines: readonly Line[]): readonly Line[] =>
  lines.map(([name = null, number = null, township = null, village = null, standing = null], at) => {
    switch (lines.length - at) {
      case 1:
        return [null, null, township, village, standing]
      case 2:
      case 3:
        return [name, number, township, village, '停保']
      case 4:
        return [name, '9.90101E+17', township, village, standing]
      case 5:
        return [name, `${number?.slice(0, 10) ?? ''}****${number?.slice(14) ?? ''}`, township, village, standing]
      default:
        return [name, number, township, village, standing]
    }
  })
