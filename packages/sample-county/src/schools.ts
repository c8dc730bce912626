import type { Stage } from '@yingjin/facts'
import type { Places } from './places.ts'
import { randomFor } from './random.ts'

/** A school or kindergarten as 学校名录 lists it. Fees in whole fen per school year; `null`: not charged or not known. */
export type School = Readonly<{
  number: number
  code: string
  name: string
  kind: 'kindergarten' | 'primary' | 'junior' | 'nine-year' | 'senior' | 'vocational' | 'college'
  stages: readonly Stage[]
  township: number
  inCounty: boolean
  isPublic: boolean
  rural: boolean
  approved: boolean
  inclusive: boolean
  nutritionPlan: boolean
  suppliesMeals: boolean
  boarding: boolean
  careFee: number | null
  tuitionFee: number | null
  textbookFee: number | null
  dormitoryFee: number | null
}>

export type Schools = Readonly<{
  all: readonly School[]
  kindergartens: readonly (readonly number[])[] // by township
  primary: readonly (readonly number[])[]
  junior: readonly number[] //                    one per township
  senior: readonly number[]
  vocational: number
  colleges: readonly number[]
}>

const colleges = ['示例大学', '示例师范大学', '示例职业技术学院', '样本理工大学', '样本医科大学', '示例农业职业学院', '虚构财经大学', '样本高等专科学校']
const seniors = ['示例县第一中学', '示例县第二中学', '示例县民族中学', '示例县实验中学']

/** Every school of the county, and the colleges elsewhere its students attend. */
export const makeSchools = (seed: number, children: number, places: Places): Schools => {
  const random = randomFor(seed, 'schools')
  const all: School[] = []
  const add = (school: Omit<School, 'number' | 'code'>): number => {
    const number = all.length
    // 学校标识码: ten digits; here all begin with 99, which no real one does.
    all.push({ ...school, number, code: `99${String(1_000_001 + number * 13).padStart(8, '0')}` })
    return number
  }
  const bare = {
    inCounty: true,
    isPublic: true,
    approved: true,
    inclusive: true,
    nutritionPlan: false,
    suppliesMeals: true,
    boarding: false,
    careFee: null,
    tuitionFee: null,
    textbookFee: null,
    dormitoryFee: null,
  }
  const kindergartens: number[][] = []
  const primary: number[][] = []
  const junior: number[] = []
  for (const [t, township] of places.townships.entries()) {
    const { name, urban } = township
    const rural = !urban
    const base = { ...bare, township: t, rural }
    const own: number[] = []
    const kindergarten = (title: string, more: Partial<School>): void => {
      own.push(add({ ...base, ...more, name: title, kind: 'kindergarten', stages: ['preschool'] }))
    }
    kindergarten(`示例县${name}中心幼儿园`, { careFee: 120_000, nutritionPlan: rural, suppliesMeals: true })
    kindergarten(`示例县${name}第二幼儿园`, { careFee: 160_000, suppliesMeals: random.chance(60_000), nutritionPlan: rural && random.chance(40_000) })
    kindergarten(`${name}小太阳幼儿园`, { isPublic: false, careFee: 360_000, inclusive: random.chance(70_000), suppliesMeals: random.chance(50_000) })
    if (random.chance(35_000)) kindergarten(`${name}童星幼儿园`, { isPublic: false, approved: false, inclusive: false, careFee: 300_000, suppliesMeals: false })
    kindergartens.push(own)

    const compulsory = { ...base, nutritionPlan: rural, textbookFee: null }
    const ownPrimary = [add({ ...compulsory, name: `示例县${name}中心小学校`, kind: 'primary', stages: ['primary'], boarding: true })]
    const points = urban ? 2 : 1 + random.below(2)
    for (let i = 0; i < points; i += 1) {
      const village = places.villages[township.villages[i + 1] ?? 0]?.name.replace(/村$|社区$/, '') ?? ''
      ownPrimary.push(add({ ...compulsory, name: `示例县${name}${village}小学`, kind: 'primary', stages: ['primary'] }))
    }
    if (t % 4 === 3) {
      const both = add({ ...compulsory, name: `示例县${name}九年一贯制学校`, kind: 'nine-year', stages: ['primary', 'junior'], boarding: true })
      ownPrimary.push(both)
      junior.push(both)
    } else junior.push(add({ ...compulsory, name: `示例县${name}初级中学`, kind: 'junior', stages: ['junior'], boarding: true }))
    primary.push(ownPrimary)
  }
  const town = { ...bare, township: 0, rural: false, boarding: true }
  const senior = seniors
    .slice(0, children < 2000 ? 2 : 4)
    .map((name, i) =>
      add({ ...town, name, kind: 'senior', stages: ['senior'], tuitionFee: i < 2 ? 160_000 : 120_000, textbookFee: 60_000, dormitoryFee: 50_000 }),
    )
  const vocational = add({
    ...town,
    name: '示例县职业教育中心',
    kind: 'vocational',
    stages: ['vocational'],
    tuitionFee: 200_000,
    textbookFee: 40_000,
    dormitoryFee: 60_000,
  })
  const away = colleges.map(name => add({ ...bare, township: -1, rural: false, boarding: true, inCounty: false, name, kind: 'college', stages: ['higher'] }))
  return { all, kindergartens, primary, junior, senior, vocational, colleges: away }
}
