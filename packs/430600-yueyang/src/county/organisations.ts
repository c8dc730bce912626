import { day } from '@yingjin/kernel'
import type { CountyMatters } from '@yingjin/policy/author'

type Named = CountyMatters['organisations'][number]
const always = (name: string): Named['names'] => [{ name, from: null, to: null }]
/** The text gives no day for the later words; they are taken from the first day of the transition (O-39). */
const renamed = (before: string, after: string): Named['names'] => [
  { name: before, from: null, to: day('2021-01-01') },
  { name: after, from: day('2021-01-01'), to: null },
]
const section = (id: string, name: string, register: string): Named => ({ id, names: always(name), kind: 'section', partOf: 'city-bureau', register })
const beside = (id: string, names: Named['names'], register: string): Named => ({ id, names, kind: 'government', partOf: null, register })

export const organisations: CountyMatters['organisations'] = [
  { id: 'city-bureau', names: always('岳阳市教育体育局'), kind: 'education-bureau', partOf: null, register: 'A-26' },
  section('basic-education', '基教科', 'A-11'),
  section('planning-finance', '计财科', 'A-13'),
  section('vocational-adult', '职成科', 'A-23'),
  section('personnel', '人事科', 'A-15'),
  section('teachers', '教师科', 'A-15'),
  { ...section('aid-centre', '学生资助中心', 'A-12'), kind: 'centre' },
  { ...section('research-institute', '教科院', 'A-17'), kind: 'centre' },
  beside('county-bureaus', always('各县市区教育局'), 'A-11'),
  { id: 'city-leading-group', names: always('市扶贫开发领导小组'), kind: 'group', partOf: null, register: 'A-32' },
  { id: 'implementation-group', names: always('岳阳市教育脱贫攻坚实施工作领导小组'), kind: 'group', partOf: 'city-leading-group', register: 'YY-4.1.S1' },
  { id: 'implementation-office', names: always('市教育体育局脱贫攻坚工作领导小组办公室'), kind: 'group', partOf: 'city-bureau', register: 'A-27' },
  beside('poverty-office', renamed('扶贫办', '乡村振兴局'), 'O-39'),
  beside('auditors', always('审计机关'), 'A-45'),
  beside('listed-bodies', always('扶贫、统战、人社、工商联、共青团、妇联、工会、民政、残联和社会团体'), 'YY-4.4'),
  { id: 'schools', names: always('各学校'), kind: 'school', partOf: null, register: 'A-06' },
]

const helper = (id: string, name: string): CountyMatters['posts'][number] => ({ id, name, organisation: null, chain: '三帮一', register: 'A-65' })
const level = (id: string, name: string, organisation: string): CountyMatters['posts'][number] => ({
  id,
  name,
  organisation,
  chain: '市县校分级负责',
  register: 'A-69',
})

/** Who the three helpers are the text does not say: the usual roles, to be set (O-18). */
export const posts: CountyMatters['posts'] = [
  helper('helper-teacher', '教师'),
  helper('helper-cadre', '村干部'),
  helper('helper-parent', '家长（监护人）'),
  level('level-city', '市级责任人', 'city-bureau'),
  level('level-county', '县级责任人', 'county-bureaus'),
  level('level-school', '学校责任人', 'schools'),
]

/** In 2020 建档立卡; the plan knows of no end of the status, which later papers set. */
export const designations: CountyMatters['designations'] = [{ fact: 'lifted_out', names: renamed('建档立卡贫困户', '脱贫户'), ends: null, register: 'O-39' }]
