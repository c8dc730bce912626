import { changelog } from './checks/changelog.ts'
import { citations } from './checks/citations.ts'
import { decisions } from './checks/decisions.ts'
import { examples } from './checks/examples.ts'
import { fileNames } from './checks/file-names.ts'
import { importDirections } from './checks/import-directions.ts'
import { links } from './checks/links.ts'
import { readmePrograms } from './checks/readme-programs.ts'
import { realIds } from './checks/real-ids.ts'
import { testRuns } from './checks/test-runs.ts'
import { installed } from './house.ts'
import { asking, running, type Step } from './step.ts'
import { testing } from './tests.ts'

/** The rooms whose tests are over in seconds; everything else waits for `npm test`. */
const quickRooms = ['packages/kernel', 'packages/sql', 'packages/facts', 'bin', 'tools']

/** The short form of the gate. */
export const checkSteps: readonly Step[] = [
  running('format', installed('oxfmt/bin/oxfmt'), '--check', '.'),
  running('lint', installed('oxlint/bin/oxlint'), '--quiet'),
  asking('import directions', importDirections),
  running('types', installed('ts7/bin/tsc'), '-p', '.'),
  running('types of the web', installed('ts7/bin/tsc'), '-p', 'apps/web'),
  asking('file names', fileNames),
  asking('every test belongs to a run', testRuns),
  asking('citations', citations),
  asking('links', links),
  asking('no real ID numbers', realIds),
  asking('decision records', decisions),
  asking('changelog', changelog),
  asking('examples', examples),
  asking('programs in READMEs', readmePrograms),
  testing('quick tests', ['unit'], quickRooms),
]

export const fixSteps: readonly Step[] = [
  running('lint', installed('oxlint/bin/oxlint'), '--fix', '--quiet'),
  running('format', installed('oxfmt/bin/oxfmt'), '.'),
]
