import type { CountyMatters } from '@yingjin/policy/author'
import { figures } from '../figures.ts'
import { checks, ledgers, rosters } from './ledgers.ts'
import { designations, organisations, posts } from './organisations.ts'
import { documents, papers, settings, tasks } from './papers.ts'

/** The county beside its rules. */
export const county: CountyMatters = { organisations, posts, designations, settings, documents, tasks, figures, ledgers, rosters, papers, checks }
