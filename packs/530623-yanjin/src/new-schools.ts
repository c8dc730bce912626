import type { Stage } from '@yingjin/facts'
import {
  all,
  any,
  choiceFact,
  compare,
  type Condition,
  type Count,
  countFact,
  fact,
  type Funding,
  highest,
  isOneOf,
  lowest,
  proportion,
  type Sum,
  yes,
} from '@yingjin/policy/author'
import { lineAbout, parameter, reading } from './draft.ts'

const classes = countFact('project_classes', '个班')
const pupils = countFact('project_pupils', '人')

/** Not under the floor; exactly at it as O-48 is read. */
const notBelow = (size: Count, floor: Count): Condition =>
  reading('O-48', { 'not-below': compare(size, 'at-least', floor), below: compare(size, 'more', floor) })

/** The full sum in proportion to the scale, nothing under the floor. */
const shareOf = (full: Sum<'once'>, kept: Count, whole: Count, floor: Count): Sum<'once'> => {
  const when = (atFloor: 'below' | 'not-below') => proportion(full, { kept, whole, floor, atFloor, mode: 'down', clause: 'YJ-3.5.R5' })
  return reading('O-48', { 'not-below': when('not-below'), below: when('below') })
}

/** Nobody asks who runs the school unless O-49 is read otherwise. */
const allOrPublic: Condition = reading('O-49', { all: yes, 'public-above-kindergarten': fact('project_public') })
const publicOrPrivate = <C extends string>(clause: C) => ({
  name: '是公办学校',
  failed: '是民办学校（按小学以上只补助公办理解）',
  when: allOrPublic,
  clause,
  quiet: true,
})

/** “上级财政”: above the county, and no word of which. */
const fromAbove = <C extends string>(clause: C): Funding & { clause: C } => ({
  kind: 'shares',
  heads: [{ head: { name: '上级财政', level: 'upper' }, share: [1, 1] }],
  remainderTo: '上级财政',
  clause,
})

/** One kind of school: its standard scale, its floor, and the full sum. Above the standard there is no more than the full sum. */
const grantFor = (g: {
  id: 'YJ-3.5.R1' | 'YJ-3.5.R2' | 'YJ-3.5.R3' | 'YJ-3.5.R4'
  title: string
  kind: string
  stage: Stage
  full: Sum<'once'>
  standard: Readonly<{ classes: Count; pupils: Count }>
  floor: Readonly<{ classes: Count; pupils: Count; printed: string }>
}) => {
  const [byClasses, byPupils] = [shareOf(g.full, classes, g.standard.classes, g.floor.classes), shareOf(g.full, pupils, g.standard.pupils, g.floor.pupils)]
  const [enoughClasses, enoughPupils] = [notBelow(classes, g.floor.classes), notBelow(pupils, g.floor.pupils)]
  return lineAbout('project', {
    id: g.id,
    title: g.title,
    item: 'new-school-grant',
    clause: g.id,
    criteria: [
      { name: `是新建${g.kind}`, failed: `不是新建${g.kind}`, when: isOneOf(choiceFact('project_stage', 'stage'), [g.stage]), clause: g.id },
      { name: '位于主城区', failed: '不在主城区', when: fact('project_in_main_town'), clause: g.id },
      { name: '按规定标准新建', failed: '没有按规定标准新建', when: fact('project_built_to_standard'), clause: g.id },
      ...(g.stage === 'preschool' ? [] : [publicOrPrivate(g.id)]),
      {
        name: `规模不低于下限（${g.floor.printed}）`,
        failed: `规模低于下限（${g.floor.printed}）`,
        when: reading('O-13', {
          both: all(enoughClasses, enoughPupils),
          classes: enoughClasses,
          pupils: enoughPupils,
          either: any(enoughClasses, enoughPupils),
        }),
        clause: 'YJ-3.5.R5',
      },
    ],
    persons: 'everyone',
    amount: reading('O-13', {
      both: lowest(byClasses, byPupils),
      classes: byClasses,
      pupils: byPupils,
      either: highest(byClasses, byPupils),
    }),
    period: '一次性',
    delivery: { form: 'to-school', payee: '新建学校（举办者）' },
    funding: fromAbove(g.id),
  })
}

export const newSchools = [
  grantFor({
    id: 'YJ-3.5.R1',
    title: '主城区新建幼儿园奖补',
    kind: '幼儿园',
    stage: 'preschool',
    full: parameter('kindergartenGrant'),
    standard: { classes: parameter('kindergartenClasses'), pupils: parameter('kindergartenChildren') },
    floor: { classes: parameter('kindergartenLeastClasses'), pupils: parameter('kindergartenLeastChildren'), printed: '9个班270人' },
  }),
  grantFor({
    id: 'YJ-3.5.R2',
    title: '主城区新建小学奖补',
    kind: '小学',
    stage: 'primary',
    full: parameter('primaryGrant'),
    standard: { classes: parameter('primaryClasses'), pupils: parameter('primaryPupils') },
    floor: { classes: parameter('primaryLeastClasses'), pupils: parameter('primaryLeastPupils'), printed: '12个班600人' },
  }),
  grantFor({
    id: 'YJ-3.5.R3',
    title: '主城区新建初中奖补',
    kind: '初中',
    stage: 'junior',
    full: parameter('juniorGrant'),
    standard: { classes: parameter('juniorClasses'), pupils: parameter('juniorPupils') },
    floor: { classes: parameter('juniorLeastClasses'), pupils: parameter('juniorLeastPupils'), printed: '16个班800人' },
  }),
  grantFor({
    id: 'YJ-3.5.R4',
    title: '主城区新建普通高中奖补',
    kind: '普通高中',
    stage: 'senior',
    full: parameter('seniorGrant'),
    standard: { classes: parameter('seniorClasses'), pupils: parameter('seniorPupils') },
    floor: { classes: parameter('seniorLeastClasses'), pupils: parameter('seniorLeastPupils'), printed: '18个班900人' },
  }),
]
