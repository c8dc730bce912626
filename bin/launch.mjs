import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chooseNode, wording } from './choose-node.mjs'

const house = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(house, 'node_modules')

/** 69 is EX_UNAVAILABLE: a script can tell “no Node” from a refusal of the program itself. */
const unavailable = 69

/**
 * @param {import('./choose-node.mjs').Code} code
 * @param {import('./choose-node.mjs').Facts} facts
 */
const say = (code, facts) => {
  process.stderr.write(`${wording[code](facts)}\n`)
  process.exitCode = unavailable
}

/** Set in the environment of the process that was handed over to, and taken out again there. */
const mark = 'YINGJIN_HANDED_OVER'

/** A hard kill of the launcher must not leave the program writing behind the user's back: the pipe between them closes. */
const endWithLauncher = () => {
  if (process.channel === undefined || process.channel === null) return
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}

/**
 * @param {string} entry
 * @param {readonly string[]} args
 */
const runHere = async (entry, args) => {
  endWithLauncher()
  // Below node_modules, so that `npm ci` empties it and nobody else can write into it. Failing to write there costs time only.
  if (module.enableCompileCache !== undefined) module.enableCompileCache(join(modules, '.cache', 'compiled'))
  const { main } = await import(pathToFileURL(join(house, entry)).href)
  process.exitCode = await main(args)
}

/**
 * @param {string} node
 * @param {string} name
 * @param {readonly string[]} command this script and its arguments
 */
const runThere = (node, name, command) => {
  const child = spawn(node, command, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env: { ...process.env, [mark]: '1' } })
  // A terminal sends Ctrl-C to both of us; only a signal sent to us alone must be handed on.
  const passOn = (/** @type {NodeJS.Signals} */ signal) => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn)
  child.on('error', (/** @type {NodeJS.ErrnoException} */ error) => say('bundled-broken', { name, reason: error.code || error.message }))
  // The exit code of a program ended by a signal is 128 + its number, as a shell reports it.
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 128 + constants.signals[signal]
    if (child.connected) child.disconnect()
  })
}

/**
 * Runs `main(args)` of a TypeScript entry on a Node that can: this one when it is new enough, else the bundled one.
 *
 * @param {string} entry path from the top of the house
 * @param {readonly string[]} args what `main` receives
 */
export const launch = async (entry, args) => {
  const handedOver = process.env[mark] !== undefined
  delete process.env[mark]
  const own = { version: process.versions.node, platform: process.platform, arch: process.arch, handedOver }
  const choice = chooseNode(own, path => existsSync(join(modules, path)))
  if (choice.kind === 'none') return say(choice.code, choice.facts)
  if (choice.kind === 'own') return runHere(entry, args)
  return runThere(join(modules, choice.path), choice.name, process.argv.slice(1))
}
