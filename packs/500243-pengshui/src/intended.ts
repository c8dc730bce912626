import { all, any, choiceFact, type Condition, fact, isNot, isOneOf, type PackSource } from '@yingjin/policy/author'

const stage = choiceFact('stage', 'stage')
const pupil = all(isOneOf(stage, ['primary', 'junior']), fact('in_county_school'))
const named: Condition = any(fact('lifted_out'), fact('minimum_living'), fact('disabled'), fact('orphan'), fact('extreme_hardship'))
const monitored: Condition = any(fact('unstable'), fact('marginal'), fact('sudden_hardship'))
const offRoll = all(fact('boards'), any(isNot(fact('on_roll')), isNot(fact('present'))))

/** For whom the appendix means to do something, and whom its own text leaves out. */
export const intended: NonNullable<PackSource['intended']> = [
  {
    id: '学前家庭经济困难儿童的保教费',
    subject: 'student',
    who: all(isOneOf(stage, ['preschool']), fact('in_county_school'), any(named, monitored)),
    lines: ['PS-A1.1a'],
    apart: [{ name: '在未经批准的幼儿园就读的儿童', when: isNot(fact('school_approved')), because: '条款只写经县级以上教育行政部门批准的幼儿园' }],
    clause: 'PS-A1.1a',
  },
  {
    id: '学前家庭经济困难儿童的生活费或营养餐',
    subject: 'student',
    who: all(isOneOf(stage, ['preschool']), fact('in_county_school'), any(named, monitored)),
    lines: ['PS-A1.1b', 'PS-A1.1c', 'PS-A1.2'],
    apart: [{ name: '在未经批准的幼儿园就读的儿童', when: isNot(fact('school_approved')), because: '条款只写经县级以上教育行政部门批准的幼儿园' }],
    clause: 'PS-A1.1b',
  },
  {
    id: '义务教育学生的免费项目',
    subject: 'student',
    who: pupil,
    lines: ['PS-A2.1a'],
    apart: [],
    clause: 'PS-A2.1a',
  },
  {
    id: '义务教育家庭经济困难学生的生活补贴或免费午餐',
    subject: 'student',
    who: all(pupil, any(named, monitored)),
    lines: ['PS-A2.3', 'PS-A2.4', 'PS-A2.5'],
    apart: [{ name: '不在籍或不在校的寄宿生', when: offRoll, because: '条款只写在籍在校的寄宿生' }],
    clause: 'PS-A2.3',
  },
  {
    id: '普通高中家庭经济困难学生的助学金',
    subject: 'student',
    who: all(isOneOf(stage, ['senior']), fact('in_county_school'), any(named, monitored)),
    lines: ['PS-A3.3a', 'PS-A3.3b'],
    apart: [{ name: '没有正式学籍的学生', when: isNot(fact('on_roll')), because: '条款只写有正式学籍的学生' }],
    clause: 'PS-A3.3a',
  },
]
