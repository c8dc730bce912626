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

/** All two-character place names in an order fixed by the seed; more than enough for every village of the county. */
const placeNames = (random: Random): readonly string[] => {
  const names = heads.flatMap(h => tails.map(t => h + t))
  for (let i = names.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1)
    ;[names[i], names[j]] = [names[j] ?? '', names[i] ?? '']
  }
  return names
}

const three = (n: number): string => String(n).padStart(3, '0')

/** About one township per thousand children, within what a county can have. */
export const makePlaces = (seed: number, children: number): Places => {
  const random = randomFor(seed, 'places')
  const names = placeNames(random)
  const townshipCount = Math.min(90, Math.max(4, Math.round(children / 1000)))
  const perTownship = Math.min(60, Math.max(6, Math.round(children / townshipCount / 90)))
  const townships: Township[] = []
  const villages: Village[] = []
  const weights: number[] = []
  for (let t = 0; t < townshipCount; t += 1) {
    const urban = t < Math.max(1, Math.round(townshipCount / 8))
    const code = `${homeCounty}${three(urban ? t + 1 : t + 100)}`
    const name = `${names[t] ?? ''}${urban ? '街道' : t % 3 === 0 ? '镇' : '乡'}`
    const own: number[] = []
    // Within one township no village name repeats; across townships some do, as in every county.
    const from = random.below(names.length)
    for (let v = 0; v < perTownship; v += 1) {
      own.push(villages.length)
      villages.push({
        code: `${code}${three(urban ? v + 1 : v + 200)}`,
        name: `${names[(from + v) % names.length] ?? ''}${urban ? '社区' : '村'}`,
        township: t,
        groups: random.between(3, 9),
        urban,
      })
      weights.push((urban ? 3 : 1) / (1 + random.below(6)))
    }
    townships.push({ code, name, urban, villages: own })
  }
  const weighted = new Weighted(weights)
  return { townships, villages, drawVillage: r => weighted.draw(r) }
}

/** The whole division table of the sample: the invented province, and this county down to its villages. */
export const divisionsOf = (places: Places): readonly InventedDivision[] => [
  ...inventedProvince,
  ...places.townships.map(t => living(t.code, t.name)),
  ...places.villages.map(v => living(v.code, v.name)),
]
