import type { AccessProblem, LoginProblem } from '@yingjin/domain/access'
import { type Problem, whatToDo } from '@yingjin/kernel'
import type { HttpProblem } from './http-problem.ts'

/** What a refusal is in HTTP. Complete by type for what every use case may be refused for; what a subject refuses is 409. */
const statuses: Readonly<Record<(AccessProblem | LoginProblem | HttpProblem)['code'], number>> = {
  'access/not-logged-in': 401,
  'access/not-yours': 403,
  'access/beyond-reach': 403,
  'access/no-entry': 404,
  'access/not-understood': 400,
  'access/key-used-otherwise': 409,
  'access/done-already': 409,
  'access/under-way': 409,
  'access/reason-missing': 400,
  'access/too-long-to-print': 409,
  'access/stale': 412,
  'login/wrong': 401,
  'login/wrong-code': 401,
  'login/half-over': 401,
  'login/no-account': 403,
  'login/closed-for-now': 429,
  'login/busy': 503,
  'login/unfit-password': 400,
  'login/unfit-name': 400,
  'login/name-taken': 409,
  'login/no-user': 409,
  'login/wrong-current': 403,
  'login/second-factor-there': 409,
  'login/no-session': 404,
  'http/no-such-path': 404,
  'http/key-missing': 400,
  'http/header-unreadable': 400,
  'http/versions-differ': 400,
  'http/body-unreadable': 400,
  'http/body-too-large': 413,
  'http/not-json': 415,
  'http/too-many': 429,
  'http/busy': 503,
  'http/fault': 500,
}

export const statusOf = ({ code }: Problem): number => (statuses as Readonly<Record<string, number>>)[code] ?? 409

export type ProblemDetails = Readonly<{
  type: string
  code: string
  title: string
  status: number
  detail: string
  instance: string
  places?: readonly unknown[]
  possible: readonly string[]
}>

/** A problem as RFC 9457 writes it. Of its facts only where it is wrong leaves the house; what is possible is what its words say. */
export const detailsOf = (problem: Problem, title: string, detail: string, request: string): ProblemDetails => {
  const { places } = problem.facts as Readonly<{ places?: unknown }>
  return {
    type: `urn:yingjin:problem:${problem.code.replace('/', ':')}`,
    code: problem.code,
    title,
    status: statusOf(problem),
    detail,
    instance: `urn:uuid:${request}`,
    ...(Array.isArray(places) ? { places } : {}),
    possible: whatToDo(detail),
  }
}

export const problemSchema = {
  type: 'object',
  required: ['type', 'code', 'title', 'status', 'detail', 'instance', 'possible'],
  properties: {
    type: { type: 'string' },
    code: { type: 'string', description: 'subject/what, the same for the same refusal' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: '中文说明：哪里不对、怎么办' },
    instance: { type: 'string', description: 'the request' },
    places: { type: 'array', items: { type: 'object', properties: { path: { type: 'string' }, says: { type: 'string' } } } },
    possible: { type: 'array', items: { type: 'string' }, description: '中文：现在可以怎么办' },
  },
} as const
