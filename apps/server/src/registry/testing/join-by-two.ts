import type { UseCase } from '../../access/index.ts'
import { must, type Problem, type Result } from '@yingjin/kernel'
import type { FieldVault } from '../../platform/vault/index.ts'
import { changeCases } from '../change-cases.ts'

type County = Readonly<{
  fields: FieldVault
  checker: bigint
  does: (useCase: UseCase, order: unknown, account?: bigint) => Promise<Result<unknown, Problem>>
}>

/** Two records that say different things of who they are, joined as the office does it: one asks, another confirms. */
export const joinByTwo = async (county: County, personId: string | undefined, otherPersonId: string | undefined): Promise<void> => {
  const { request, approve } = changeCases({ fieldsOf: () => county.fields })
  const asked = await county.does(request as unknown as UseCase, { personId, wanted: { matter: 'merge', otherPersonId }, reason: '核对后是同一人' })
  const { requestId } = must(asked) as Readonly<{ requestId: string }>
  must(await county.does(approve as unknown as UseCase, { requestId, version: 1 }, county.checker))
}
