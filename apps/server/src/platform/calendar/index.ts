import { type CalendarYear, day, type WorkingCalendar, workingCalendar } from '@yingjin/kernel'
import years from './working-days.json' with { type: 'json' }

/**
 * Holidays and make-up working days as the State Council arranged them. A year is entered when its notice is out;
 * the last year's end may still be touched by the notice of the following autumn.
 */
export const calendarYears: readonly CalendarYear[] = years.map(({ year, source, holidays, workdays }) => ({
  year,
  source,
  holidays: holidays.map(({ name, from, to }) => ({ name, from: day(from), to: day(to) })),
  workdays: workdays.map(day),
}))

export const loadWorkingCalendar = (): WorkingCalendar => workingCalendar(calendarYears)
