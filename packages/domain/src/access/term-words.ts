import { parseTerm } from '@yingjin/kernel'
import { z } from 'zod'

/** A term as a person writes it: 2022秋, 2022-autumn, 2022-2023-1. */
export const writtenTerm = z.string().refine(text => parseTerm(text).ok, '应为学期，例如 2022秋')

/** A term as pages and records name it. */
export const termCode = z.string().regex(/^20\d{2}-(?:spring|autumn)$/, '应为学期，例如 2022-autumn')
