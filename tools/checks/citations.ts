import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Finding, finding } from '../finding.ts'
import { eachLine } from '../house-files.ts'

export const registerFile = 'docs/register/ids.json'

/**
 * What looks like a register ID: a document's clause (`PS-A2.3`, `YJ-3.4b.S6`, `YY-F`) or a numbered entry
 * (`O-07`, `N-01`, `W02.4`). A workflow stands alone only after a space or a bracket, so that a cell address is not one.
 */
const citation = /(?<![\w-])(?:(?:PS|ZY|YJ|CJ|YY)-(?:[A-Z]?\d|[AFMT](?![a-z]))[\w.-]*|[OADXN]-\d{2}|(?<=[\s(（,、;])W\d{2}(?:\.\d+)?)(?![\w-])/g

/** The register's own README is left out: it explains how codes are formed, with codes that need not exist. */
const citing = (file: string): boolean =>
  /^(packs|packages|apps|docs|examples|bench)\//.test(file) && /\.(ts|md|json)$/.test(file) && file !== registerFile && file !== 'docs/register/README.md'

/**
 * An ID stands for itself; a clause for the rows below it (`PS-A5` for `PS-A5.1a`, `PS-A` for all of them);
 * `YJ-3.6-4` is item 4 of its clause, and `W02.4` a step of its workflow.
 */
const isIn = (ids: readonly string[], cited: string): boolean => {
  const whole = cited.startsWith('W') ? cited.replace(/\.\d+$/, '') : cited.replace(/(-.+)-\d+$/, '$1')
  const below = /[A-Z]$/.test(whole) ? /^\d/ : /^[.a-z-]/
  return ids.some(id => id === cited || id === whole || (id.startsWith(whole) && below.test(id.slice(whole.length))))
}

/** `O-90` and up are never given out: tests of the machinery make up their open points there. */
const isMadeUp = (cited: string, file: string): boolean => /^O-9\d$/.test(cited) && /(\/testing\/|[./](test|cases)\.ts$)/.test(file)

/** Every register ID cited anywhere stands in the register. A citation that leads nowhere is worse than none. */
export const citations = (house: string): readonly Finding[] => {
  if (!existsSync(join(house, registerFile)))
    return [finding(registerFile, null, 'the list of register IDs is missing: nothing that is cited can be looked up')]
  const ids = JSON.parse(readFileSync(join(house, registerFile), 'utf8')) as readonly string[]
  const answers = new Map<string, boolean>()
  const known = (cited: string): boolean => {
    const answer = answers.get(cited) ?? isIn(ids, cited)
    answers.set(cited, answer)
    return answer
  }
  const unknown = eachLine(house, citing, (line, file, number) =>
    [...line.matchAll(citation)].flatMap(match => {
      const cited = match[0].replace(/[.-]+$/, '')
      return known(cited) || isMadeUp(cited, file) ? [] : [finding(file, number, `cites ${cited}, which is not in the register`)]
    }),
  )
  return answers.size === 0 ? [finding(registerFile, null, 'no citation was seen anywhere: this check looked at nothing')] : unknown
}
