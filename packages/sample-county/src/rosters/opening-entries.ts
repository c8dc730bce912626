import type { County } from '../county.ts'
import { isOnRollHere, stageOf } from '../enrolment.ts'
import { again, line, type SampleFile } from '../file.ts'
import { termsReceived } from '../true-facts.ts'
import { yuanText } from '../words.ts'
import { idCell, rowOf, writePerson } from '../writing.ts'

type Entry = readonly [child: number, item: string, feePerTerm: number]

/** 期初: terms and sums received so far of the items that are limited in time, one row per child and item. */
export const openingEntries = (county: County): SampleFile => {
  const entries: Entry[] = []
  for (const [school, pupils] of county.pupils.entries()) {
    const fees = county.schools.all[school]
    for (const child of pupils) {
      if (!isOnRollHere(county.enrolments, child) || county.enrolments.school[child] !== school || termsReceived(county, child) <= 0) continue
      const stage = stageOf(county.enrolments, child)
      if (stage === 'senior') entries.push([child, '普通高中免教科书费', (fees?.textbookFee ?? 0) / 2])
      if (stage === 'vocational') entries.push([child, '中职免住宿费', (fees?.dormitoryFee ?? 0) / 2], [child, '中职免教科书费', (fees?.textbookFee ?? 0) / 2])
    }
  }
  return {
    roster: 'opening-entries',
    name: '期初已享受学期与金额_截至2022年春季学期.xlsx',
    format: 'xlsx',
    encoding: null,
    sheets: [
      {
        name: '期初',
        hidden: false,
        merges: [],
        rows: again(function* () {
          yield line('姓名', '身份证号', '学校名称', '资助项目', '已享受学期数', '累计金额（元）')
          for (const [child, item, fee] of entries) {
            const w = writePerson(county, 'opening-entries', child)
            const terms = termsReceived(county, child)
            yield {
              cells: [w.name, idCell(w), county.schools.all[county.enrolments.school[child] ?? 0]?.name ?? '', item, terms, yuanText(terms * fee)],
              people: [rowOf(child, w.damage)],
            }
          }
        }),
      },
    ],
  }
}
