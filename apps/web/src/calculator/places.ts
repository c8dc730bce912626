import type { AnyPackSource } from '@yingjin/policy'

/** A county whose papers the page can read, and how they come into the browser: only when somebody chooses it. */
export type Place = Readonly<{ code: string; name: string; load: () => Promise<readonly AnyPackSource[]> }>

const national = async (): Promise<AnyPackSource> => (await import('@yingjin/pack-national')).default

const places: readonly Place[] = [
  { code: '430600', name: '湖南省岳阳市', load: async () => [await national(), (await import('@yingjin/pack-430600-yueyang')).default] },
  { code: '500243', name: '重庆市彭水县', load: async () => [await national(), (await import('@yingjin/pack-500243-pengshui')).default] },
  { code: '530623', name: '云南省盐津县', load: async () => [await national(), (await import('@yingjin/pack-530623-yanjin')).default] },
  { code: '610924', name: '陕西省紫阳县', load: async () => [await national(), (await import('@yingjin/pack-610924-ziyang')).default] },
  { code: '652300', name: '新疆昌吉州', load: async () => [await national(), (await import('@yingjin/pack-652300-changji')).default] },
]

/** The invented county of a demonstration: shown only where it is the one that is installed. */
const invented: Place = {
  code: '990101',
  name: '示例县（虚构）',
  load: async () => [await national(), (await import('@yingjin/pack-500243-pengshui')).default, (await import('@yingjin/pack-990101-clearwater')).default],
}

/** Whether the papers of a place hold in a county: its own, or those of its prefecture. */
const holdsIn = ({ code }: Place, county: string): boolean => code === county || (code.endsWith('00') && code.slice(0, 4) === county.slice(0, 4))

/** The places whose papers hold in the counties of the office that serves the page, and the others. */
export const placesFor = (installed: readonly string[]): Readonly<{ here: readonly Place[]; others: readonly Place[] }> => {
  const isHere = (place: Place): boolean => installed.some(county => holdsIn(place, county))
  return { here: [...places, invented].filter(isHere), others: places.filter(place => !isHere(place)) }
}
