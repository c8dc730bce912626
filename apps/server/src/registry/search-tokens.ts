import { pinyin } from 'pinyin-pro'
import type { Tx } from '../platform/postgres/index.ts'
import { addRows, ask } from './statement.ts'

export type SearchToken = Readonly<{ kind: 'name' | 'pinyin' | 'initials'; token: string }>

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s·•.]/gu, '')
    .toLowerCase()

/** Every reading that a surname or a given name may have would find too many; the common one, with surnames read as such. */
const read = (name: string): readonly [string, string] => {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', mode: 'surname', v: true })
  return [folded(syllables.join('')), folded(syllables.map(s => s.charAt(0)).join(''))]
}

/** What a name is found by: itself, its pinyin (张小明 → zhangxiaoming) and the initials of it (zxm). */
export const tokensOf = (name: string): readonly SearchToken[] => {
  const [full, initials] = read(name)
  const tokens: readonly SearchToken[] = [
    { kind: 'name', token: folded(name) },
    { kind: 'pinyin', token: full },
    { kind: 'initials', token: initials },
  ]
  return tokens.filter(({ token }) => token !== '')
}

/** The token that a sought word is compared with. */
export const soughtToken = folded

/** Brings the tokens of the persons in `touched` in line with their names. */
export const refreshTokens = async (tx: Tx, division: string): Promise<void> => {
  const stale = await ask<{ person_id: bigint; name: string; gone: boolean; there: boolean }>(
    tx,
    `select p.person_id, p.name, p.gone_act is not null as gone, s.person_id is not null as there
     from registry.person p left join registry.search_token s on s.division = $1 and s.person_id = p.person_id and s.kind = 'name'
     where p.division = $1 and p.person_id in (select person_id from touched)
       and (s.person_id is null or p.gone_act is not null or s.token is distinct from lower(regexp_replace(normalize(p.name, nfkc), '[[:space:]·•.]', '', 'g')))`,
    division,
  )
  const old = stale.filter(({ there }) => there).map(({ person_id }) => String(person_id))
  if (old.length > 0) await ask(tx, `delete from registry.search_token where division = $1 and person_id = any ($2::bigint[])`, division, old)
  const read = new Map<string, readonly SearchToken[]>()
  const rows = function* (): Generator<Readonly<Record<string, unknown>>> {
    for (const { person_id, name, gone } of stale) {
      if (gone) continue
      const tokens = read.get(name) ?? tokensOf(name)
      read.set(name, tokens)
      for (const { kind, token } of tokens) yield { person_id: String(person_id), kind, token }
    }
  }
  await ask(tx, 'create temporary table fresh_token (person_id bigint, kind text, token text) on commit drop')
  await addRows(tx, 'fresh_token', ['person_id', 'kind', 'token'], rows())
  await ask(
    tx,
    `insert into registry.search_token (division, kind, token, person_id, area, school_id, class_id)
     select $1, f.kind, f.token, f.person_id, p.area, p.school_id, p.class_id from fresh_token f join registry.person p on p.division = $1 and p.person_id = f.person_id
     order by f.kind, f.token, f.person_id`,
    division,
  )
  await ask(tx, 'drop table fresh_token')
}
