import { type RegistryProblem, unmaskNumber } from '@yingjin/domain/registry'
import { done, problem, refused } from '@yingjin/kernel'
import { questionCase } from '../access/index.ts'
import { VaultRefusal } from '../platform/vault/index.ts'
import type { RegistryParts } from './import-cases.ts'
import { ask, askOne } from './statement.ts'

/** Whole numbers, one person at a time. */
export const unmaskCases = ({ fieldsOf }: RegistryParts) => {
  const unmask = questionCase(unmaskNumber, async ({ personId, kind }, { tx, actor: { division } }) => {
    // Whoever sees a child need not see its number: the right to whole numbers must reach this child too.
    const { reaches, shown, most } = await askOne<{ reaches: boolean; shown: bigint; most: number | null }>(
      tx,
      `select registry.reaches_person($1, $2, 'identity', 'rows') and exists (select from registry.person where division = $1 and person_id = $2) as reaches,
         registry.unmasked_today() as shown, (select most from registry.daily_limit where use_case = $3) as most`,
      division,
      personId,
      unmaskNumber.name,
    )
    if (!reaches) return refused<RegistryProblem>(problem('registry/not-found', { what: `人员 ${personId}` }))
    const left = BigInt(most ?? 0) - shown
    if (left <= 0n) return refused<RegistryProblem>(problem('registry/unmasked-enough', { most: most ?? 0 }))
    const rows = await ask<{ source: string; record: string; number_sealed: Buffer }>(
      tx,
      `select n.source, n.record, n.number_sealed from registry.identity_number n join registry.person p on p.division = n.division and p.person_id = n.person_id
       where n.division = $1 and (n.person_id = $2 or p.merged_into = $2) and n.kind = $3 and n.ended_act is null order by n.identity_number_id`,
      division,
      personId,
      kind,
    )
    if (rows.length === 0) return refused<RegistryProblem>(problem('registry/no-number', { kind }))
    const fields = fieldsOf(division)
    const said = rows.map(({ source, record, number_sealed }) => {
      const plain = fields.open({ field: 'registry.identity_number.number_sealed', record }, number_sealed)
      if (!plain.ok) throw new VaultRefusal(plain.problem)
      return { number: plain.value, source }
    })
    return done({
      numbers: [...Map.groupBy(said, ({ number }) => number)].map(([number, of]) => ({ number, sources: of.map(({ source }) => source) })),
      leftToday: Number(left - 1n),
    })
  })
  return { unmask }
}
