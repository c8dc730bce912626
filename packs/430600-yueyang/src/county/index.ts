import type { CountyMatters } from '@yingjin/policy/author'
import { checks, ledgers, rosters } from './ledgers.ts'
import { designations, organisations, posts } from './organisations.ts'
import { documents, papers, settings, tasks } from './papers.ts'

/** The city beside its rules. Its aims count schools, records and money on lists that have no facts yet, so that no figure stands here. */
export const county: CountyMatters = { organisations, posts, designations, settings, documents, tasks, figures: [], ledgers, rosters, papers, checks }
