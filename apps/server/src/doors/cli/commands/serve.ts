import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { builtWeb } from '@yingjin/web/build'
import { serve, type ServeOptions, serveWording, type Serving } from '../../../main.ts'
import { dataDirectory } from '../../../platform/files/index.ts'
import { openLog } from '../../../platform/log/index.ts'
import { placeOf, postgresWording } from '../../../platform/postgres/index.ts'
import { configDirectory, type VaultPlace, vaultWording } from '../../../platform/vault/index.ts'
import { word } from '@yingjin/kernel'
import { portIn } from '../arguments.ts'
import { type Command, complain, say, textOf } from './command.ts'

/** Serves until it is told to stop. On this machine only, unless a host is named. */
export const serveCommand: Command = {
  options: {
    host: { type: 'string' },
    port: { type: 'string' },
    data: { type: 'string' },
    config: { type: 'string' },
    proxy: { type: 'string', multiple: true },
  },
  carryOut: async values => {
    const host = textOf(values, 'host') ?? '127.0.0.1'
    const port = portIn(values)
    if (!port.ok) return complain(port.message)
    const proxies = [values['proxy'] ?? []].flat().map(String)
    const strange = proxies.find(each => isIP(each.split('/')[0] ?? '') === 0)
    if (strange !== undefined) return complain(`“${strange}”不是 IP 地址；--proxy 请写本单位反向代理的地址，例如 --proxy 10.0.0.1`)
    const keys = { dataDir: resolve(textOf(values, 'data') ?? dataDirectory()), config: resolve(textOf(values, 'config') ?? configDirectory()) }
    return serveUntilTold(keys, { host, port: port.value, proxies }, ({ address }) => say(`应尽已启动：${address}（按 Ctrl+C 停止）`))
  },
}

/** Serves the office until a signal ends it or the database is gone; gives the exit code. */
export const serveUntilTold = async (
  keys: VaultPlace,
  options: Pick<ServeOptions, 'host' | 'port' | 'proxies' | 'demonstration'>,
  started: (serving: Serving) => void,
): Promise<number> => {
  // Told before the start, so that a stop during it is not lost.
  const told = new Promise<void>(stop => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop())
  })
  const serving = await serve(placeOf(keys.dataDir), { ...options, log: openLog(), keys, web: await builtWeb(say) })
  if (!serving.ok) return complain(word(wordings, serving.problem))
  started(serving.value)
  const lost = await Promise.race([told.then(() => false), serving.value.lost.then(() => true)])
  await serving.value.stop()
  if (lost)
    return complain(`数据库停了，也启动不起来，应尽已停止。原因见“${join(keys.dataDir, 'postgres', 'server.log')}”的最后几行；排除后再启动，已经办理的都在。`)
  say('应尽已停止')
  return 0
}

const wordings = { ...serveWording, ...postgresWording, ...vaultWording }
