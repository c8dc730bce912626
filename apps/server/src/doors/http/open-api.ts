import type { Contract } from '@yingjin/domain/access'
import type { OrderShape } from './order-shape.ts'
import { problemSchema } from './problem-details.ts'

/** The room a contract belongs to, as the document groups them. */
export const subjectOf = ({ name }: Contract): string => name.split('.')[0] ?? ''

const text = (description: string) => ({ type: 'string', description }) as const

/** How a contract stands in the OpenAPI document; `once`: whether an order is done once under its key. */
export const describe = (contract: Contract, { method, order, outcome }: OrderShape, { once }: Readonly<{ once: boolean }> = { once: true }) => ({
  operationId: contract.name.replaceAll(/[.-](.)/g, (_, letter: string) => letter.toUpperCase()),
  summary: contract.title,
  description: tellRule(contract),
  tags: [subjectOf(contract)],
  security: contract.access.needs === 'everybody' ? [] : [{ bearer: [] }, { cookie: [] }],
  ...(method === 'GET' ? { querystring: order } : { body: order }),
  headers: {
    type: 'object',
    properties: {
      ...(once ? { 'on-behalf-of': text('代办时：为哪个账号'), reason: text('原因，按百分号编码') } : {}),
      ...(contract.kind === 'order' && once
        ? {
            'idempotency-key': { ...text('这份提交的编号，重发时不变'), format: 'uuid' },
            'happened-on': { ...text('事情发生的日期，不写就是今天'), format: 'date' },
          }
        : {}),
    },
    ...(contract.kind === 'order' && once ? { required: ['idempotency-key'] } : {}),
  },
  response: {
    200: { description: contract.title, content: { 'application/json': { schema: outcome } } },
    default: { description: '没有办成：原因和怎么办', content: { 'application/problem+json': { schema: problemSchema } } },
  },
})

/** The same for an order that may be carried out later. */
export const describeLater = (contract: Contract, shape: OrderShape) => {
  const told = describe(contract, shape)
  return {
    ...told,
    headers: { ...told.headers, properties: { ...told.headers.properties, prefer: text('写 respond-async 就不等办完，回执是任务编号') } },
    response: {
      ...told.response,
      202: {
        description: '已作为任务发起',
        content: { 'application/json': { schema: { type: 'object', required: ['jobId'], properties: { jobId: { type: 'string' } } } } },
      },
    },
  }
}

const tellRule = ({ access }: Contract): string =>
  access.needs === 'reach' ? `需要 ${access.field} / ${access.how}` : access.needs === 'account' ? '登录即可，只关本人' : access.because
