import { problem, refused, type Result, done } from '@yingjin/kernel'
import type { Contract } from '@yingjin/domain/access'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Asked, perform, type UseCase } from '../../access/index.ts'
import { mediaTypes } from '../../platform/content/index.ts'
import type { Register } from './open-http.ts'
import type { HttpProblem } from './http-problem.ts'
import { type OrderShape, shapeOf } from './order-shape.ts'

/** A use case whose order comes with a file. The order says what the file is; the body is the file and nothing else. */
export type Upload = Readonly<{ contract: Contract; mostBytes: number; receive: (content: Buffer) => UseCase }>

/** What a subject takes in and gives out as files. A download is a question whose outcome is one file. */
export type Files = Readonly<{ uploads: readonly Upload[]; downloads: readonly UseCase[] }>
export type GivenFile = Readonly<{ name: string; mediaType: string; bytes: Uint8Array }>

const binary = { schema: { type: 'string', format: 'binary' } } as const
/** Every type that is kept; and a list as the paper of a page (as=paper), which is no file. */
const ofEveryType = { ...Object.fromEntries(Object.values(mediaTypes).map(type => [type, binary])), 'application/json': { schema: { type: 'object' } } }

/** How every route of the door is asked and described. */
type Parts = Register &
  Readonly<{
    askedOf: (request: FastifyRequest, contract: Contract) => Result<Asked, HttpProblem>
    describe: (contract: Contract, shape: OrderShape) => Readonly<{ headers: Readonly<{ properties: object }>; response: object }>
  }>

/** Routes of their own: their bodies are read as bytes, whatever type the sender says, and never as JSON. */
export const registerFiles = (app: FastifyInstance, { uploads, downloads }: Files, parts: Parts): void => {
  for (const upload of uploads) {
    void app.register(async scope => {
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: upload.mostBytes }, (_, body, next) => next(null, body))
      registerUpload(scope, upload, parts)
    })
  }
  for (const useCase of downloads) registerDownload(app, useCase, parts)
}

const registerUpload = (app: FastifyInstance, { contract, mostBytes, receive }: Upload, { pool, vaults, refuse, askedOf, describe }: Parts): void => {
  const shape = shapeOf(contract)
  const { headers, ...told } = describe(contract, shape)
  app.route({
    method: 'POST',
    url: shape.path,
    bodyLimit: mostBytes,
    config: { answers: contract },
    schema: {
      ...told,
      headers: {
        ...headers,
        properties: { ...headers.properties, order: { type: 'string', description: '办理内容：JSON，按百分号编码；文件本身是请求的正文' } },
        required: ['idempotency-key', 'order'],
      },
      consumes: ['application/octet-stream'],
      body: { type: 'string', format: 'binary' },
    },
    handler: async (request, reply) => {
      const asked = askedOf(request, contract)
      if (!asked.ok) return refuse(request, reply, asked.problem)
      const order = orderOf(request)
      if (!order.ok) return refuse(request, reply, order.problem)
      const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const result = await perform(pool, receive(content), order.value, { ...asked.value, ...vaults })
      return result.ok ? reply.send(result.value) : refuse(request, reply, result.problem)
    },
  })
}

const orderOf = (request: FastifyRequest): Result<unknown, HttpProblem> => {
  try {
    return done(JSON.parse(decodeURIComponent(String(request.headers['order'] ?? ''))) as unknown)
  } catch {
    return refused(problem('http/header-unreadable', { header: 'Order', says: '应为办理内容的 JSON，按百分号编码' }))
  }
}

const registerDownload = (app: FastifyInstance, useCase: UseCase, { pool, vaults, refuse, askedOf, describe }: Parts): void => {
  const { contract } = useCase
  const shape = shapeOf(contract)
  const told = describe(contract, shape)
  app.route({
    method: shape.method,
    url: shape.path,
    config: { answers: contract },
    exposeHeadRoute: false,
    schema: { ...told, response: { ...told.response, 200: { description: contract.title, content: ofEveryType } } },
    handler: async (request, reply) => {
      const asked = askedOf(request, contract)
      if (!asked.ok) return refuse(request, reply, asked.problem)
      const order = shape.method === 'GET' ? shape.fromQuery(request.query as Readonly<Record<string, unknown>>) : (request.body ?? {})
      const result = await perform(pool, useCase, order, { ...asked.value, ...vaults })
      return result.ok ? give(reply, result.value as GivenFile) : refuse(request, reply, result.problem)
    },
  })
}

/** To be saved and never shown: nothing in it runs in the name of the office, and no cache keeps it. */
const give = (reply: FastifyReply, { name, mediaType, bytes }: GivenFile): FastifyReply =>
  reply
    .header('content-disposition', `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, escaped)}`)
    .header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
    .header('cross-origin-resource-policy', 'same-origin')
    .type(mediaType)
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))

const escaped = (letter: string): string => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
