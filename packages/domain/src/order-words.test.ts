import { expect, test } from 'vitest'
import { z } from 'zod'
import * as access from './access/index.ts'
import { accessWording } from './access/index.ts'
import { orderWords, wordOfPlace } from './access/order-words.ts'
import * as jobs from './jobs/index.ts'
import * as leads from './leads/index.ts'
import * as operate from './operate/index.ts'
import * as policy from './policy/index.ts'
import * as registry from './registry/index.ts'

type Schema = Readonly<{ properties?: Readonly<Record<string, Schema>> }> & Readonly<Record<string, unknown>>

/** The names of all fields of an order, however deep. */
const fieldsOf = (schema: unknown): readonly string[] => {
  if (typeof schema !== 'object' || schema === null) return []
  const { properties = {}, ...others } = schema as Schema
  return [...Object.entries(properties).flatMap(([name, of]) => [name, ...fieldsOf(of)]), ...Object.values(others).flatMap(each => fieldsOf(each))]
}

test('every field of every order has a word for whoever filled it in', () => {
  const contracts = [access, jobs, leads, operate, policy, registry].flatMap(subject =>
    Object.values(subject as Readonly<Record<string, unknown>>).filter(
      (each): each is access.Contract => typeof each === 'object' && each !== null && 'order' in each && 'title' in each && 'access' in each,
    ),
  )
  expect(contracts.length).toBeGreaterThan(100)
  const names = new Set(contracts.flatMap(({ order }) => fieldsOf(z.toJSONSchema(order, { io: 'input', unrepresentable: 'any' }))))
  expect([...names].filter(name => orderWords[name] === undefined)).toEqual([])
})

test('what could not be read is told by the words of the form, once each', () => {
  expect(wordOfPlace('rows.2.name')).toBe('行 第 3 项 姓名或名称')
  const told = accessWording['access/not-understood']({ places: [{ path: 'says', says: '请填写' }] })
  expect(told).toBe('有 1 处填写不能识别：说明：请填写。请改正后重新提交。')
})
