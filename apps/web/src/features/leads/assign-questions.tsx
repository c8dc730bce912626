import { possibleWith } from '@yingjin/domain/leads'
import { office } from '../../shared/ask/index.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { takerField, useTakers } from './use-takers.ts'

type Question = Awaited<ReturnType<typeof office.leads.listQuestions>>['questions'][number]

/** To whom questions are given, many at once: all of them, or none. */
export const AssignQuestions = ({ questions, done }: Readonly<{ questions: readonly Question[]; done: () => void }>) => {
  const takers = useTakers('questions')
  const open = questions.filter(({ matter, state }) => possibleWith(matter, state).includes('assign'))
  if (open.length === 0) return <span className="soft">选中的都已经决定，不用再派人。</span>
  return (
    <OrderForm
      id="assign questions"
      fields={[takerField(takers), { key: 'says', label: '交代', kind: 'line' }]}
      button={`把 ${open.length} 个问题派给他`}
      says="要么都派出，要么一个也不派；其中一个不归他办或刚被别人改过，会告诉您是哪一个。"
      submit={({ accountId = '', says = '' }, beside) =>
        office.leads.assignQuestions(
          { questions: open.map(({ questionId, version }) => ({ questionId, version })), accountId, ...(says === '' ? {} : { says }) },
          beside,
        )
      }
      done={done}
    />
  )
}
