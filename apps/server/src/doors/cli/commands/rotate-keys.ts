import { resolve } from 'node:path'
import { rotateKeys as rotate } from '../../../batch/keep/rotate-keys.ts'
import { dataDirectory } from '../../../platform/files/index.ts'
import { configDirectory, wordVault } from '../../../platform/vault/index.ts'
import { countyIn } from '../arguments.ts'
import { type Command, complain, say, textOf } from './command.ts'

/** A new master key for a county, with all that it keeps under it. */
export const rotateKeys: Command = {
  options: { county: { type: 'string' }, data: { type: 'string' }, config: { type: 'string' } },
  carryOut: async values => {
    const county = countyIn(values)
    if (!county.ok) return complain(county.message)
    const place = { dataDir: resolve(textOf(values, 'data') ?? dataDirectory()), config: resolve(textOf(values, 'config') ?? configDirectory()) }
    const rotated = await rotate(place, county.value)
    if (!rotated.ok) return complain(wordVault(rotated.problem))
    const { version, rewrapped, continued } = rotated.value
    say(
      continued
        ? `上次更换没有做完，已接着做完：${rewrapped} 份换到第 ${version} 把主密钥之下。要再换一把新的，请再运行一次。`
        : `已换上第 ${version} 把主密钥，${rewrapped} 份快照和运行都在它之下。`,
    )
    say(`请另存一份“${place.config}/keys/${county.value}”；以前的密钥留在原处，打开备份时还要用。`)
    return 0
  },
}
