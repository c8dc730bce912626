import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const shelves = ['packages', 'apps', 'packs'] as const
const alone = ['bench', 'examples', 'bin', 'tools'] as const

/** Every room where tests stand, as its folder. */
export const listRooms = (house: string): readonly string[] => [
  ...shelves.flatMap(shelf => (existsSync(join(house, shelf)) ? readdirSync(join(house, shelf)).map(name => `${shelf}/${name}`) : [])),
  ...alone.filter(room => existsSync(join(house, room))),
]

/** `policy` → `packages/policy`; `500243` or `pengshui` → that pack; a folder or file of the house as it is. */
export const findRooms = (house: string, asked: string): readonly string[] => {
  if (asked.includes('/')) return existsSync(join(house, asked)) ? [asked] : []
  return listRooms(house).filter(room => {
    const name = room.split('/').at(-1) ?? ''
    return name === asked || (room.startsWith('packs/') && name.split('-').includes(asked))
  })
}
