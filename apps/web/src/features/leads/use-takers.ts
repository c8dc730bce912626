import { office } from '../../shared/ask/index.ts'
import { type Seek, useSeek } from '../../shared/use-seek.ts'
import { given } from '../../shared/given.ts'

/** To whom a lead or a question may be given, sought by name or duty; of one child, those who may act on it. */
export const useTakers = (work: 'leads' | 'questions', personId?: string, enabled = true): Seek =>
  useSeek(
    ['takers', work, personId ?? ''],
    async (name, signal) => {
      const { total, takers } = await office.leads.listTakers({ work, ...given({ personId, name }) }, { signal })
      return { total, choices: takers.map(({ accountId, name: of, roles }) => ({ value: accountId, word: `${of}（${roles.join('、') || '没有授权'}）` })) }
    },
    enabled,
  )

/** The field of a form in which somebody is chosen to take work. */
export const takerField = (seek: Seek) =>
  ({ key: 'accountId', label: '派给', kind: 'sought', required: true, seek, placeholder: '输入姓名或职责查找' }) as const
