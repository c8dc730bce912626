import type { Draft } from '../../shared/draft.ts'
import { countWord } from '../../shared/count-word.ts'
import { columnField, dateField, kindField, type ShownDelivery } from './said.ts'

type Sheet = ShownDelivery['sheets'][number]
type Table = Sheet['tables'][number]
type Column = Table['columns'][number]

const sureWords: Readonly<Record<string, string>> = {
  certain: '确定',
  likely: '较有把握，请核对',
  'to-confirm': '请核对',
  undecided: '几种名册都像，请您定',
  unknown: '认不出',
  'no-list': '汇总表，不读',
}

const standingWord = ({ standing, label, remembered }: Column): string => {
  switch (standing) {
    case 'collected':
      return `${label ?? ''}${remembered ? '（按您上次说的）' : ''}`
    case 'not-collected':
      return '未采集'
    case 'not-needed':
      return '不需要'
    case 'unrecognised':
      return '没有认出'
    case 'repeated':
      return `重复：${label ?? ''}`
    case 'layout':
      return label ?? ''
  }
}

const columnClass = ({ standing, sure }: Column): string =>
  standing === 'not-collected'
    ? 'not-collected'
    : standing === 'unrecognised' || standing === 'repeated' || (standing === 'collected' && sure === 'to-confirm')
      ? 'to-look'
      : ''

type Meanings = ShownDelivery['meanings'][number]['options']

const Meaning = ({
  column,
  roster,
  meanings,
  draft,
  editable,
}: Readonly<{ column: Column; roster: string | null; meanings: Meanings; draft: Draft; editable: boolean }>) => {
  const word = standingWord(column)
  if (!editable || roster === null || column.header === '' || column.standing === 'not-collected' || meanings.length === 0) return <span>{word}</span>
  const field = columnField(roster, column.header)
  return (
    <select
      aria-label={`${column.letter} 列“${column.header}”是什么`}
      className={draft.of(field) === '' ? '' : 'said'}
      value={draft.of(field)}
      onChange={({ target }) => draft.write(field, target.value)}
    >
      <option value="">{word === '' ? '—' : word}</option>
      {meanings
        .filter(({ value }) => value !== column.key)
        .map(({ value, word: to }) => (
          <option key={value} value={value}>
            改为：{to}
          </option>
        ))}
    </select>
  )
}

const Grid = ({
  sheet,
  table,
  delivery,
  draft,
  editable,
}: Readonly<{ sheet: Sheet; table: Table; delivery: ShownDelivery; draft: Draft; editable: boolean }>) => {
  const roster = table.roster ?? table.candidates[0] ?? null
  const meanings = delivery.meanings.find(each => each.roster === roster)?.options ?? []
  const explained = sheet.shown.some(({ is, says }) => is === 'refused' || says.length > 0)
  return (
    // A wide sheet scrolls in its own box; so that a keyboard can scroll it, it takes the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="wide" tabIndex={0} role="region" aria-label={`工作表“${sheet.name}”的内容`}>
      <table className="sheet-grid">
        <thead>
          <tr>
            <th scope="col">行</th>
            {explained ? <th scope="col">说明</th> : null}
            {table.columns.map(column => (
              <th key={column.letter} scope="col" className={columnClass(column)}>
                <span className="soft">{column.letter}</span>
                <Meaning column={column} roster={roster} meanings={meanings} draft={draft} editable={editable} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.shown.map(({ row, is, cells, says }) => (
            <tr key={row} className={`is-${is}`}>
              <th scope="row">{row}</th>
              {explained ? (
                <td className="margin">
                  {is === 'header'
                    ? '表头'
                    : is === 'title'
                      ? '标题'
                      : is === 'refused'
                        ? `未收：${says.length === 0 ? '整张表没有收' : says.join('；')}`
                        : says.join('；')}
                </td>
              ) : null}
              {table.columns.map((column, at) => (
                <td key={column.letter} className={columnClass(column)}>
                  {cells[at] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** One sheet as it is: columns with what they mean and how sure, header rows marked, rows not taken tinted with the reason beside. */
export const SheetReading = ({ sheet, delivery, draft, editable }: Readonly<{ sheet: Sheet; delivery: ShownDelivery; draft: Draft; editable: boolean }>) => {
  const [table] = sheet.tables.toSorted((a, b) => b.columns.length - a.columns.length)
  const named = delivery.said[sheet.name]?.roster ?? null
  const [declared, asOf] = [table?.declared ?? null, table?.asOf ?? null]
  const at = `${delivery.deliveryId}-${sheet.name}`.replaceAll(/\W+/g, '-')
  const notCollected = table?.columns.filter(({ standing }) => standing === 'not-collected').map(({ header }) => header) ?? []
  return (
    <section className="paper" aria-label={`工作表“${sheet.name}”`}>
      <h2>
        工作表“{sheet.name}”{sheet.hidden ? '（隐藏的）' : ''}
      </h2>
      <p className="soft">
        共 {countWord(sheet.rows)} 行：收 {countWord(sheet.accepted)}，未收 {countWord(sheet.refused)}，标题、表头和合计 {countWord(sheet.layout)}，空行{' '}
        {countWord(sheet.blank)}。{declared === null ? '' : `写明 ${declared}。`}
      </p>
      {editable ? (
        <div className="query sheet-said">
          <label htmlFor={`kind-${at}`}>
            这张表是
            <select id={`kind-${at}`} value={draft.of(kindField(sheet.name))} onChange={({ target }) => draft.write(kindField(sheet.name), target.value)}>
              <option value="">
                {table?.rosterName ?? '没有认出'}（{named === null ? (sureWords[table?.sure ?? 'unknown'] ?? '') : '您指定的'}）
              </option>
              {named === null ? null : <option value="as-recognised">不指定，由程序认</option>}
              {delivery.kinds.map(({ value, word, sender }) => (
                <option key={value} value={value}>
                  改为：{word}（{sender}）
                </option>
              ))}
            </select>
          </label>
          <label htmlFor={`date-${at}`}>
            截至哪天
            <input
              id={`date-${at}`}
              type="date"
              value={draft.of(dateField(sheet.name)) || (asOf ?? '')}
              onChange={({ target }) => draft.write(dateField(sheet.name), target.value)}
            />
          </label>
        </div>
      ) : (
        <p>
          认作 {table?.rosterName ?? '没有认出'}，{asOf === null ? '没有写明日期' : `截至 ${asOf}`}。
        </p>
      )}
      {[...new Set([...(table?.problems ?? []), ...sheet.problems])].map(each => (
        <p key={each} className="told late">
          {each}。
        </p>
      ))}
      {notCollected.length === 0 ? null : <p className="soft">未采集的列（{notCollected.join('、')}）只认出了表头，里面的内容没有读取，这里也不显示。</p>}
      {table === undefined || table.columns.length === 0 || sheet.shown.length === 0 ? (
        <p className="soft">没有认出表头，不知道哪些列可以看，所以不显示内容。请指定这张表是什么，或请对方补上表头再发。</p>
      ) : (
        <Grid sheet={sheet} table={table} delivery={delivery} draft={draft} editable={editable} />
      )}
    </section>
  )
}
