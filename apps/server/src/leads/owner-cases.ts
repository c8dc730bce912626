import { type Field, fields } from '@yingjin/domain/access'
import { type LeadsProblem, nameOwners } from '@yingjin/domain/leads'
import { done, problem, refused } from '@yingjin/kernel'
import { orderCase } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { nameOwnersOfAll } from './name-owners.ts'
import { ask } from './statement.ts'
import { nameOwnersOfAllQuestions } from './write-questions.ts'

/** Whoever sees only a part of the responsibilities would leave what others answer for to somebody farther off. */
const notWholeCounty = async (tx: Tx, division: string): Promise<LeadsProblem | null> => {
  const rows = await ask<{ field: Field }>(
    tx,
    `select f.field from (values ('leads', 'write'), ('questions', 'write'), ('persons', 'rows')) f (field, how)
     where not $1 = any (access.divisions(f.field, f.how))`,
    division,
  )
  return rows.length === 0 ? null : problem('leads/owners-need-whole-county', { fields: rows.map(({ field }) => fields[field]) })
}

export const ownerCases = {
  nameOwners: orderCase(nameOwners, async (_, { tx, actor: { division }, act, today }) => {
    const narrow = await notWholeCounty(tx, division)
    if (narrow !== null) return refused<LeadsProblem>(narrow)
    const leads = await nameOwnersOfAll(tx, division, act, today)
    const questions = await nameOwnersOfAllQuestions(tx, division, act, today)
    return done({ leads: leads.given, questions: questions.given, leadsWithoutOwner: leads.without, questionsWithoutOwner: questions.without })
  }),
} as const
