import { birthDateIn, hasValidCheck } from '@yingjin/kernel'
import { type Finding, finding } from '../finding.ts'
import { eachLine, listFiles, readText } from '../house-files.ts'

const eighteen = /(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/g

/** Could belong to somebody: check character and birth date right, and not in the invented province 99. */
const mayBeSomebodys = (number: string): boolean => !number.startsWith('99') && hasValidCheck(number.toUpperCase()) && birthDateIn(number) !== null

const says = (number: string): string =>
  `${number.slice(0, 6)}…${number.slice(-1)} is a valid ID number outside the invented province 99: it may belong to somebody`

/** Pictures of the user guide: stories take them of the invented county, and a test of the web holds each to its story. */
const isOfTheGuide = (file: string): boolean => /^docs\/guides\/pictures\/[\w-]+\.png$/.test(file)

/**
 * Only numbers of the invented province 99 stand in the repository. A file that is not text cannot be looked into
 * and is refused: a workbook for a test is written by the test, so that everybody can read what is in it.
 */
export const realIds = (house: string): readonly Finding[] => [
  ...eachLine(
    house,
    () => true,
    (line, file, number) => (line.match(eighteen) ?? []).filter(mayBeSomebodys).map(id => finding(file, number, says(id))),
  ),
  ...listFiles(house)
    .filter(file => !isOfTheGuide(file) && readText(house, file) === null)
    .map(file => finding(file, null, 'is not text, so nobody can see whether it holds real people')),
]
