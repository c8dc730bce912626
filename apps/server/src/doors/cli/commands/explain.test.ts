import { nothingKnown } from '@yingjin/facts'
import { must, term } from '@yingjin/kernel'
import { policyFor } from '@yingjin/policy'
import { describe, expect, test } from 'vitest'
import { countyPack } from '../../../packs.ts'
import { linesTold } from './explain.ts'

const county = await countyPack('990101', term('2022-autumn'))
if (!county.ok) throw new Error(county.message)
const policy = must(policyFor(county.pack, term('2022-autumn')))

const student = {
  ...nothingKnown,
  stage: 'higher',
  hukou_in_county: true,
  full_time_degree: true,
  degree_or_diploma: true,
  present: true,
  lifted_out: true,
  tuition_exempted: false,
  entry_year: 2020,
  tuition_fee: 8001_00,
  accommodation_fee: 800_00,
} as const

describe('what explain says of a child', () => {
  test('names the paper once, before the lines that stand in it', () => {
    const said = linesTold(policy, student, {})
    expect(said.slice(0, 4)).toEqual([
      '',
      '依据：示例县教育局《2022年家庭经济困难学生资助办法（虚构）》（示教发〔2022〕1号）',
      '',
      '可申请贷款，额度最高 8,801.00 元（是可贷额度，不是补助）：2022年秋季学期，国家生源地助学贷款。',
    ])
    expect(said.filter(line => line.startsWith('依据：'))).toHaveLength(1)
  })

  test('warns where loans and tuition aid together exceed the fees (O-10), and only there', () => {
    const warning = '请注意：可贷额度与学费资助合计高于学费与住宿费之和，办理贷款时请核减，避免超额。（O-10）'
    expect(linesTold(policy, student, {}).at(-1)).toBe(warning)
    expect(linesTold(policy, { ...student, entry_year: 2021 }, {})).not.toContain(warning)
  })

  test('tells of the lines of the stage that are over, and that none is left', async () => {
    const ziyang = await countyPack('610924', term('2026-spring'))
    if (!ziyang.ok) throw new Error(ziyang.message)
    const said = linesTold(must(policyFor(ziyang.pack, term('2026-spring'))), { ...nothingKnown, stage: 'junior' }, {})
    expect(said).toContain('请注意：2026年春季学期没有正在执行的“初中”学段的条目。')
    expect(said.join('\n')).toMatch(/请注意：“.+”（ZY-T7\.R1）到2026年1月1日前为止/)
  })

  test('ends with the paper above that is over and has no successor', async () => {
    const ziyang = await countyPack('610924', term('2027-autumn'))
    if (!ziyang.ok) throw new Error(ziyang.message)
    const said = linesTold(must(policyFor(ziyang.pack, term('2027-autumn'))), { ...nothingKnown, stage: 'higher' }, {})
    expect(said.at(-1)).toBe(
      '请注意：国家《国家学生资助标准汇编》（national）的有效期到2027年9月1日前为止，2027年秋季学期没有接续的文件：这份文件的条目不执行，也没有和它比对；请补上接续的文件。',
    )
  })

  test('is silent on the lines of other stages', () => {
    expect(linesTold(policy, student, {}).join('')).not.toMatch(/附件第[1-4]条/)
  })
})
