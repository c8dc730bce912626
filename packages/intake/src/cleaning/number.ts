import { problem } from '@yingjin/kernel'
import { type CellReader, excerpt, isSilent, remembering, shownIn, toHalfWidth, Unreadable } from './reading.ts'

const countOf = (text: string): number | null => {
  const parts = /^(\d{1,9})(?:\.0+)?(?:个|人|期|学期|元|年|级|次)*$/u.exec(text.replace(/[,，\s]/gu, ''))
  return parts === null ? null : Number(parts[1])
}

export const countReader = (): CellReader => {
  const ofText = remembering(text =>
    isSilent(text) ? null : (countOf(toHalfWidth(text)) ?? (text === '无' ? 0 : new Unreadable(problem('intake/not-a-count', { shown: excerpt(text) })))),
  )
  return cell => {
    if (typeof cell === 'string') return ofText(shownIn(cell))
    if (cell.kind === 'number' && Number.isSafeInteger(cell.value) && cell.value >= 0) return cell.value
    return new Unreadable(
      cell.kind === 'error' ? problem('intake/formula-error', { shown: excerpt(cell.text) }) : problem('intake/not-a-count', { shown: excerpt(shownIn(cell)) }),
    )
  }
}

/** A calendar year out of 2020, 2020级, 2020年9月, 202009. */
export const yearReader = (): CellReader => {
  const ofText = remembering(text => {
    if (isSilent(text)) return null
    const year = /^(?:入学)?((?:19|20)\d{2})(?:\D|$|\d{2}(?:\d{2})?$)/u.exec(toHalfWidth(text))
    return year === null ? new Unreadable(problem('intake/not-a-count', { shown: excerpt(text) })) : Number(year[1])
  })
  return cell => {
    if (typeof cell === 'string') return ofText(shownIn(cell))
    if (cell.kind === 'date') return Number(cell.date.slice(0, 4))
    if (cell.kind === 'number') return ofText(String(cell.value))
    return new Unreadable(
      cell.kind === 'error' ? problem('intake/formula-error', { shown: excerpt(cell.text) }) : problem('intake/not-a-count', { shown: excerpt(shownIn(cell)) }),
    )
  }
}

/**
 * Yuan as written, in whole fen, worked out on the digits: no sum is ever carried by a float. `unit` is what one
 * means in yuan (10000 under a header in 万元), `times` how often it falls in a school year.
 */
export const fenWritten = (text: string, unit: 1 | 10_000, times: 1 | 2): number | null => {
  const parts = /^[¥￥]?(-?)(\d{1,12})(?:\.(\d+))?(万元|元|圆|万)?(?:整|正)?(?:\/(?:人|生|年|学年|学期|期))*$/u.exec(text.replace(/[,，\s]/gu, ''))
  if (parts === null) return null
  const places = unit === 10_000 || parts[4] === '万元' || parts[4] === '万' ? 6 : 2
  const fraction = (parts[3] ?? '').replace(/0+$/u, '')
  if (fraction.length > places) return null
  const fen = Number(parts[2] ?? '') * 10 ** places + Number(fraction.padEnd(places, '0'))
  return Number.isSafeInteger(fen) ? (parts[1] === '-' ? -fen : fen) * times : null
}

export const moneyReader = (unit: 1 | 10_000, times: 1 | 2): CellReader => {
  const unread = (text: string) => new Unreadable(problem('intake/not-a-sum', { shown: excerpt(text) }))
  const ofText = remembering(text =>
    isSilent(text) ? null : (fenWritten(toHalfWidth(text), unit, times) ?? (text === '无' || text === '免' ? 0 : unread(text))),
  )
  return cell => {
    if (typeof cell === 'string') return ofText(shownIn(cell))
    if (cell.kind === 'number') return fenWritten(asDecimal(cell.value), unit, times) ?? unread(shownIn(cell))
    return cell.kind === 'error' ? new Unreadable(problem('intake/formula-error', { shown: excerpt(cell.text) })) : unread(shownIn(cell))
  }
}

/** A stored number's shortest decimal; the dust a formula leaves (312.49999999999994) is what the workbook shows as 312.5. */
const asDecimal = (value: number): string => {
  const short = String(value)
  const fraction = short.indexOf('.')
  return fraction >= 0 && short.length - fraction > 9 ? String(Number(value.toPrecision(12))) : short
}
