import { Button } from 'antd'
import { useState } from 'react'
import type { office } from '../../shared/ask/index.ts'
import { AnswerMany } from './answer-many.tsx'
import { AssignQuestions } from './assign-questions.tsx'
import './leads.css'

type Question = Awaited<ReturnType<typeof office.leads.listQuestions>>['questions'][number]

const ways = [
  ['assign', '成批派给责任人'],
  ['answer', '成批作答'],
] as const

/** What may be done with the questions ticked, one form at a time. */
export const ManyQuestions = (parts: Readonly<{ questions: readonly Question[]; done: () => void }>) => {
  const [doing, setDoing] = useState<'assign' | 'answer' | null>(null)
  return (
    <div className="many">
      {ways.map(([way, word]) => (
        <Button key={way} aria-pressed={doing === way} type={doing === way ? 'primary' : 'default'} onClick={() => setDoing(doing === way ? null : way)}>
          {word}
        </Button>
      ))}
      {doing === 'assign' ? <AssignQuestions {...parts} /> : doing === 'answer' ? <AnswerMany {...parts} /> : null}
    </div>
  )
}
