import { accessWording } from '@yingjin/domain/access'
import {
  type EntryUnit,
  importStatusWords,
  type listImportLines,
  type FactMatter,
  type ImportCounts,
  type ImportFigure,
  importFigureKinds,
  importFigures,
  losesMany,
  matterWords,
  notHereWord,
  registryWording,
  rowsWord,
} from '@yingjin/domain/registry'
import { type Problem, type Result, type Term, termOnPaper, word, type WordingFor } from '@yingjin/kernel'
import type pg from 'pg'
import type { z } from 'zod'
import { perform } from '../../../access/index.ts'
import { openCountyFields } from '../../../platform/vault/index.ts'
import { resultCases } from '../../../leads/index.ts'
import { importCases, importLineCases, receivedCases, type RegistryParts } from '../../../registry/index.ts'
import { atCounty, inTheNameOf } from './at-county.ts'
import { type Command, complain, say, textOf, type Values } from './command.ts'

const usage =
  '请写 yingjin imports list、imports show <批次>、imports try <批次>、imports lines <批次> --figure <看哪个数>、imports commit <批次>、imports give-up <批次> 或 imports undo <批次> [--yes]，并写明 --county 和 --as <账号>'

/**
 * The batches of rows that were received (收数批次), for whoever runs the program where the web office is of no use: tried,
 * committed, given up and undone in the name of an account, by what that account may do and with its name on the trail.
 */
export const imports: Command = {
  options: {
    county: { type: 'string' },
    as: { type: 'string' },
    figure: { type: 'string' },
    yes: { type: 'boolean' },
    data: { type: 'string' },
    config: { type: 'string' },
  },
  carryOut: async (values, [verb = '', named = '', ...more]) => {
    const work = Object.hasOwn(verbs, verb) ? verbs[verb as keyof typeof verbs] : undefined
    const as = textOf(values, 'as')
    if (work === undefined || more.length > 0 || (verb === 'list') !== (named === '') || as === null) return complain(usage)
    if (verb !== 'list' && !/^\d{1,18}$/.test(named)) return complain(`“${named}”不是收数批次；批次是数字，用 imports list 看有哪些。`)
    return atCounty(values, { founds: false }, desk =>
      inTheNameOf(desk, as, async acting => {
        const fields = await openCountyFields(desk.office, desk.keys)
        const closed = fields.closed().length > 0 && !fields.opens(desk.county)
        if (closed) return complain(`${desk.county} 的密钥不在手头，打不开收到的行。请用 --config 写明配置目录。`)
        return work({ values, importId: named, acting, office: desk.office, cases: importCases({ fieldsOf: fields.of }), fieldsOf: fields.of })
      }),
    )
  },
}

type Desk = Readonly<{
  values: Values
  importId: string
  acting: string
  office: pg.Pool
  cases: ReturnType<typeof importCases>
  fieldsOf: RegistryParts['fieldsOf']
}>

const wordings = { ...accessWording, ...registryWording } as unknown as WordingFor<Problem>
const told = <T>(result: Result<T, Problem>, tell: (value: T) => void): number => {
  if (!result.ok) return complain(word(wordings, result.problem))
  tell(result.value)
  return 0
}

const received = receivedCases()

const takenWord = ({ sheetRows, rowsAccepted, unit }: Readonly<{ sheetRows: number; rowsAccepted: number; unit: EntryUnit }>): string =>
  rowsWord({ sheetRows, entries: rowsAccepted, unit })

const list = async ({ office, acting }: Desk): Promise<number> =>
  told(await perform(office, received.list, { limit: 200 }, { acting }), ({ total, imports: batches }) => {
    for (const each of batches)
      say(
        `${each.importId}  ${each.rosterName}  ${each.sender}${each.asOf === null ? '' : `  截至 ${each.asOf}`}  ${importStatusWords[each.status]}  收 ${takenWord(each)}，未收 ${each.rowsRefused} 行${each.undecided === 0 ? '' : `，存疑 ${each.undecided} 行`}`,
      )
    if (batches.length === 0) say('还没有收数批次。')
    else if (total > batches.length) say(`共 ${total} 批，以上是最新的 ${batches.length} 批。`)
  })

const tellCounts = ({ rows, persons, facts, locked, absence, lastList }: ImportCounts): void => {
  say(
    `  收 ${rows.accepted} 行，未收 ${rows.refused} 行；对上 ${persons.matched} 人，新增 ${persons.new} 人，存疑 ${rows.doubtful} 行，重复 ${rows.repeated} 行`,
  )
  for (const [matter, counted] of Object.entries(facts) as [FactMatter, NonNullable<ImportCounts['facts'][FactMatter]>][])
    say(`  ${matterWords[matter]}：新增 ${counted.new}，变更 ${counted.changed}，终止 ${counted.ended}，不变 ${counted.unchanged}`)
  if (lastList !== null && lastList.notHere > 0) say(`  ${losesMany(lastList) ? '注意：' : ''}${notHereWord(lastList, absence)}`)
  for (const { name, changed, came } of locked) if (changed + came > 0) say(`  锁定名单“${name}”：${changed} 人的信息变了，新到 ${came} 人`)
}

const show = async ({ office, acting, importId }: Desk): Promise<number> => {
  const found = await perform(office, received.list, { importId }, { acting })
  if (found.ok && found.value.imports.length === 0) return complain(`没有找到收数批次 ${importId}，或者不在您的权限范围内。请用 imports list 看有哪些。`)
  return told(found, ({ imports: [batch] }) => {
    if (batch === undefined) return
    say(`${batch.importId}  ${batch.rosterName}（${batch.source}）  ${importStatusWords[batch.status]}`)
    say(`  ${batch.sender} 报来${batch.asOf === null ? '' : `，截至 ${batch.asOf}`}；收 ${takenWord(batch)}，未收 ${batch.rowsRefused} 行`)
    if (batch.undecided > 0) say(`  还有 ${batch.undecided} 行存疑，请在网页的“收数”里回答；没有回答的不入库`)
    for (const [when, what] of [
      [batch.stagedAt, '登记'],
      [batch.committedAt, '入库'],
      [batch.undoneAt, '撤销'],
    ] as const)
      if (when !== null) say(`  ${when.slice(0, 16).replace('T', ' ')} ${what}`)
  })
}

const isFigure = (written: string): written is ImportFigure => (importFigureKinds as readonly string[]).includes(written)
const figuresWord = importFigureKinds.map(each => `${each}（${importFigures[each].word}）`).join('、')
const toLines = (importId: string): void =>
  say(`  逐条列出用 imports lines ${importId} --figure <看哪个数>，例如 --figure facts-changed（${importFigures['facts-changed'].word}）`)

type Line = z.output<typeof listImportLines.outcome>['lines'][number]
type Fact = Line['facts'][number]
const factWord = ({ word: what, was, will, by }: Fact): string => {
  const source = by === null ? null : [by.sourceName, by.asOf === null ? null : `截至 ${by.asOf}`].filter(each => each !== null).join('，')
  return `${what}：${was === will ? was : `${was ?? '没有'} → ${will ?? '没有了'}`}${source === null ? '' : `（原登记：${source}）`}`
}
const lineWord = ({ name, school, className, township, place, facts }: Line): string =>
  [
    name ?? '（没有姓名）',
    [school, className, township].filter(each => each !== null).join(' '),
    place === null ? '不在这份上' : `“${place.sheet}”第 ${place.row} 行`,
    ...facts.map(factWord),
  ]
    .filter(each => each !== '')
    .join('  ')

/** The lines of one figure, as the page of the batch opens them. */
const lines = async ({ values, office, acting, importId, fieldsOf }: Desk): Promise<number> => {
  const figure = textOf(values, 'figure') ?? ''
  if (!isFigure(figure)) return complain(`请用 --figure 写明看哪个数：${figuresWord}`)
  const cases = importLineCases({ fieldsOf })
  for (let after: string | null | undefined; ;) {
    const page = await perform(office, cases.list, { importId, figure, limit: 200, ...(after === undefined ? {} : { after }) }, { acting, fieldsOf })
    if (!page.ok) return complain(word(wordings, page.problem))
    const { total, beyond, next } = page.value
    const { word: what, measure } = importFigures[figure]
    if (after === undefined) say(`${what}：共 ${total} ${measure}${beyond === 0 ? '' : `；另有 ${beyond} ${measure}不在您的范围内`}`)
    for (const line of page.value.lines) say(`  ${lineWord(line)}`)
    if (next === null) return 0
    after = next
  }
}

const tryOut = async ({ office, acting, importId, cases }: Desk): Promise<number> =>
  told(await perform(office, cases.dryRun, { importId }, { acting }), counts => {
    say(`收数批次 ${importId} 试算好了，还没有入库。入库会这样改：`)
    tellCounts(counts)
    toLines(importId)
  })

const commit = async ({ office, acting, importId, cases }: Desk): Promise<number> =>
  told(await perform(office, cases.commit, { importId }, { acting }), counts => {
    say(`收数批次 ${importId} 已入库：`)
    tellCounts(counts)
    toLines(importId)
  })

const giveUp = async ({ office, acting, importId, cases }: Desk): Promise<number> =>
  told(await perform(office, cases.giveUp, { importId }, { acting }), () => say(`收数批次 ${importId} 已放弃，什么也没有入库。`))

/** First what it would do; done only when whoever asks says that this was read. */
const undo = async ({ values, office, acting, importId, cases }: Desk): Promise<number> => {
  if (values['yes'] === true)
    return told(await perform(office, cases.undo, { importId }, { acting }), ({ ended, restored, personsGone }) =>
      say(`收数批次 ${importId} 已撤销：撤回 ${ended} 条，恢复 ${restored} 条，撤去 ${personsGone} 人。`),
    )
  const published = await perform(office, resultCases.runs, { importId, limit: 20 }, { acting })
  return told(await perform(office, received.undo, { importId }, { acting }), ({ status, ended, restored, personsGone, rests }) => {
    if (status !== 'committed') say(`收数批次 ${importId} 现在是“${importStatusWords[status]}”，没有可以撤销的。`)
    else {
      say(`撤销收数批次 ${importId}，会撤回它写入的 ${ended} 条，恢复它改动以前的 ${restored} 条，撤去只在这一批里出现过的 ${personsGone} 人。还没有撤销。`)
      say(`  逐条列出用 imports lines ${importId} --figure undo-ended（撤回的）、undo-restored（恢复的）、undo-gone（撤去的人）`)
      const used = published.ok ? published.value.runs.map(({ term, run }) => `${termOnPaper(term as Term)} ${run}`) : []
      say(`  ${used.length === 0 ? '' : `已发布的核定用过这一批：${used.join('、')}。`}已发布的结果不会随着改；到下一次发布，才按那时的名册算。`)
      for (const { word: what, label } of rests) say(`  先要办：${what} ${label}`)
      say(rests.length === 0 ? '看过了要办，请加 --yes 再运行一次。' : `后面还有 ${rests.length} 项依据它，现在不能撤销。`)
    }
  })
}

const verbs = { list, show, try: tryOut, lines, commit, 'give-up': giveUp, undo } as const
