/** Today where the county is, as it is written on screens. */
export const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())

const minutesInChina = 8 * 60

/** How far a written moment is from the first line of longitude; none where it does not say, and is of the county already. */
const minutesOf = (recorded: string): number => {
  const said = /(?:(Z)|([+-])(\d\d):?(\d\d)?)$/.exec(recorded.slice(16))
  if (said === null) return minutesInChina
  const [, noughth, sign, hours, minutes = '0'] = said
  return noughth === undefined ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0
}

/** A moment as officials write it, where the county is: 2022-09-03 14:05. */
export const momentWord = (recorded: string): string => {
  const written = recorded.slice(0, 16).replace(' ', 'T')
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(written)) return recorded
  const there = new Date(Date.parse(`${written}Z`) + (minutesInChina - minutesOf(recorded)) * 60_000)
  return there.toISOString().slice(0, 16).replace('T', ' ')
}

/** A plain date as it stands on paper: 2022年9月3日. */
export const dayOnPaper = (day: string): string => {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${year}年${Number(month)}月${Number(date)}日`
}
