import type { County } from '../county.ts'
import { again, line, merge, type SampleCell, type SampleFile } from '../file.ts'
import { stageWords } from '../words.ts'

const header = [
  '序号',
  '学校标识码',
  '学校名称',
  '学段',
  '办学性质',
  '所在乡镇',
  '是否农村学校',
  '是否经教育行政部门批准',
  '是否普惠',
  '是否实施营养改善计划',
  '是否具备供餐条件',
  '保教费',
  '学费',
  '教科书费',
  '住宿费',
]

/** 学校名录: four rows above, then a header of two levels on rows 5 and 6. A nine-year school stands once for each stage. */
export const schoolDirectory = (county: County): SampleFile => {
  const width = header.length
  const money = (fen: number | null): SampleCell => (fen === null ? '' : fen / 100)
  const yes = (value: boolean): string => (value ? '是' : '否')
  const nulls = (n: number): SampleCell[] => Array.from({ length: n }, () => null)
  const feesAt = header.indexOf('保教费')
  return {
    roster: 'school-directory',
    name: '示例县2022年秋季学校名录.xlsx',
    format: 'xlsx',
    encoding: null,
    sheets: [
      {
        name: '名录',
        hidden: false,
        merges: [merge(1, 0, width - 1), merge(2, 0, width - 1), ...header.slice(0, feesAt).map((_, i) => merge(5, i, i, 6)), merge(5, feesAt, width - 1)],
        rows: again(function* () {
          yield line('附件3', ...nulls(width - 1))
          yield line('示例县2022年秋季学期学校（幼儿园）名录', ...nulls(width - 1))
          yield line('填报单位：示例县教育委员会', ...nulls(width - 1))
          yield line('填报日期：2022年9月1日', ...nulls(width - 1))
          yield line(...header.slice(0, feesAt), '收费标准（元/学年）', ...nulls(width - feesAt - 1))
          yield line(...nulls(feesAt), ...header.slice(feesAt))
          let n = 0
          for (const school of county.schools.all) {
            if (!school.inCounty) continue
            for (const stage of school.stages) {
              n += 1
              const preschool = stage === 'preschool'
              yield line(
                n,
                school.code,
                school.name,
                stageWords[stage],
                school.isPublic ? '公办' : '民办',
                county.places.townships[school.township]?.name ?? '',
                yes(school.rural),
                preschool ? yes(school.approved) : '',
                preschool ? yes(school.inclusive) : '',
                yes(school.nutritionPlan),
                yes(school.suppliesMeals),
                money(school.careFee),
                money(school.tuitionFee),
                money(school.textbookFee),
                money(school.dormitoryFee),
              )
            }
          }
        }),
      },
    ],
  }
}
