import { z } from 'zod'
import { contract, inWords, needsReach } from '../access/index.ts'
import { plainDate, recordId } from './import-contracts.ts'
import type { PersonRole } from './person-role.ts'

/** What somebody is by the post: 校长 and 班主任 are teachers. A title nobody knows makes nobody anything. */
const byTitle: readonly (readonly [RegExp, PersonRole])[] = [
  [/食堂|厨师|炊事|保管/u, 'canteen-worker'],
  [/专干|经办|会计|出纳|办事员|管理员/u, 'clerk'],
  [/校长|园长|教师|老师|班主任|教务|辅导员|主任教师/u, 'teacher'],
  [/干部|书记|村长|镇长|乡长|主任|组长|局长|科长|股长|委员/u, 'cadre'],
]
export const roleOfTitle = (title: string): PersonRole | null => byTitle.find(([words]) => words.test(title))?.[1] ?? null

const title = inWords(z.string().trim().min(2, '请写职务').max(30, '职务太长'))
const holder = z.object({ personId: recordId, name: z.string() })

export const appoint = contract({
  name: 'registry.appoint',
  kind: 'order',
  title: '任职',
  order: z.object({ organisationId: recordId, title, personId: recordId, from: plainDate, to: plainDate.nullable().default(null) }),
  outcome: z.object({
    postId: recordId,
    /** Whoever else holds a post of this title there within these days. */
    beside: z.array(holder),
  }),
  access: needsReach('organisations', 'write'),
})

export const endPost = contract({
  name: 'registry.end-post',
  kind: 'order',
  title: '免职',
  order: z.object({ postId: recordId, lastDay: plainDate }),
  outcome: z.object({ postId: recordId }),
  access: needsReach('organisations', 'write'),
})

/** Who holds which post on a day: of an organisation, of a person, of a title. */
export const listPosts = contract({
  name: 'registry.list-posts',
  kind: 'question',
  title: '任职名单',
  order: z.object({
    organisationId: recordId.optional(),
    personId: recordId.optional(),
    title: title.optional(),
    on: plainDate.optional(),
    after: recordId.optional(),
    limit: z.int32().min(1).max(500).default(100),
  }),
  outcome: z.object({
    posts: z.array(
      z.object({
        postId: recordId,
        organisationId: recordId,
        organisation: z.string(),
        title: z.string(),
        personId: recordId,
        /** None where the asker does not reach the person. */
        name: z.string().nullable(),
        from: z.string(),
        to: z.string().nullable(),
      }),
    ),
    next: recordId.nullable(),
  }),
  access: needsReach('organisations', 'rows'),
})
