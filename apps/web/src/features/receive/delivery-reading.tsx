import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { deliveryStatusWords, listStandingWords, rowsWord } from '@yingjin/domain/registry'
import { useState } from 'react'
import { office, type Problem, problemOf } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { type Draft, useDraft } from '../../shared/draft.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { StateWord } from '../../shared/state-word.tsx'
import { Told } from '../../shared/told.tsx'
import { TakeFile } from '../../shared/take-file.tsx'
import { countWord } from '../../shared/count-word.ts'
import { NotHere } from './not-here.tsx'
import { readFiles, stageLists } from './sending.ts'
import { columnField, dateField, kindField, returnedWord, type ShownDelivery } from './said.ts'
import { SheetReading } from './sheet-reading.tsx'
import { ChangesSaid } from './changes-said.tsx'
import { coverageWords, deliveryShapes, listShapes, sizeWord } from './words.ts'

type List = ShownDelivery['lists'][number]

const ListCard = ({ list, busy, changed }: Readonly<{ list: List; busy: boolean; changed: boolean }>) => (
  <section className="paper list-card" aria-label={list.rosterName}>
    <div className="sent-line">
      <h2>{list.rosterName}</h2>
      <StateWord shape={listShapes[list.standing]}>{listStandingWords[list.standing]}</StateWord>
    </div>
    <dl className="facts-line">
      <div>
        <dt>报送单位</dt>
        <dd>{list.sender}</dd>
      </div>
      <div>
        <dt>截至</dt>
        <dd>{list.asOf ?? '没有写明'}</dd>
      </div>
      <div>
        <dt>名册</dt>
        <dd>{coverageWords[list.coverage] ?? list.coverage}</dd>
      </div>
      <div>
        <dt>收</dt>
        <dd>
          {rowsWord({ sheetRows: list.rowsAccepted, entries: list.entries, unit: list.unit })}，表里共 {countWord(list.rowsRead)} 行
        </dd>
      </div>
      <div>
        <dt>未收</dt>
        <dd>{countWord(list.rowsRefused)} 行</dd>
      </div>
    </dl>
    {list.notCollected.length === 0 ? null : <p className="soft">未采集，没有读取：{list.notCollected.join('、')}。</p>}
    {list.hindrance === null ? null : <p className="soft">{list.hindrance}。</p>}
    {list.standing !== 'taken-before' || list.takenBefore === null ? null : (
      <p>
        这份文件里的这种名册以前收过，是批次 {list.takenBefore}，不会再入库一次。不用再收的，请退出这份来件；要重收，请先打开{' '}
        <Link to="/receive/history/$importId" params={{ importId: list.takenBefore }}>
          批次 {list.takenBefore}
        </Link>{' '}
        撤销。
      </p>
    )}
    {list.changes !== null && list.standing === 'staged' ? (
      <p>
        试算：
        <ChangesSaid importId={list.importId} changes={list.changes} />。
      </p>
    ) : null}
    {list.changes !== null && list.standing === 'staged' ? <NotHere importId={list.importId} changes={list.changes} /> : null}
    <div className="acts">
      {list.standing === 'to-confirm' || list.standing === 'ready' ? (
        <button
          type="button"
          className={list.standing === 'ready' ? 'second-button' : 'plain-button'}
          disabled={busy || changed}
          onClick={() => void stageLists([list.listId])}
        >
          {list.standing === 'ready' ? '试算这一份' : '核对过了，试算这一份'}
        </button>
      ) : null}
      {list.importId === null ? null : (
        <Link to="/receive/history/$importId" params={{ importId: list.importId }} className="second-button as-button">
          看批次 {list.importId}
        </Link>
      )}
      {list.returned === 0 ? null : (
        <TakeFile className="second-button" take={() => office.registry.takeReturnedRows.file({ listId: list.listId })}>
          {returnedWord(list.returned, list.rowsRefused)}
        </TakeFile>
      )}
    </div>
  </section>
)

/** The corrections that were written, as the office takes them. */
const correctionsIn = (delivery: ShownDelivery, draft: Draft) => {
  const sheets = delivery.sheets.flatMap(({ name }) => {
    const [kind, date] = [draft.of(kindField(name)), draft.of(dateField(name))]
    const said = delivery.said[name]
    if (kind === '' && date === '') return []
    return [
      {
        sheet: name,
        roster: (kind === '' ? (said?.roster ?? null) : kind === 'as-recognised' ? null : kind) as never,
        asOf: date === '' ? (said?.asOf ?? null) : date,
      },
    ]
  })
  const columns = delivery.sheets.flatMap(({ tables }) =>
    tables.flatMap(({ roster, candidates, columns: of }) => {
      const as = roster ?? candidates[0] ?? null
      return as === null
        ? []
        : of.flatMap(({ header }) => {
            const meaning = draft.of(columnField(as, header))
            return meaning === '' ? [] : [{ roster: as as never, header, meaning }]
          })
    }),
  )
  const once = [...new Map(columns.map(each => [`${String(each.roster)} ${each.header}`, each])).values()]
  return { sheets, columns: once }
}

/** What is said of the whole file stands below as well, at the sheet that it is about. */
const saidOfSheet = ({ sheets }: ShownDelivery, message: string): boolean =>
  sheets.some(({ problems, tables }) => [...problems, ...tables.flatMap(table => table.problems)].some(each => message.includes(each)))

const Change = ({ delivery }: Readonly<{ delivery: ShownDelivery }>) => {
  const { acceptedBefore, refusedBefore, rowsAccepted, rowsRefused } = delivery
  if (acceptedBefore === null || refusedBefore === null) return null
  const same = acceptedBefore === rowsAccepted && refusedBefore === rowsRefused
  return (
    <p className="told" role="status">
      {same
        ? `重新读过了，行数没有变：收 ${countWord(rowsAccepted)} 行，未收 ${countWord(rowsRefused)} 行。`
        : `重新读过了：收 ${countWord(rowsAccepted)} 行（原来 ${countWord(acceptedBefore)} 行），未收 ${countWord(rowsRefused)} 行（原来 ${countWord(refusedBefore)} 行）。`}
    </p>
  )
}

/** One file: what it was taken for, sheet by sheet, and what may be put right. */
export const DeliveryReading = ({ deliveryId, busy }: Readonly<{ deliveryId: string; busy: boolean }>) => {
  const queries = useQueryClient()
  const draft = useDraft(`delivery ${deliveryId}`)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [putting, setPutting] = useState(false)
  const { data, error } = useQuery({ queryKey: ['delivery', deliveryId], queryFn: ({ signal }) => office.registry.showDelivery({ deliveryId }, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="empty">正在打开…</p>
  const { sheets, columns } = correctionsIn(data, draft)
  const corrections = sheets.length + columns.length
  const fixed = data.lists.some(({ importStatus }) => importStatus === 'staged' || importStatus === 'committed')
  const editable = !fixed && (data.status === 'read' || data.status === 'no-roster')
  const readAgain = async (): Promise<void> => {
    setProblem(null)
    try {
      await office.registry.correctDelivery({ deliveryId, version: data.version, sheets, columns })
      draft.clear()
      await readFiles([deliveryId])
    } catch (refusal) {
      setProblem(problemOf(refusal))
    }
    await queries.invalidateQueries()
  }
  return (
    <>
      <section className="paper" aria-label={data.name}>
        <div className="sent-line">
          <h2 className="file-name">{data.name}</h2>
          <StateWord shape={deliveryShapes[data.status]}>{deliveryStatusWords[data.status]}</StateWord>
        </div>
        <p className="soft">
          {momentWord(data.arrivedAt)} 收下，{sizeWord(data.bytes)}
          {data.sentBy === null ? '' : `，${data.sentBy}放入`}；内容编号（核对是不是同一份原件）<span className="identifier">{data.digest}</span>
        </p>
        {data.message === null || saidOfSheet(data, data.message) ? null : <p>{data.message}。</p>}
        {data.problems.map(each => (
          <p key={each} className="soft">
            {each}。
          </p>
        ))}
        <Change delivery={data} />
        {problem === null ? null : <Told problem={problem} />}
        {editable ? (
          <div className="acts no-print">
            {corrections > 0 ? (
              <>
                <button type="button" className="plain-button" disabled={busy} onClick={() => void readAgain()}>
                  按 {corrections} 处更正重新读取
                </button>
                <button type="button" className="second-button" onClick={() => draft.clear()}>
                  不改了
                </button>
              </>
            ) : null}
            <button type="button" className="second-button" aria-pressed={putting} onClick={() => setPutting(!putting)}>
              退出这份来件
            </button>
          </div>
        ) : null}
        {putting ? (
          <OrderForm
            id={`aside ${deliveryId}`}
            fields={[{ key: 'says', label: '为什么', required: true, kind: 'line', placeholder: '例如：发错了；已有更新的一份' }]}
            button="退出这份来件"
            danger
            says="文件随即销毁，读法和未收的行也一起去掉；这里留下一行记录。以后要收，再放一次即可。"
            submit={({ says = '' }, beside) => office.registry.setDeliveryAside({ deliveryId, version: data.version, says }, beside)}
          />
        ) : null}
      </section>
      {data.lists.map(list => (
        <ListCard key={list.listId} list={list} busy={busy} changed={corrections > 0} />
      ))}
      {data.sheets.map(sheet => (
        <SheetReading key={sheet.name} sheet={sheet} delivery={data} draft={draft} editable={editable} />
      ))}
    </>
  )
}
