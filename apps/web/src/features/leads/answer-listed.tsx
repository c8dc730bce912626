import { expectedOf, mostListed } from '@yingjin/domain/leads'
import { Button } from 'antd'
import { useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { countWord } from '../../shared/count-word.ts'
import { answerField } from './answer-field.ts'
import type { QuestionSearch } from './question-search.ts'

/** Whether a list asks one fact, of everybody of whom the newest run asks it still: then one answer may fit all of it. */
export const isListed = (search: QuestionSearch): search is QuestionSearch & Readonly<{ key: string }> =>
  search.key !== undefined &&
  search.state === 'open' &&
  search.asked === 'true' &&
  (search.matter === undefined || search.matter === 'missing-fact') &&
  search.owner !== 'none'

type Parts = Readonly<{
  factKey: string
  word: string
  within: Readonly<{ ownerAccountId?: string; schoolId?: string; township?: string }>
  total: number
}>

/** One answer with its source to the whole list, whatever pages it has; all are answered or none. */
export const AnswerListed = ({ factKey, word, within, total }: Parts) => {
  const [open, setOpen] = useState(false)
  const many = countWord(total)
  if (total > mostListed) return <span className="soft">一次最多一起答 {countWord(mostListed)} 个，请先选一个学校或乡镇。</span>
  if (!open)
    return (
      <Button className="no-print" onClick={() => setOpen(true)}>
        这 {many} 个一起答
      </Button>
    )
  return (
    <section className="bulk-answer" aria-label="按清单成批作答">
      <strong>
        {word}：现在条件下的 {many} 个一起答，不只这一页
      </strong>
      <OrderForm
        id={`answer listed ${factKey}`}
        fields={[
          answerField('missing-fact', factKey, expectedOf('missing-fact', factKey, null)),
          { key: 'evidence', label: '凭什么材料（名称、编号、日期、在哪里）', kind: 'line', required: true },
          { key: 'reason', label: '为什么这样答', kind: 'words', required: true, rows: 2 },
        ]}
        button={`作答 ${many} 个问题`}
        says="要么都答上，要么一个也不答；每个问题都写明是您答的、凭什么材料。下次运行就用。答错了，可以逐个撤回。"
        submit={({ answer = '', evidence = '', reason = '' }, beside) =>
          office.leads.answerMissingFact({ key: factKey, ...within, seen: total, answer, evidence, reason }, beside)
        }
        done={() => setOpen(false)}
      />
      <button type="button" className="link-button" onClick={() => setOpen(false)}>
        先不答
      </button>
    </section>
  )
}
