import clearwater from '@yingjin/pack-990101-clearwater'
import pengshui from '@yingjin/pack-500243-pengshui'
import { type AnyPackSource, loadPack, type Pack, wordPackRefused } from '@yingjin/policy'

/** County packs this program carries. The batch plane is handed a pack and never looks for one. */
const sources: Readonly<Record<string, Readonly<{ countyName: string; source: AnyPackSource }>>> = {
  '500243': { countyName: '彭水县', source: pengshui },
  '990101': { countyName: '示例县', source: clearwater },
}

export type CountyPack = Readonly<{ ok: true; pack: Pack; countyName: string }> | Readonly<{ ok: false; message: string }>

/** The pack of a county by its six-digit code. A pack with a fault is refused with all its faults. */
export const countyPack = (county: string): CountyPack => {
  const found = sources[county]
  if (found === undefined)
    return {
      ok: false,
      message: `没有区划 ${county} 的政策包。现有：${Object.entries(sources)
        .map(([code, s]) => `${code} ${s.countyName}`)
        .join('、')}`,
    }
  const registry = Object.fromEntries(Object.values(sources).map(s => [s.source.id, s.source]))
  const pack = loadPack(found.source, registry)
  return pack.ok ? { ok: true, pack: pack.value, countyName: found.countyName } : { ok: false, message: wordPackRefused(pack.problem).join('\n') }
}
