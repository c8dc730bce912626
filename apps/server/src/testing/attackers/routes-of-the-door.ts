import type { Contract } from '@yingjin/domain/access'
import { dropSecondFactor, openAccount, resetPassword } from '@yingjin/domain/access'
import type { UseCase } from '../../access/index.ts'
import type { HttpParts, Subject } from '../../doors/http/index.ts'
import { shapeOf } from '../../doors/http/order-shape.ts'
import { digestOf } from '../../platform/content/index.ts'

/** A request as a test sends it, with what of the order arrives by it. */
type Sent = Readonly<{ method: 'GET' | 'POST'; path: string; query?: Record<string, string>; headers?: Record<string, string>; body?: Buffer | string }>
/** A route by which records are asked for: what answers it, how the door is opened for it alone, and how an order goes by it. */
export type AskedRoute = Readonly<{
  route: string
  useCase: UseCase
  opened: (useCase: UseCase) => Pick<HttpParts, 'subjects' | 'long'>
  /** The login library answers, beside the use case: what it does is taken back by hand. */
  byLogin?: true
  send: (order: unknown) => Readonly<{ arrives: unknown; sent: Sent }>
}>

/** Refused by its code: what a sentence says is another test's. */
const subjectOf = (of: Partial<Subject>): readonly Subject[] => [{ useCases: [], word: ({ code }) => code, ...of }]
const asJson = (order: unknown): unknown => JSON.parse(JSON.stringify(order ?? null))
const json = { 'content-type': 'application/json' } as const

const sendPlain =
  ({ contract }: UseCase): AskedRoute['send'] =>
  order => {
    const shape = shapeOf(contract)
    if (shape.method === 'POST')
      return { arrives: asJson(order), sent: { method: 'POST', path: shape.path, headers: json, body: JSON.stringify(order ?? null) } }
    const said = Object.entries((order ?? {}) as Readonly<Record<string, unknown>>).filter(([, value]) => value !== undefined && value !== null)
    const query = Object.fromEntries(said.map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]))
    return { arrives: shape.fromQuery(query), sent: { method: 'GET', path: shape.path, query } }
  }

/** Of each subject a file that it takes. */
const papers: Readonly<Record<string, Readonly<{ name: string; content: Buffer }>>> = {
  registry: { name: '示例.csv', content: Buffer.from('姓名,学校\n示例,示例小学\n') },
  leads: { name: '示例.pdf', content: Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF\n') },
}
const paperOf = ({ name }: Contract): Readonly<{ name: string; content: Buffer }> => {
  const paper = papers[name.split('.')[0] ?? '']
  if (paper === undefined) throw new Error(`say which file ${name} takes`)
  return paper
}
/** An order about this very file, so that it is not for its digest that it is refused. */
const sendFile =
  (contract: Contract): AskedRoute['send'] =>
  order => {
    const { name, content } = paperOf(contract)
    const arrives = asJson({ ...(order as object), name, digest: digestOf(content), bytes: content.length })
    const headers = { 'content-type': 'application/octet-stream', order: encodeURIComponent(JSON.stringify(arrives)) }
    return { arrives, sent: { method: 'POST', path: shapeOf(contract).path, headers, body: content } }
  }

const routeOf = ({ contract }: Readonly<{ contract: Contract }>): string => `${shapeOf(contract).method} ${shapeOf(contract).path}`

/** What the login library carries out about another's account: its contract alone is known outside of the door. */
const byLogin = (contract: Contract): AskedRoute => {
  const useCase: UseCase = { contract, carryOut: () => Promise.reject(new Error(`${contract.name} is carried out by the door with its login`)) }
  return { route: routeOf(useCase), useCase, opened: () => ({ subjects: subjectOf({}) }), byLogin: true, send: sendPlain(useCase) }
}

/** Every route that gives or changes records, made of the same lists that the door is opened with. */
export const askedRoutes = (subjects: readonly Subject[], long: Readonly<{ start: UseCase; show: UseCase }>): readonly AskedRoute[] => [
  ...subjects.flatMap(({ useCases, files }): readonly AskedRoute[] => [
    ...useCases.map(useCase => ({
      route: routeOf(useCase),
      useCase,
      opened: (asked: UseCase) => ({ subjects: subjectOf({ useCases: [asked] }) }),
      send: sendPlain(useCase),
    })),
    ...(files?.downloads ?? []).map(useCase => ({
      route: routeOf(useCase),
      useCase,
      opened: (asked: UseCase) => ({ subjects: subjectOf({ files: { uploads: [], downloads: [asked] } }) }),
      send: sendPlain(useCase),
    })),
    ...(files?.uploads ?? []).map(upload => ({
      route: routeOf(upload),
      useCase: upload.receive(paperOf(upload.contract).content),
      opened: (asked: UseCase) => ({ subjects: subjectOf({ files: { uploads: [{ ...upload, receive: () => asked }], downloads: [] } }) }),
      send: sendFile(upload.contract),
    })),
  ]),
  {
    route: 'GET /api/jobs/:id/events',
    useCase: long.show,
    opened: show => ({ subjects: subjectOf({}), long: { kinds: new Set<string>(), start: long.start, show } }),
    send: order => {
      const { jobId } = order as Readonly<{ jobId: string }>
      return { arrives: { jobId }, sent: { method: 'GET', path: `/api/jobs/${encodeURIComponent(jobId)}/events` } }
    },
  },
  ...[openAccount, resetPassword, dropSecondFactor].map(contract => byLogin(contract as unknown as Contract)),
]

/** Routes by which no record of a county comes or goes, each with the reason. */
export const routesWithoutRecords = {
  'POST /api/login': 'a password is held against a name; what is told is in, owed a code, or wrong',
  'POST /api/login/code': 'the second half of it',
  'POST /api/logout': 'ends the session that is shown',
  'POST /api/login/password': 'the own password',
  'POST /api/login/second-factor': 'the own device',
  'POST /api/login/second-factor/confirm': 'the own device',
  'GET /api/login/sessions': 'the own sessions',
  'POST /api/login/sessions/revoke': 'a session of the own; any other number is none',
  'GET /api/openapi.json': 'which routes there are',
  'GET /api/health': 'that the program is there, and its version',
  'GET /': 'the pages themselves',
  'GET /*': 'the pages themselves; an address of the interface that is none is refused',
  'GET /assets/*': 'scripts and styles of the pages',
  'GET /calculate': 'the public calculator, which works in the browser',
} as const satisfies Readonly<Record<`${'GET' | 'POST'} /${string}`, string>>
