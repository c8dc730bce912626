import { day } from '@yingjin/kernel'
import type { CountyMatters } from '@yingjin/policy/author'
import { transitionEnds } from '../document.ts'

type Named = CountyMatters['organisations'][number]
const always = (name: string): Named['names'] => [{ name, from: null, to: null }]
/** The texts give no day for the new words; they are taken from the first day of the transition (O-39). */
const renamed = (before: string, after: string): Named['names'] => [
  { name: before, from: null, to: day('2021-01-01') },
  { name: after, from: day('2021-01-01'), to: null },
]
const government = (id: string, names: Named['names'], register: string): Named => ({ id, names, kind: 'government', partOf: null, register })

/** No task names a unit: the prefecture's bureau leads and four departments share, until the prefecture says otherwise. */
export const organisations: CountyMatters['organisations'] = [
  { id: 'prefecture-bureau', names: always('昌吉回族自治州教育局'), kind: 'education-bureau', partOf: null, register: 'A-26' },
  government('reform-commission', always('昌吉回族自治州发展改革委员会'), 'A-42'),
  government('finance-bureau', always('昌吉回族自治州财政局'), 'A-41'),
  government('revitalization-bureau', renamed('扶贫办', '昌吉回族自治州乡村振兴局'), 'A-39'),
  government('civil-affairs', always('民政部门'), 'A-38'),
  government('disabled-federation', always('残联'), 'A-40'),
  government('market-supervision', always('市场监管部门'), 'A-44'),
  government('health', always('卫生健康部门'), 'A-44'),
  government('county-bureaus', always('各县（市）教育局'), 'A-11'),
  { id: 'expert-committees', names: always('各县（市）特殊教育专家委员会'), kind: 'group', partOf: null, register: 'CJ-T14.S1' },
  { id: 'prefecture-schools', names: always('州直属学校'), kind: 'school', partOf: 'prefecture-bureau', register: 'A-07' },
  { id: 'open-university', names: always('昌吉开放大学'), kind: 'school', partOf: null, register: 'CJ-T13.S2' },
  { id: 'mulei-school', names: always('木垒县中学'), kind: 'school', partOf: null, register: 'CJ-T4.S3' },
  { id: 'fujian', names: always('福建智力援疆'), kind: 'partner', partOf: null, register: 'CJ-T4.S2' },
]

const seven = (id: string, name: string, organisation: string | null): CountyMatters['posts'][number] => ({
  id,
  name,
  organisation,
  chain: '七长责任制',
  register: 'A-63',
})
const level = (id: string, name: string): CountyMatters['posts'][number] => ({
  id,
  name,
  organisation: null,
  chain: '州负总责、县乡层层落实',
  register: 'A-68',
})

/** Who the seven heads are the text does not say: the usual roles, to be set (O-18). */
export const posts: CountyMatters['posts'] = [
  seven('county-head', '县（市）长', null),
  seven('bureau-head', '教育局长', 'county-bureaus'),
  seven('town-head', '乡镇长', null),
  seven('village-head', '村长（主任）', null),
  seven('principal', '校长', null),
  seven('teacher', '师长', null),
  seven('parent', '家长', null),
  level('prefecture-answers', '自治州'),
  level('county-carries-out', '县（市）'),
  level('town-carries-out', '乡镇'),
]

/** 建档立卡 → 脱贫户, and the three kinds under monitoring; the status ends with the transition. */
export const designations: CountyMatters['designations'] = [
  { fact: 'lifted_out', names: renamed('建档立卡贫困户', '脱贫户'), ends: transitionEnds, register: 'O-39' },
  { fact: 'unstable', names: always('脱贫不稳定户'), ends: transitionEnds, register: 'CJ-T6.S5' },
  { fact: 'marginal', names: always('边缘易致贫户'), ends: transitionEnds, register: 'CJ-T6.S5' },
  { fact: 'sudden_hardship', names: always('突发严重困难户'), ends: transitionEnds, register: 'CJ-T6.S5' },
]
