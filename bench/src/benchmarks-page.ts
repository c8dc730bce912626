import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'

const page = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url))

type Row = Readonly<{ measure: string; value: number; unit: string; peer?: number; ratio?: number }>

/** Puts what a benchmark measured into its section of docs/benchmarks.md, between the section's two marks. */
export const recordMeasures = (section: string, measures: readonly Row[]): void => {
  const [begin, end] = [`<!-- ${section}: begin -->`, `<!-- ${section}: end -->`]
  const text = readFileSync(page, 'utf8')
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has no section ${section}`)
  const table = [
    `Measured ${new Date().toISOString().slice(0, 10)} on ${cpus().length} cores, ${Math.round(totalmem() / 1024 ** 3)} GB.`,
    '',
    '| measure | value | unit | peer | ratio |',
    '| --- | ---: | --- | ---: | ---: |',
    ...measures.map(m => `| ${m.measure} | ${m.value} | ${m.unit} | ${m.peer ?? ''} | ${m.ratio ?? ''} |`),
  ].join('\n')
  writeFileSync(page, `${text.slice(0, from + begin.length)}\n\n${table}\n\n${text.slice(to)}`)
}
