import { z } from 'zod'

/** A day that there is, as part of a place in a list that stands by days. */
export const aDay = z.regexes.date.source.replaceAll(/^\^|\$$/g, '')
