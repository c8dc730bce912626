import { homeCounty, type InventedDivision, inventedProvince, living } from './province.ts'
import { type Random, randomFor, Weighted } from './random.ts'

export type Village = Readonly<{ code: string; name: string; township: number; groups: number; urban: boolean }>
export type Township = Readonly<{ code: string; name: string; urban: boolean; villages: readonly number[] }>

export type Places = Readonly<{
  townships: readonly Township[]
  villages: readonly Village[]
  /** Draws a village: a few are large, many are small. */
  drawVillage: (random: Random) => number
}>

const heads = [
  '清',
  '石',
  '白',
  '龙',
  '马',
  '大',
  '新',
  '长',
  '双',
  '青',
  '黄',
  '高',
  '平',
  '云',
  '金',
  '红',
  '柳',
  '桐',
  '岩',
  '梅',
  '竹',
  '凤',
  '太',
  '永',
  '安',
  '和',
  '兴',
  '福',
]
const tails = ['水', '桥', '坪', '溪', '塘', '岭', '沟', '河', '坝', '湾', '山', '泉', '场', '店', '树', '田', '井', '垭', '峰', '滩']

/** All two-character place names in one fixed order; more than enough for every village of a township. */
const names: readonly string[] = (() => {
  const random = randomFor(99, 'place names')
  const all = heads.flatMap(h => tails.map(t => h + t))
  for (let i = all.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1)
    ;[all[i], all[j]] = [all[j] ?? '', all[i] ?? '']
  }
  return all
})()

const three = (n: number): string => String(n).padStart(3, '0')

const mostTownships = 90
const mostVillages = 60
const isUrban = (township: number): boolean => township % 8 === 0

const townshipName = (t: number): string => `${names[t] ?? ''}${isUrban(t) ? '街道' : t % 3 === 0 ? '镇' : '乡'}`
const townshipCode = (t: number): string => `${homeCounty}${three(isUrban(t) ? t + 1 : t + 100)}`
// Within one township no village name repeats; across townships some do, as in every county.
const villageName = (t: number, v: number): string => `${names[(t * 37 + v + mostTownships) % names.length] ?? ''}${isUrban(t) ? '社区' : '村'}`
const villageCode = (t: number, v: number): string => `${townshipCode(t)}${three(isUrban(t) ? v + 1 : v + 200)}`

/**
 * The whole division table of the sample: the invented province, and this county down to its villages. One table for
 * every seed and size (a small sample lives in the first townships only), so that a run can know it beforehand.
 */
export const inventedDivisions: readonly InventedDivision[] = [
  ...inventedProvince,
  ...Array.from({ length: mostTownships }, (_, t) => [
    living(townshipCode(t), townshipName(t)),
    ...Array.from({ length: mostVillages }, (__, v) => living(villageCode(t, v), villageName(t, v))),
  ]).flat(),
]

/** About one township per thousand children, within what a county can have. */
export const makePlaces = (children: number): Places => {
  const townshipCount = Math.min(mostTownships, Math.max(4, Math.round(children / 1000)))
  const perTownship = Math.min(mostVillages, Math.max(6, Math.round(children / townshipCount / 90)))
  const townships: Township[] = []
  const villages: Village[] = []
  const weights: number[] = []
  for (let t = 0; t < townshipCount; t += 1) {
    const urban = isUrban(t)
    const own: number[] = []
    for (let v = 0; v < perTownship; v += 1) {
      own.push(villages.length)
      villages.push({ code: villageCode(t, v), name: villageName(t, v), township: t, groups: 3 + ((t * 5 + v * 3) % 7), urban })
      weights.push((urban ? 3 : 1) / (1 + ((t * 7 + v * 11) % 6)))
    }
    townships.push({ code: townshipCode(t), name: townshipName(t), urban, villages: own })
  }
  const weighted = new Weighted(weights)
  return { townships, villages, drawVillage: r => weighted.draw(r) }
}
