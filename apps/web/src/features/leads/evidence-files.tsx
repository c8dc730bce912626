import { type Proof, proofs } from '@yingjin/domain/leads'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { use, useRef, useState } from 'react'
import { type Beside, type GivenFile, type Problem, problemOf } from '../../shared/ask/index.ts'
import { attachFile } from '../../shared/attach-file.ts'
import { momentWord } from '../../shared/dates.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { saveFile } from '../../shared/save-file.ts'
import { shrinkPhoto } from '../../shared/shrink-photo.ts'
import { StandingContext } from '../../shared/standing.ts'
import { Told } from '../../shared/told.tsx'

type EvidenceFile = Readonly<{
  evidenceId: string
  name: string
  proof?: Proof | null
  bytes: number
  digest: string
  act: string
  attachedAt: string
  destroyedAct: string | null
}>
type Act = Readonly<{ act: string; says: string | null; accountName: string | null; recordedAt: string | null }>

export type EvidenceParts = Readonly<{
  /** What they lie with: `lead 12`, `question 7`. */
  id: string
  files: readonly EvidenceFile[]
  /** What was done with the record: who attached and who destroyed, and why. */
  acts: readonly Act[]
  /** Where a file is sent to be laid here, and of which record; none for whoever may not. */
  attach: Readonly<{ path: string; order: Readonly<Record<string, unknown>>; closesWith?: readonly Proof[] }> | null
  /** None for whoever sees that they lie there, and has none of them. */
  take: ((evidenceId: string) => Promise<GivenFile>) | null
  /** None for whoever may not, or where it is not possible now. */
  destroy: ((evidenceId: string, says: string, beside: Beside) => Promise<unknown>) | null
}>

/** The camera of a phone, or files: each is sent as it is chosen, what did not arrive stays at hand. */
const Attach = ({ path, order, closesWith, say }: NonNullable<EvidenceParts['attach']> & Readonly<{ say: (problem: Problem | null) => void }>) => {
  const queries = useQueryClient()
  const page = use(StandingContext)
  const picker = useRef<HTMLInputElement>(null)
  const [proof, setProof] = useState<Proof | ''>('')
  const [sending, setSending] = useState<string | null>(null)
  /** What did not arrive stays at hand: nobody photographs twice. */
  const [left, setLeft] = useState<readonly File[]>([])
  const add = async (files: readonly File[]): Promise<void> => {
    say(null)
    setLeft([])
    const notSent: File[] = []
    for (const file of files) {
      setSending(file.name)
      try {
        await attachFile(path, { ...order, ...(proof === '' ? {} : { proof }) }, await shrinkPhoto(file))
        await queries.invalidateQueries()
        page?.did()
      } catch (error) {
        const problem = problemOf(error)
        // What is there already is not sent again.
        if (problem.code !== 'leads/file-there') notSent.push(file)
        say(problem)
      }
    }
    setSending(null)
    setLeft(notSent)
    if (picker.current !== null) picker.current.value = ''
  }
  return (
    <div className="attach no-print">
      {closesWith === undefined ? null : (
        <label>
          这份文件证明什么{' '}
          <select value={proof} onChange={({ target }) => setProof(target.value as Proof | '')}>
            <option value="">只作说明</option>
            {closesWith.map(each => (
              <option key={each} value={each}>
                {proofs[each]}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="plain-button file-button">
        {sending === null ? '拍照或选文件' : `正在交“${sending}”…`}
        <input
          ref={picker}
          type="file"
          multiple
          accept="image/*,application/pdf,.ofd,.docx,.xlsx"
          disabled={sending !== null}
          onChange={({ target }) => void add([...(target.files ?? [])])}
        />
      </label>
      {left.length === 0 || sending !== null ? null : (
        <Button type="primary" onClick={() => void add(left)}>
          再交一次：{left.map(({ name }) => name).join('、')}
        </Button>
      )}
      <span className="soft">一份最多 10 MB，大的照片先缩小再交；同一份文件交两次只留一份。</span>
    </div>
  )
}

/** What is left of a file whose content was ended: its digest, who ended it, when and why. */
const Destroyed = ({ by, digest }: Readonly<{ by: Act | undefined; digest: string }>) => {
  const { accountName = null, recordedAt = null, says = null } = by ?? {}
  return (
    <div className="soft">
      已销毁
      {accountName === null ? '' : `：${accountName}`}
      {recordedAt === null ? '' : ` ${momentWord(recordedAt)}`}
      {says === null ? '' : `，原因：${says}`}。摘要 <span className="identifier">{digest}</span> 留着，内容已经没有了。
    </div>
  )
}

/** Files that lie with a record: how to add one, take one along, and end one that must not be kept. */
export const EvidenceFiles = ({ id, files, acts, attach, take, destroy }: EvidenceParts) => {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [destroying, setDestroying] = useState<string | null>(null)
  const actOf = (act: string | null): Act | undefined => acts.find(each => each.act === act)
  const takeAlong = async (evidenceId: string): Promise<void> => {
    if (take === null) return
    setProblem(null)
    try {
      saveFile(await take(evidenceId))
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  return (
    <section className="paper" aria-label="凭据">
      <h2>凭据</h2>
      {problem === null ? null : <Told problem={problem} />}
      {files.length === 0 ? <p className="soft">还没有凭据文件。</p> : null}
      <ul className="plain-list">
        {files.map(({ evidenceId, name, proof, bytes, digest, act, attachedAt, destroyedAct }) => {
          return (
            <li key={evidenceId}>
              {destroyedAct === null && take !== null ? (
                <button type="button" className="link-button" onClick={() => void takeAlong(evidenceId)}>
                  {name}
                </button>
              ) : destroyedAct === null ? (
                name
              ) : (
                <s>{name}</s>
              )}{' '}
              <span className="soft">
                {proof === undefined || proof === null ? '' : `${proofs[proof]} · `}
                {Math.ceil(bytes / 1024)} KB · {[actOf(act)?.accountName, momentWord(attachedAt)].filter(part => typeof part === 'string').join(' ')} 交
              </span>{' '}
              {destroyedAct === null && destroy !== null ? (
                <button
                  type="button"
                  className="link-button no-print"
                  aria-expanded={destroying === evidenceId}
                  onClick={() => setDestroying(destroying === evidenceId ? null : evidenceId)}
                >
                  销毁…
                </button>
              ) : null}
              {destroyedAct === null ? null : <Destroyed by={actOf(destroyedAct)} digest={digest} />}
              {destroying === evidenceId && destroyedAct === null && destroy !== null ? (
                <OrderForm
                  id={`${id} destroy ${evidenceId}`}
                  danger
                  fields={[{ key: 'says', label: `为什么销毁“${name}”`, kind: 'words', required: true, rows: 2, placeholder: '例如：交错了，是别人家的证明' }]}
                  button={`销毁“${name}”`}
                  says={
                    <>
                      内容马上销毁，谁也取不回来。留下的是：文件名、大小、摘要 <span className="identifier">{digest}</span>、谁哪天交的、谁哪天为什么销毁。
                    </>
                  }
                  submit={({ says = '' }, beside) => destroy(evidenceId, says, beside)}
                  done={() => setDestroying(null)}
                />
              ) : null}
            </li>
          )
        })}
      </ul>
      {attach === null ? null : <Attach {...attach} say={setProblem} />}
    </section>
  )
}
