import { useQuery } from '@tanstack/react-query'
import { office } from '../../shared/ask/index.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { answerField } from './answer-field.ts'

type Question = Awaited<ReturnType<typeof office.leads.listQuestions>>['questions'][number]

/** One answer with its source to the same question about all the children ticked; all are answered or none. */
export const AnswerMany = ({ questions, done }: Readonly<{ questions: readonly Question[]; done: () => void }>) => {
  const open = questions.filter(({ state, matter }) => state === 'open' && matter !== 'same-person')
  const asked = [...new Set(open.map(each => each.asked))]
  const [first] = open
  const { data } = useQuery({
    queryKey: ['question', first?.questionId],
    queryFn: ({ signal }) => office.leads.questionPage({ questionId: first?.questionId ?? '' }, { signal }),
    enabled: first !== undefined && asked.length === 1,
  })
  if (first === undefined) return <span className="soft">选中的都不能成批作答：答过了，或要一个一个看（是不是同一个人）。</span>
  if (asked.length > 1) return <span className="soft">选中的问的不是同一件事：{asked.join('、')}。请先按“问的是”选出同一件事的。</span>
  return (
    <section className="bulk-answer" aria-label="成批作答">
      <strong>
        {first.asked}：选中的 {open.length} 个一起答
      </strong>
      <OrderForm
        id={`answer many ${first.matter} ${first.key}`}
        fields={[
          answerField(first.matter, first.key, data?.expected ?? ''),
          { key: 'evidence', label: '凭什么材料（名称、编号、日期、在哪里）', kind: 'line', required: true },
          { key: 'reason', label: '为什么这样答', kind: 'words', required: true, rows: 2 },
        ]}
        button={`作答 ${open.length} 个问题`}
        says="要么都答上，要么一个也不答；每个问题都写明是您答的、凭什么材料。下次运行就用。"
        submit={({ answer = '', evidence = '', reason = '' }, beside) =>
          office.leads.answerQuestions({ questions: open.map(({ questionId, version }) => ({ questionId, version })), answer, evidence, reason }, beside)
        }
        done={done}
      />
    </section>
  )
}
