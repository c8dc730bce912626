import { resolve } from 'node:path'
import { accessWording } from '@yingjin/domain/access'
import { leadsWording, presenceWords, questionPresenceWords, resultChangeWords, resultStateWords } from '@yingjin/domain/leads'
import { registryWording } from '@yingjin/domain/registry'
import { type Problem, type Term, termOnPaper, word, type WordingFor } from '@yingjin/kernel'
import { rosterKinds } from '@yingjin/intake'
import type { Village } from '@yingjin/comparison'
import type pg from 'pg'
import { admitPublisher, bringUpToDate, ownSecrets, perform } from '../../../access/index.ts'
import { type HandOver, handOverWording, openHandOver } from '../../../batch/run/hand-over.ts'
import { keptRun, latestRun, noRunYet } from '../../../batch/run/kept-run.ts'
import { digestsOfKept, publishKeptRun, type Published, resultCases, type RunTable } from '../../../leads/index.ts'
import { countyNameOf, countyPack } from '../../../packs.ts'
import { dataDirectory, withPrivateScratch } from '../../../platform/files/index.ts'
import { asOwner, openPool, openPostgres, placeOf, wordPostgres } from '../../../platform/postgres/index.ts'
import { configDirectory, openCountyFields, type VaultPlace } from '../../../platform/vault/index.ts'
import { countyIn, termIn } from '../arguments.ts'
import { cannotReadFile } from '../places.ts'
import { type Command, complain, say, textOf } from './command.ts'
import { villagesSaid } from './villages.ts'

/** Publishes a kept run into the records, or holds what stands there against it. */
export const publish: Command = {
  options: {
    county: { type: 'string' },
    term: { type: 'string' },
    run: { type: 'string' },
    divisions: { type: 'string' },
    verify: { type: 'boolean' },
    data: { type: 'string' },
    config: { type: 'string' },
  },
  carryOut: async values => {
    const county = countyIn(values)
    if (!county.ok) return complain(county.message)
    const term = termIn(values)
    if (!term.ok) return complain(term.message)
    const keys = { dataDir: resolve(textOf(values, 'data') ?? dataDirectory()), config: resolve(textOf(values, 'config') ?? configDirectory()) }
    const divisions = textOf(values, 'divisions')
    const unreadable = divisions === null ? null : cannotReadFile(divisions)
    if (unreadable !== null) return complain(unreadable)
    const villages = villagesSaid(county.value, divisions)
    if (!villages.ok) return complain(villages.message)
    const name = await nameOf(county.value, term.value)
    const named = textOf(values, 'run')
    const kept = named === null ? latestRun(keys.dataDir, county.value, term.value) : keptRun(keys.dataDir, county.value, term.value, named)
    if (kept === null)
      return complain(named === null ? noRunYet(name, termOnPaper(term.value)) : `${name}${termOnPaper(term.value)}没有编号 ${named} 的运行，请核对编号`)
    return withPrivateScratch(async scratch => {
      const opened = await openHandOver(keys, { county: county.value, term: term.value, ...kept }, scratch)
      if (!opened.ok) return complain(word(handOverWording, opened.problem))
      try {
        return await withOffice(keys, { code: county.value, name }, desk =>
          values['verify'] === true ? hold(opened.value, desk) : bringIn(opened.value, villages.value, desk),
        )
      } finally {
        opened.value.close()
      }
    })
  },
}

const nameOf = async (county: string, term: Term): Promise<string> => {
  const pack = await countyPack(county, term)
  return pack.ok ? pack.countyName : countyNameOf(county)
}

type Desk = Readonly<{ office: pg.Pool; acting: string; fields: Awaited<ReturnType<typeof openCountyFields>> }>

/** The records open, the publisher let in, the keys of the county's fields at hand. */
const withOffice = async (keys: VaultPlace, division: Readonly<{ code: string; name: string }>, work: (desk: Desk) => Promise<number>): Promise<number> => {
  const opened = await openPostgres(placeOf(keys.dataDir), { config: keys.config })
  if (!opened.ok) return complain(wordPostgres(opened.problem))
  try {
    const ready = await bringUpToDate(opened.value.owner())
    if (!ready.ok) return complain(wordPostgres(ready.problem))
    const secrets = await ownSecrets(keys.config)
    const owners = openPool(opened.value.owner(), { name: 'owner', max: 1 })
    const office = openPool(opened.value.office(), { max: 2 })
    try {
      const acting = await asOwner(owners, (_, client) => admitPublisher(client, division, secrets, keys))
      return await work({ office, acting, fields: await openCountyFields(office, keys) })
    } finally {
      await Promise.all([owners.end(), office.end()])
    }
  } finally {
    await opened.value.stop()
  }
}

const wordings = { ...accessWording, ...registryWording, ...leadsWording } as WordingFor<Problem>
const refuse = (problem: Problem): number => complain(word(wordings, problem))

const bringIn = async (run: HandOver, villages: readonly Village[], { office, acting, fields }: Desk): Promise<number> => {
  const published = await publishKeptRun(office, run, {
    acting,
    fieldsOf: fields.of,
    villages,
    onImport: ({ roster, of, index, total }) =>
      say(`收数入库 ${index + 1}/${total}：${rosterKinds[roster as keyof typeof rosterKinds].name}${of === null ? '' : `（${of}）`}`),
  })
  if (!published.ok) return refuse(published.problem)
  for (const sentence of told(run, published.value)) say(sentence)
  return 0
}

const counted = <Key extends string>(words: Readonly<Record<Key, string>>, counts: Readonly<Record<Key, number>>): string =>
  (Object.keys(words) as Key[])
    .filter(key => counts[key] > 0)
    .map(key => `${words[key]} ${counts[key]}`)
    .join('，') || '没有'

const told = (run: HandOver, { published, places, imports, leads, results, changes, questions, unsettled, withoutOwner }: Published): readonly string[] => [
  published ? `运行 ${run.run} 已发布。` : `运行 ${run.run} 以前已经发布，内容相同，没有改动。`,
  ...(places.founded === 0 ? [] : [`学校、乡镇、村：新登记 ${places.founded} 处`]),
  ...(places.classes === 0 ? [] : [`班级：按学籍开出 ${places.classes} 个`]),
  ...(places.withoutPlace.length === 0
    ? []
    : [
        `有 ${places.withoutPlace.length} 所学校的乡镇不在区划表里，没有登记（${places.withoutPlace.slice(0, 5).join('、')}），它们的学生只有县级看得到。请用 --divisions 写明本县的区划表，再发布一次。`,
      ]),
  `名册：新收 ${imports.taken} 份，以前收过 ${imports.before} 份；新登记 ${imports.newPersons} 人，存疑的行 ${imports.doubtfulRows} 行`,
  ...(imports.openingsLeft === 0
    ? []
    : [`期初名册与第一次发布前收的不同，没有收入（${imports.openingsLeft} 份）：发布以后由程序自己计数。个别孩子的期初有误，请申请更正。`]),
  `资助核定：${counted(resultStateWords, results)}`,
  `与上次运行相比：${counted(resultChangeWords, changes)}`,
  `问题线索：${counted(presenceWords, leads)}；没有责任人的 ${withoutOwner} 条`,
  `待决问题：${counted(questionPresenceWords, questions)}`,
  ...(unsettled.persons === 0
    ? []
    : [
        `有 ${unsettled.persons} 人对不上人员库里的哪一个人：${unsettled.results} 人项核定和 ${unsettled.leads} 条线索先记在问题下，不算到任何人名下；可能是他们的 ${unsettled.unsaid} 条旧线索这次不作判断。请在办公室的“身份待核”里核实。`,
      ]),
]

/** Holds the records against the kept run: table by table, how many rows and their digest. */
const hold = async (run: HandOver, { office, acting, fields }: Desk): Promise<number> => {
  const stands = await perform(office, resultCases.verify, { run: run.run }, { acting, fieldsOf: fields.of })
  if (!stands.ok) return refuse(stands.problem)
  const said = await digestsOfKept(run)
  const wrong = stands.value.tables.filter(({ table, rows, digest }) => said[table as RunTable].rows !== rows || said[table as RunTable].digest !== digest)
  for (const { word: name, rows, digest, table } of stands.value.tables) {
    const kept = said[table as RunTable]
    const same = kept.rows === rows && kept.digest === digest
    say(`${name}：库里 ${rows} 行，运行 ${kept.rows} 行，${same ? `一致（SHA-256 ${digest.slice(0, 16)}…）` : '不一致'}`)
  }
  if (wrong.length === 0) {
    say(`运行 ${run.run}：库里的与封存的完全一致。`)
    return 0
  }
  return complain(
    `运行 ${run.run}：库里的${wrong.map(({ word: name }) => name).join('、')}与封存的运行不一致，在查明原因之前不要据以上报或发放。请核对操作日志（yingjin audit verify），必要时从备份恢复。`,
  )
}
