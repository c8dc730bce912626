import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { term, word } from '@yingjin/kernel'
import { run as carryOutRun, runWording } from '../../../batch/run/run.ts'
import { writeSampleCounty } from '../../../batch/sample/index.ts'
import { countyNameOf, countyPack } from '../../../packs.ts'
import { progressLine } from '../../../platform/progress/index.ts'
import { programVersion } from '../../../platform/version.ts'
import { placeOf } from '../../../platform/postgres/index.ts'
import { childrenIn, portIn, seedIn } from '../arguments.ts'
import { demonstrationAccounts, layDownOffice } from '../demonstration.ts'
import { cannotWrite } from '../places.ts'
import { type Command, complain, say, textOf } from './command.ts'
import { villagesFor } from './villages.ts'
import { publish } from './publish.ts'
import { summary } from './run.ts'
import { serveUntilTold } from './serve.ts'

const county = '990101'
const shownTerm = '2022-autumn' as const

/** What stands below the output folder, so that a later start goes on where the last one ended. */
type Laid = Readonly<{ version: string; children: number; seed: number }>

/**
 * What `npm start` shows: the main job on the invented county, published into a database of its own, and the office over it
 * with accounts of every kind. A later start opens what is there; `--fresh` begins anew, `--once` ends after the main job.
 */
export const demo: Command = {
  options: {
    children: { type: 'string' },
    seed: { type: 'string' },
    out: { type: 'string' },
    port: { type: 'string' },
    once: { type: 'boolean' },
    fresh: { type: 'boolean' },
  },
  carryOut: async values => {
    const port = portIn(values)
    if (!port.ok) return complain(port.message)
    const children = childrenIn(values, 2000)
    if (!children.ok) return complain(children.message)
    const seed = seedIn(values)
    if (!seed.ok) return complain(seed.message)
    const base = resolve(textOf(values, 'out') ?? 'out')
    const { rosters, out, keys } = placesBelow(base)
    const place = cannotWrite(base, '输出文件夹')
    if (place !== null) return complain(place)
    // Invented people never come into a database of somebody's own.
    for (const name of ['DATABASE_URL', 'OFFICE_DATABASE_URL', 'LOGIN_DATABASE_URL']) delete process.env[name]
    const laid: Laid = { version: programVersion, children: children.value, seed: seed.value }
    const marker = join(keys.dataDir, 'demonstration.json')
    if (values['once'] === true) {
      for (const folder of [rosters, out]) rmSync(folder, { recursive: true, force: true })
      rmSync(marker, { force: true })
      return mainJob({ ...laid, base })
    }
    if (values['fresh'] === true || !isLaid(marker, laid)) {
      for (const folder of [rosters, out, keys.dataDir, keys.config]) rmSync(folder, { recursive: true, force: true })
      const code = await layDownDemonstration({ ...laid, base })
      if (code !== 0) return code
      writeFileSync(marker, JSON.stringify(laid))
    } else {
      say(`示例县已经在“${base}”里，接着上次的用；要重新开始，请加 --fresh。`)
    }
    const accounts = await demonstrationAccounts(placeOf(keys.dataDir), keys, { code: county, name: countyNameOf(county) })
    return serveUntilTold(keys, { host: '127.0.0.1', port: port.value, proxies: [], demonstration: accounts }, ({ address }) => {
      say(`\n应尽已启动：${address}（按 Ctrl+C 停止；公开的“算一算”在 ${address}/calculate）`)
      say('演示账号（口令每次启动都换，登录页上也有）：')
      for (const { username, name, role, place, password } of accounts) say(`  ${username.padEnd(10)} ${password}  ${name}  ${role} · ${place}`)
    })
  },
}

const isLaid = (marker: string, laid: Laid): boolean => existsSync(marker) && readFileSync(marker, 'utf8') === JSON.stringify(laid)

type Below = Readonly<{ base: string; children: number; seed: number }>
const placesBelow = (base: string) => ({
  rosters: join(base, '示例县名册'),
  out: join(base, '示例县-2022秋'),
  keys: { dataDir: join(base, '.data'), config: join(base, '.config') },
})

/** The main job on the invented county, published into a database below the folder. Gives the exit code. */
export const layDownDemonstration = async (below: Below): Promise<number> => {
  const ran = await mainJob(below)
  if (ran !== 0) return ran
  say('\n正在把这次运行发布到库里…')
  const { keys, rosters } = placesBelow(below.base)
  const published = await publish.carryOut({ county, term: shownTerm, data: keys.dataDir, config: keys.config }, [])
  if (published !== 0) return published
  say('正在登记责任人和演示账号…')
  await layDownOffice(placeOf(keys.dataDir), keys, { code: county, name: countyNameOf(county) }, rosters)
  return 0
}

/** Writes the rosters of the invented county and runs the main job on them as on real ones. */
const mainJob = async ({ base, children, seed }: Below): Promise<number> => {
  const { rosters, out, keys } = placesBelow(base)
  say(`示例县是虚构的（99省，区划 ${county}）。先写出它 ${children} 名儿童的名册，再当作真的名册来收。`)
  await writeSampleCounty(rosters, { children, seed, term: shownTerm })
  const pack = await countyPack(county, term(shownTerm))
  if (!pack.ok) return complain(pack.message)
  const result = await carryOutRun({
    folder: rosters,
    county,
    countyName: pack.countyName,
    term: term(shownTerm),
    pack: pack.pack,
    readings: {},
    villages: villagesFor(county, null),
    out,
    ...keys,
    programVersion,
    onProgress: progressLine,
  })
  if (!result.ok) return complain(word(runWording, result.problem))
  for (const line of summary(result.value, { county, term: term(shownTerm), out })) say(line)
  say(
    `\n想看一个孩子为什么有、为什么没有：yingjin explain --county ${county} --term 2022秋 --data ${keys.dataDir} --config ${keys.config} --name <姓名> --school <学校>`,
  )
  return 0
}
