import { describe, expect, test } from 'vitest'
import type { Finding } from '../finding.ts'
import { plantHouse } from '../testing/planted-house.ts'
import { changelog } from './changelog.ts'
import { citations, registerFile } from './citations.ts'
import { decisions } from './decisions.ts'
import { examples } from './examples.ts'
import { fileNames } from './file-names.ts'
import { links } from './links.ts'
import { readmePrograms } from './readme-programs.ts'
import { realIds } from './real-ids.ts'
import { testRuns } from './test-runs.ts'

const where = (findings: readonly Finding[]): readonly string[] => findings.map(({ file, line }) => (line === null ? file : `${file}:${line}`))

describe('citations', () => {
  const register = JSON.stringify(['PS-A2.3', 'PS-A5.1a', 'PS-A5.1b', 'YJ-3.6', 'YJ-3.4b.S6', 'YY-F', 'O-07', 'N-06', 'W02', 'A-16'])
  const citing = (text: string) => citations(plantHouse({ [registerFile]: register, 'packs/a/src/pack.ts': text }))

  test('an ID, a clause of rows, an item of a clause and a step of a workflow are found', () => {
    expect(citing('PS-A2.3, PS-A5.1a (O-07). PS-A5 PS-A YJ-3.6-4 YJ-3.4b W02.4 YY-F A-16 N-06.')).toEqual([])
  })

  test.each(['PS-A2.4', 'PS-A2.30', 'O-08', 'PS-B1', 'YJ-3.4c', 'see W03.1', 'PS-T1', 'A-17', 'N-07'])('%s is not in this register', text => {
    expect(where(citing(`\n${text}`))).toEqual(['packs/a/src/pack.ts:2'])
  })

  test('open points from O-90 up are made up, in tests only', () => {
    const files = { 'packages/a/src/a.test.ts': 'O-91', 'packages/a/src/testing/a.ts': 'O-91', 'packages/a/src/a.ts': 'O-91' }
    expect(where(citations(plantHouse({ [registerFile]: register, ...files })))).toEqual(['packages/a/src/a.ts:1'])
  })

  test('a missing register, and a house that cites nothing, are not sound', () => {
    expect(where(citations(plantHouse({ 'packs/a/src/pack.ts': 'PS-A1' })))).toEqual([registerFile])
    expect(where(citing('nothing'))).toEqual([registerFile])
  })
})

describe('links', () => {
  test('files, folders and headings that exist are found, links inside code and to the web are left alone', () => {
    const page =
      '[a](docs/b.md) [c](docs/) [d](docs/b.md#两-planes--one-house) [e](#top) [f](https://example.com) `[g](nowhere.md)`\n```\n[h](nowhere.md)\n```\n# Top'
    expect(links(plantHouse({ 'README.md': page, 'docs/b.md': '# x\n## 两 planes, & one house\n' }))).toEqual([])
  })

  test.each(['[a](nowhere.md)', '[a](docs/b.md#gone)', '[a](#gone)', '[a](../outside.md)', '[a](/etc/hosts)', '![a](nowhere.png)', '[a]: nowhere.md'])(
    '%s leads nowhere',
    link => {
      expect(where(links(plantHouse({ 'README.md': `# x\n${link}\n`, 'docs/b.md': '# x\n' })))).toEqual(['README.md:2'])
    },
  )

  test('a house without a page is not sound', () => {
    expect(links(plantHouse({ 'a.ts': '' }))).toHaveLength(1)
  })
})

describe('ID numbers', () => {
  // Put together here, so that this file does not itself hold a number that may be somebody's.
  const somebodys = (last: string) => `${'11010519491231'}${'002'}${last}`

  test('a number of the invented province, a wrong check character and a day that does not exist are nobody’s', () => {
    expect(realIds(plantHouse({ 'a.ts': `'990101201003072316' '${somebodys('1')}' '110105194913310025' 'x${somebodys('X')}'` }))).toEqual([])
  })

  test('a valid number outside the invented province is found, in any file, and never printed in full', () => {
    const found = realIds(plantHouse({ 'docs/a.csv': `姓名,证件\n张三,${somebodys('X')}\n李四,${somebodys('x')}` }))
    expect(where(found)).toEqual(['docs/a.csv:2', 'docs/a.csv:3'])
    expect(found.map(f => f.says).join()).not.toContain(somebodys('X'))
  })

  test('a file that is not text is refused, but for the pictures that stories take for the user guide', () => {
    expect(where(realIds(plantHouse({ 'a.xlsx': 'PK\0\0', 'docs/guides/pictures/home.png': 'PNG\0', 'docs/home.png': 'PNG\0' })))).toEqual([
      'a.xlsx',
      'docs/home.png',
    ])
  })
})

describe('file names', () => {
  test('a file named for what it holds is left alone', () => {
    expect(fileNames(plantHouse({ 'packages/kernel/src/plain-date.ts': '', 'vitest.config.ts': '' }))).toEqual([])
  })

  test.each(['packages/a/src/date-utils.ts', 'packages/utils/src/date.ts', 'a/aid-manager.ts', 'a/list-v2.ts', 'a/helper.test.ts', 'a/aidList.ts'])(
    '%s says nothing',
    file => {
      expect(where(fileNames(plantHouse({ [file]: '' })))).toEqual([file])
    },
  )
})

describe('runs', () => {
  const vitest = `import { test } from 'vitest'\n`
  test('each kind of test belongs to one run', () => {
    expect(
      testRuns(plantHouse({ 'packages/a/src/x.test.ts': vitest, 'bench/src/x.story.test.ts': vitest, 'packs/1-a/src/deep/x.twins.test.ts': vitest })),
    ).toEqual([])
  })

  test.each(['docs/x.test.ts', 'packages/a/src/x.test.mjs', 'packages/a/src/x.spec.ts', 'packages/a/src/properties.ts', 'x.test.ts'])(
    '%s would never run',
    file => {
      expect(where(testRuns(plantHouse({ [file]: vitest })))).toEqual([file])
    },
  )
})

describe('changelog', () => {
  const parts = '### For officials\n### For operators\n### For developers\n'
  const house = (text: string) => plantHouse({ 'package.json': '{"version":"0.2.0"}', 'CHANGELOG.md': text })

  test('the version has its entry, for all three readers', () => {
    expect(changelog(house(`# Changes\n\n## 0.2.0 · today\n${parts}## 0.1.0\n${parts}`))).toEqual([])
    expect(changelog(house(`## 0.1.0\n${parts}`))).toHaveLength(1)
    expect(changelog(house(`## 0.2.0\n### For officials\n## 0.1.0\n${parts}`))).toHaveLength(2)
  })
})

describe('decision records', () => {
  const record = (title: string) =>
    `# ${title}\n\n2026-11-22 · in force\n\n**Situation.** a **Decision.** b **Considered.** c **How we will notice if it was wrong.** d\n`

  test('a record with its number, day, standing and parts is sound', () => {
    expect(decisions(plantHouse({ 'docs/decisions/0001-a-b.md': record('0001 A b'), 'docs/decisions/README.md': '' }))).toEqual([])
  })

  test('a number taken twice, another number in the title, no standing and a missing part are found', () => {
    const found = decisions(
      plantHouse({
        'docs/decisions/0001-a.md': record('0001 A'),
        'docs/decisions/0001-b.md': record('0001 B'),
        'docs/decisions/0002-c.md': record('0003 C'),
        'docs/decisions/0004-d.md': record('0004 D').replace(' · in force', ''),
        'docs/decisions/0005-e.md': record('0005 E').replace('Considered', 'Thought'),
        'docs/decisions/notes.md': '',
      }),
    )
    expect(where(found)).toEqual([
      'docs/decisions/0001-b.md',
      'docs/decisions/0002-c.md:1',
      'docs/decisions/0004-d.md:3',
      'docs/decisions/0005-e.md',
      'docs/decisions/notes.md',
    ])
  })
})

describe('examples', () => {
  const printing = (text: string) => `process.stdout.write(${JSON.stringify(text)})\n`

  test('an example that prints what stands beside it is sound', () => {
    expect(examples(plantHouse({ 'examples/a/main.ts': printing('一\n'), 'examples/a/expected.txt': '一\n', 'examples/README.md': '' }))).toEqual([])
  })

  test.each([
    ['prints something else', { 'examples/a/main.ts': printing('一\n二\n'), 'examples/a/expected.txt': '一\n三\n' }, 'examples/a/expected.txt:2'],
    ['prints less', { 'examples/a/main.ts': printing('一\n'), 'examples/a/expected.txt': '一\n二\n' }, 'examples/a/expected.txt:2'],
    ['ends badly', { 'examples/a/main.ts': `${printing('一\n')}process.exitCode = 1\n`, 'examples/a/expected.txt': '一\n' }, 'examples/a/main.ts'],
    ['shows nothing', { 'examples/a/main.ts': printing('一\n') }, 'examples/a/expected.txt'],
    ['is not there', { 'examples/README.md': '' }, 'examples'],
  ])('an example that %s is found', (_, files, place) => {
    expect(where(examples(plantHouse(files as Record<string, string>)))).toEqual([place])
  })
})

describe('programs in READMEs', () => {
  const page = (code: string) => ({ 'packages/a/README.md': `# a\n\n\`\`\`ts\n${code}\n\`\`\`\n` })

  test('a program that runs is sound, and a block that imports nothing is only a picture', () => {
    expect(readmePrograms(plantHouse(page(`import { sep } from 'node:path'\nconst used: string = sep\nprocess.exitCode = used.length - 1`)))).toEqual([])
    expect(readmePrograms(plantHouse(page(`{ title: '…' }`)))).toEqual([])
  })

  test('a program that no longer runs is found', () => {
    expect(where(readmePrograms(plantHouse(page(`import { nothing } from 'node:path'\nnothing()`))))).toEqual(['packages/a/README.md'])
  })
})
