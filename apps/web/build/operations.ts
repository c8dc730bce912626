import * as access from '@yingjin/domain/access'
import * as jobs from '@yingjin/domain/jobs'
import * as leads from '@yingjin/domain/leads'
import * as operate from '@yingjin/domain/operate'
import * as policy from '@yingjin/domain/policy'
import * as registry from '@yingjin/domain/registry'
import { type Contract, methodOf } from '@yingjin/domain/access'
import type { Plugin } from 'vite'

const subjects = { access, policy, jobs, registry, leads, operate } as const

/** How the browser asks for a use case: what it is called, and by which method. */
export type Operation = Readonly<{ name: Contract['name']; kind: Contract['kind']; title: string; method: 'GET' | 'POST' }>

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'name' in value && 'order' in value && 'outcome' in value && 'access' in value

/** Every use case of the office by subject and contract, as the browser needs it: the contracts themselves stay outside. */
export const operations = (): Readonly<Record<string, Readonly<Record<string, Operation>>>> =>
  Object.fromEntries(
    Object.entries(subjects).map(([subject, exported]) => [
      subject,
      Object.fromEntries(
        Object.entries(exported).flatMap(([key, value]) =>
          isContract(value) ? [[key, { name: value.name, kind: value.kind, title: value.title, method: methodOf(value) }]] : [],
        ),
      ),
    ]),
  )

const id = 'virtual:operations'

/** `virtual:operations`: read from the contracts whenever the web is built, so that the two cannot drift apart. */
export const operationsPlugin = (): Plugin => ({
  name: 'yingjin-operations',
  resolveId: source => (source === id ? `\0${id}` : null),
  load: source => (source === `\0${id}` ? `export const operations = ${JSON.stringify(operations())}` : null),
})
