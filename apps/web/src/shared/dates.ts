/** Today where the county is, as it is written on screens. */
export const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())

/** A moment as officials write it: 2022-09-03 14:05. */
export const momentWord = (recorded: string): string => recorded.slice(0, 16).replace('T', ' ')

/** A plain date as it stands on paper: 2022年9月3日. */
export const dayOnPaper = (day: string): string => {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${year}年${Number(month)}月${Number(date)}日`
}
