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
const section = (id: string, name: string, register: string): Named => ({ id, names: always(name), kind: 'section', partOf: 'bureau', register })
const centre = (id: string, name: string, register: string): Named => ({ ...section(id, name, register), kind: 'centre' })

export const organisations: CountyMatters['organisations'] = [
  { id: 'bureau', names: always('紫阳县教育体育和科技局'), kind: 'education-bureau', partOf: null, register: 'ZY-5.1' },
  section('revitalization-office', '乡村振兴办', 'A-22'),
  section('education-section', '教育股', 'A-11'),
  section('planning-finance-section', '规划财务股', 'A-13'),
  section('personnel-section', '人事股', 'A-15'),
  section('safety-section', '安全股', 'A-18'),
  section('supervision-section', '教育督导股', 'A-20'),
  section('nutrition-office', '营养办', 'A-19'),
  centre('e-education-centre', '电教中心', 'A-16'),
  centre('student-aid-centre', '学生资助中心', 'A-12'),
  centre('exam-station', '考试招生工作站', 'A-21'),
  { id: 'central-schools', names: always('各镇中心学校'), kind: 'school', partOf: 'bureau', register: 'A-10' },
  { id: 'schools', names: always('各学校'), kind: 'school', partOf: 'bureau', register: 'A-06' },
  { id: 'special-school', names: always('阳光学校'), kind: 'school', partOf: 'bureau', register: 'ZY-T14.S2' },
  { id: 'rural-work-group', names: always('县委农村工作领导小组'), kind: 'group', partOf: null, register: 'ZY.F-U1' },
  { id: 'revitalization-bureau', names: renamed('扶贫办', '乡村振兴局'), kind: 'government', partOf: null, register: 'O-39' },
  { id: 'art-academy', names: always('西安美术学院'), kind: 'partner', partOf: null, register: 'ZY-T18.S1' },
  { id: 'changzhou', names: always('江苏常州'), kind: 'partner', partOf: null, register: 'ZY-T18.S2' },
]

const seven = (id: string, name: string, organisation: string | null): CountyMatters['posts'][number] => ({
  id,
  name,
  organisation,
  chain: '双线七长',
  register: 'A-63',
})
const corner = (id: string, name: string): CountyMatters['posts'][number] => ({ id, name, organisation: null, chain: '四位一体', register: 'A-64' })

/** A chain from the highest level down. */
const downward = (register: string, chain: string, levels: readonly (readonly [id: string, name: string, organisation?: string])[]): CountyMatters['posts'] =>
  levels.map(([id, name, organisation = null]) => ({ id, name, organisation, chain, register }))

/** Who the seven heads are the text does not say: the usual roles, to be set by the county (O-18). */
export const posts: CountyMatters['posts'] = [
  seven('county-head', '县长', null),
  seven('bureau-head', '教育局长', 'bureau'),
  seven('town-head', '镇长', null),
  seven('village-head', '村长（主任）', null),
  seven('principal', '校长', 'schools'),
  seven('teacher', '师长', 'schools'),
  seven('parent', '家长', null),
  { id: 'first-responsible', name: '校长（第一责任人）', organisation: 'schools', chain: '第一责任人', register: 'A-66' },
  corner('corner-town', '镇'),
  corner('corner-village', '村'),
  corner('corner-school', '学校'),
  corner('corner-family', '家庭'),
  ...downward('A-67', '中央统筹、省负总责、市县乡抓落实', [
    ['level-centre', '中央（统筹）'],
    ['level-province', '省（负总责）'],
    ['level-city', '市（抓落实）'],
    ['level-county', '县（抓落实）'],
    ['level-town', '乡镇（抓落实）'],
  ]),
  ...downward('ZY-5.1.S1', '县镇校抓落实', [
    ['implementing-county', '县级', 'bureau'],
    ['implementing-town', '镇级', 'central-schools'],
    ['implementing-school', '校级', 'schools'],
  ]),
]

/** 建档立卡 → 脱贫户, and the three kinds under monitoring; the status ends with the transition. */
export const designations: CountyMatters['designations'] = [
  { fact: 'lifted_out', names: renamed('建档立卡贫困户', '脱贫户'), ends: transitionEnds, register: 'O-39' },
  { fact: 'unstable', names: always('脱贫不稳定户'), ends: transitionEnds, register: 'ZY-T7.S4' },
  { fact: 'marginal', names: always('边缘易致贫户'), ends: transitionEnds, register: 'ZY-T7.S4' },
  { fact: 'sudden_hardship', names: always('突发严重困难户'), ends: transitionEnds, register: 'ZY-T7.S4' },
]
