import type { County } from '../county.ts'
import { disabilityKinds } from '../designations.ts'
import { again, line, type SampleFile } from '../file.ts'
import { guardianOf } from '../population.ts'
import { nameOf } from '../people.ts'
import { randomFor } from '../random.ts'
import { householdsIn, membersOf, type Scope } from '../scope.ts'
import { dateDashes } from '../words.ts'
import { idCell, listed, listRows } from '../writing.ts'

/** kind × 10 + grade of a certificate holder; 0 for everybody else. 3 % of adults hold one. */
export const disabilityOf = (county: County, person: number): number => {
  if (person < county.people.children) return county.designations.disabled[person] ?? 0
  const random = randomFor(county.seed, 'adult disability', person)
  return random.chance(3_000) ? (1 + random.below(7)) * 10 + 1 + random.below(4) : 0
}

/** What the certificate number adds to the ID: kind, grade, and for a reissued one two characters more. */
export const certificateSuffix = (county: County, person: number): string => `${disabilityOf(county, person)}${person % 9 === 0 ? 'B1' : ''}`

/** 持证残疾人名单: the certificate number in column B, headers on row 1; the file name declares date and head count. */
export const disabilityCertificates = (county: County, scope: Scope): SampleFile => {
  const people = [...householdsIn(county, scope)].flatMap(h => membersOf(county, h)).filter(p => disabilityOf(county, p) !== 0)
  const entries = listed(county, 'disability-certificate', people)
  return {
    roster: 'disability-certificate',
    name: `持证残疾人名单（截至20220825，${entries.length}人）${scope.label}.xlsx`,
    format: 'xlsx',
    encoding: null,
    sheets: [
      {
        name: '名单',
        hidden: false,
        merges: [],
        rows: listRows(county, 'disability-certificate', entries, {
          above: [line('姓名', '残疾人证号', '性别', '出生日期', '残疾类别', '残疾等级', '发证日期', '乡镇（街道）', '村（社区）', '监护人姓名')],
          cells: (person, w) => {
            const code = disabilityOf(county, person)
            const own = idCell(w)
            // Some clerks copy only the ID out of the certificate.
            const certificate = typeof own === 'number' || w.id.length !== 18 || person % 6 === 0 ? own : w.id + certificateSuffix(county, person)
            const issued = person < county.people.children ? dateDashes(county.designations.disabledSince[person] ?? 0) : '2016-05-12'
            return [
              w.name,
              certificate,
              w.sex,
              w.birth,
              disabilityKinds[Math.floor(code / 10) - 1] ?? '',
              `${['一', '二', '三', '四'][(code % 10) - 1] ?? '四'}级`,
              issued,
              w.township,
              w.village,
              person < county.people.children ? nameOf(county.people, guardianOf(county.population, person)) : '',
            ]
          },
        }),
      },
      { name: 'Sheet2', hidden: false, merges: [], rows: again(() => [][Symbol.iterator]()) },
    ],
  }
}
