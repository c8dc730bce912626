import type { WorkedCase } from '@yingjin/policy/testing'

const project = { project_in_main_town: true, project_built_to_standard: true, project_public: true } as const
const kindergarten = (classes: number, children: number) =>
  ({ ...project, project_stage: 'preschool', project_classes: classes, project_pupils: children }) as const
const primary = (classes: number, pupils: number) => ({ ...project, project_stage: 'primary', project_classes: classes, project_pupils: pupils }) as const
const junior = (classes: number, pupils: number) => ({ ...project, project_stage: 'junior', project_classes: classes, project_pupils: pupils }) as const
const senior = (classes: number, pupils: number) => ({ ...project, project_stage: 'senior', project_classes: classes, project_pupils: pupils }) as const

const place = '三（五）第4条'
type Expected = WorkedCase['expect'][string]
const worked = (
  title: string,
  line: string,
  facts: WorkedCase['facts'],
  expected: Expected,
  arithmetic: string,
  readings: WorkedCase['readings'] = {},
): WorkedCase => ({
  title,
  subject: 'project',
  term: '2018-autumn',
  readings,
  facts,
  rest: 'no',
  expect: { [line]: expected },
  arithmetic,
  ...('due' in expected && expected.due !== null ? { delivered: { [line]: '补助到校' }, funds: { [line]: { 上级财政: expected.due } } } : {}),
  clause: `${[line, 'YJ-3.5.R5', ...Object.keys(readings)].join('、')}，${place}`,
})
const below = { not: '规模低于下限' } as const

type Kind = Readonly<{
  line: string
  name: string
  of: (classes: number, pupils: number) => WorkedCase['facts']
  standard: readonly [classes: number, pupils: number]
  floor: readonly [classes: number, pupils: number]
  /** Worked by hand: the sum at the floor of the classes, of the pupils, and one above each where the floor itself is out. */
  sums: readonly [atClasses: string, atPupils: string, aboveClasses: string, abovePupils: string]
  arithmetic: readonly [atClasses: string, atPupils: string, aboveClasses: string, abovePupils: string]
}>

const kinds: readonly Kind[] = [
  {
    line: 'YJ-3.5.R1',
    name: '幼儿园',
    of: kindergarten,
    standard: [12, 360],
    floor: [9, 270],
    sums: ['2250000.00', '2250000.00', '2500000.00', '2258333.33'],
    arithmetic: [
      '3000000 × 9/12 = 2250000 元',
      '3000000 × 270/360 = 2250000 元',
      '3000000 × 10/12 = 2500000 元',
      '3000000 × 271/360 = 2258333.333… 元，去尾到分 2258333.33 元',
    ],
  },
  {
    line: 'YJ-3.5.R2',
    name: '小学',
    of: primary,
    standard: [24, 1200],
    floor: [12, 600],
    sums: ['5000000.00', '5000000.00', '5416666.66', '5008333.33'],
    arithmetic: [
      '10000000 × 12/24 = 5000000 元',
      '10000000 × 600/1200 = 5000000 元',
      '10000000 × 13/24 = 5416666.666… 元，去尾到分 5416666.66 元',
      '10000000 × 601/1200 = 5008333.333… 元，去尾到分 5008333.33 元',
    ],
  },
  {
    line: 'YJ-3.5.R3',
    name: '初中',
    of: junior,
    standard: [30, 1500],
    floor: [16, 800],
    sums: ['8000000.00', '8000000.00', '8500000.00', '8010000.00'],
    arithmetic: ['15000000 × 16/30 = 8000000 元', '15000000 × 800/1500 = 8000000 元', '15000000 × 17/30 = 8500000 元', '15000000 × 801/1500 = 8010000 元'],
  },
  {
    line: 'YJ-3.5.R4',
    name: '高中',
    of: senior,
    standard: [36, 1800],
    floor: [18, 900],
    sums: ['7500000.00', '7500000.00', '7916666.66', '7508333.33'],
    arithmetic: [
      '15000000 × 18/36 = 7500000 元',
      '15000000 × 900/1800 = 7500000 元',
      '15000000 × 19/36 = 7916666.666… 元，去尾到分 7916666.66 元',
      '15000000 × 901/1800 = 7508333.333… 元，去尾到分 7508333.33 元',
    ],
  },
]

const fullOf = (line: string): string => (line === 'YJ-3.5.R2' ? '10000000.00' : '15000000.00')
const outAtFloor = { 'O-48': 'below' } as const

/** Exactly at the floor, below and above it, of the classes and of the pupils apart. */
const atTheFloor: readonly WorkedCase[] = kinds.flatMap(({ line, name, of, standard: [classes, pupils], floor: [least, fewest], sums, arithmetic }) => [
  worked(`${name}人数达标、班数正好在下限 ${least} 个班，按班数的比例`, line, of(least, pupils), { due: sums[0] }, arithmetic[0]),
  worked(`${name}班数达标、人数正好在下限 ${fewest} 人，按人数的比例`, line, of(classes, fewest), { due: sums[1] }, arithmetic[1]),
  worked(`${name}人数达标、只有 ${least - 1} 个班，没有`, line, of(least - 1, pupils + 1), below, `${least - 1} < ${least}`),
  worked(`${name}班数达标、只有 ${fewest - 1} 人，没有`, line, of(classes + 1, fewest - 1), below, `${fewest - 1} < ${fewest}`),
  worked(`“及其以下”按不补助理解：${name}人数达标、正好 ${least} 个班，没有`, line, of(least, pupils), below, `${least} = ${least}`, outAtFloor),
  worked(`“及其以下”按不补助理解：${name}班数达标、正好 ${fewest} 人，没有`, line, of(classes, fewest), below, `${fewest} = ${fewest}`, outAtFloor),
  worked(`“及其以下”按不补助理解：${name}人数达标、${least + 1} 个班，按班数的比例`, line, of(least + 1, pupils), { due: sums[2] }, arithmetic[2], outAtFloor),
  worked(`“及其以下”按不补助理解：${name}班数达标、${fewest + 1} 人，按人数的比例`, line, of(classes, fewest + 1), { due: sums[3] }, arithmetic[3], outAtFloor),
  worked(`只看班数时，${name} ${least - 1} 个班没有，人数再多也没有`, line, of(least - 1, pupils + 100), below, `${least - 1} < ${least}`, {
    'O-13': 'classes',
  }),
  worked(`只看人数时，${name} ${fewest - 1} 人没有，班数再多也没有`, line, of(classes + 1, fewest - 1), below, `${fewest - 1} < ${fewest}`, {
    'O-13': 'pupils',
  }),
  worked(`有一项达到即可时，${name}班数人数都低于下限，没有`, line, of(least - 1, fewest - 1), below, '两项都低于下限', { 'O-13': 'either' }),
  worked(`有一项达到即可时，${name}班数低于下限、人数正好在下限，按人数的比例`, line, of(least - 1, fewest), { due: sums[1] }, arithmetic[1], {
    'O-13': 'either',
  }),
  worked(`有一项达到即可时，${name}人数低于下限、班数正好在下限，按班数的比例`, line, of(least, fewest - 1), { due: sums[0] }, arithmetic[0], {
    'O-13': 'either',
  }),
])

/** A school that has everything but one thing. */
const oneThingWrong: readonly WorkedCase[] = kinds.flatMap(({ line, name, of, standard: [classes, pupils] }) => [
  worked(
    `在主城区以外新建的${name}没有，规模再够也没有`,
    line,
    { ...of(classes + 1, pupils), project_in_main_town: false },
    { not: '不在主城区' },
    '不在主城区',
  ),
  worked(
    `没有按规定标准建的${name}没有，规模再够也没有`,
    line,
    { ...of(classes + 1, pupils), project_built_to_standard: false },
    { not: '没有按规定标准新建' },
    '不合标准',
  ),
  worked(`新建的职业学校不按${name}奖补`, line, { ...of(classes, pupils), project_stage: 'vocational' }, { not: `不是新建${name}` }, '条款没有写职业学校'),
  ...(line === 'YJ-3.5.R1'
    ? []
    : [
        worked(
          `小学以上只补助公办理解时，公办${name}照样补助`,
          line,
          of(classes, pupils),
          { due: fullOf(line) },
          `达到标准，${fullOf(line).replace('.00', '')} 元`,
          {
            'O-49': 'public-above-kindergarten',
          },
        ),
        worked(
          `小学以上只补助公办理解时，民办${name}没有，公办民办要先分清`,
          line,
          { ...of(classes + 2, pupils), project_public: false },
          { not: '是民办学校' },
          '民办，不计',
          {
            'O-49': 'public-above-kindergarten',
          },
        ),
      ]),
])

export const newSchools: readonly WorkedCase[] = [
  worked('新建幼儿园正好 12 个班 360 人，补助 300 万元', 'YJ-3.5.R1', kindergarten(12, 360), { due: '3000000.00' }, '达到标准，3000000 元'),
  worked('超过标准的幼儿园不多给', 'YJ-3.5.R1', kindergarten(15, 450), { due: '3000000.00' }, '超过标准不增加，3000000 元'),
  worked(
    '幼儿园 11 个班 359 人，按较低的比例 11/12',
    'YJ-3.5.R1',
    kindergarten(11, 359),
    { due: '2750000.00' },
    '3000000 × 11/12 = 2750000 元；3000000 × 359/360 = 2991666.66 元；取低',
  ),
  worked(
    '幼儿园 12 个班 359 人，按人数的比例去尾到分',
    'YJ-3.5.R1',
    kindergarten(12, 359),
    { due: '2991666.66' },
    '3000000 × 359/360 = 2991666.666… 元，去尾到分 2991666.66 元',
  ),
  worked('只看班数时，11 个班 359 人的幼儿园补助 275 万元', 'YJ-3.5.R1', kindergarten(11, 359), { due: '2750000.00' }, '3000000 × 11/12 = 2750000 元', {
    'O-13': 'classes',
  }),
  worked(
    '只看人数时，11 个班 359 人的幼儿园补助 2991666.66 元',
    'YJ-3.5.R1',
    kindergarten(11, 359),
    { due: '2991666.66' },
    '3000000 × 359/360，去尾到分 2991666.66 元',
    { 'O-13': 'pupils' },
  ),
  worked('有一项达到即可时，11 个班 360 人的幼儿园给全额', 'YJ-3.5.R1', kindergarten(11, 360), { due: '3000000.00' }, '人数达到标准，3000000 元', {
    'O-13': 'either',
  }),
  worked(
    '正好在下限 9 个班 270 人的幼儿园，不算低于，补助 225 万元',
    'YJ-3.5.R1',
    kindergarten(9, 270),
    { due: '2250000.00' },
    '3000000 × 9/12 = 2250000 元；270/360 同为 75%',
  ),
  worked('“及其以下”按不补助理解时，正好 9 个班 270 人的幼儿园没有', 'YJ-3.5.R1', kindergarten(9, 270), below, '正好等于下限', { 'O-48': 'below' }),
  worked(
    '“及其以下”按不补助理解时，比下限多一个班一个人的就有',
    'YJ-3.5.R1',
    kindergarten(10, 271),
    { due: '2258333.33' },
    '3000000 × 271/360 = 2258333.333… 元，去尾到分 2258333.33 元；10/12 更高，取低',
    { 'O-48': 'below' },
  ),
  worked('8 个班 360 人的幼儿园，班数低于下限，没有', 'YJ-3.5.R1', kindergarten(8, 360), below, '8 < 9'),
  worked('12 个班 269 人的幼儿园，人数低于下限，没有', 'YJ-3.5.R1', kindergarten(12, 269), below, '269 < 270'),
  worked('只看人数时，8 个班 360 人的幼儿园给全额', 'YJ-3.5.R1', kindergarten(8, 360), { due: '3000000.00' }, '360/360，3000000 元', { 'O-13': 'pupils' }),
  worked('不在主城区的幼儿园没有奖补', 'YJ-3.5.R1', { ...kindergarten(12, 360), project_in_main_town: false }, { not: '不在主城区' }, '不在主城区'),
  worked(
    '规模没有报的幼儿园，奖补算不出来',
    'YJ-3.5.R1',
    { ...project, project_stage: 'preschool' },
    { missing: ['project_classes', 'project_pupils'] },
    '班数、人数都不知道',
  ),
  worked('新建小学 24 个班 1200 人，补助 1000 万元', 'YJ-3.5.R2', primary(24, 1200), { due: '10000000.00' }, '达到标准，10000000 元'),
  worked(
    '正好在下限 12 个班 600 人的小学，补助 500 万元',
    'YJ-3.5.R2',
    primary(12, 600),
    { due: '5000000.00' },
    '10000000 × 12/24 = 5000000 元；600/1200 同为 50%',
  ),
  worked('11 个班 600 人的小学没有', 'YJ-3.5.R2', primary(11, 600), below, '11 < 12'),
  worked('没有按规定标准新建的小学没有', 'YJ-3.5.R2', { ...primary(24, 1200), project_built_to_standard: false }, { not: '没有按规定标准新建' }, '不合标准'),
  worked(
    '是否按标准新建还没有核实，先核实',
    'YJ-3.5.R2',
    { ...primary(24, 1200), project_built_to_standard: null },
    { missing: ['project_built_to_standard'] },
    '没有核实',
  ),
  worked('民办小学与公办一样补助', 'YJ-3.5.R2', { ...primary(24, 1200), project_public: false }, { due: '10000000.00' }, '公办民办一样，10000000 元'),
  worked('小学以上只补助公办理解时，民办小学没有', 'YJ-3.5.R2', { ...primary(24, 1200), project_public: false }, { not: '是民办学校' }, '民办，不计', {
    'O-49': 'public-above-kindergarten',
  }),
  worked(
    '小学以上只补助公办理解时，民办幼儿园照样补助',
    'YJ-3.5.R1',
    { ...kindergarten(12, 360), project_public: false },
    { due: '3000000.00' },
    '幼儿园写明公民办，3000000 元',
    { 'O-49': 'public-above-kindergarten' },
  ),
  worked('新建初中 30 个班 1500 人，补助 1500 万元', 'YJ-3.5.R3', junior(30, 1500), { due: '15000000.00' }, '达到标准，15000000 元'),
  worked(
    '正好在下限 16 个班 800 人的初中，补助 800 万元',
    'YJ-3.5.R3',
    junior(16, 800),
    { due: '8000000.00' },
    '15000000 × 16/30 = 8000000 元；800/1500 也是 8000000 元',
  ),
  worked('16 个班 799 人的初中没有', 'YJ-3.5.R3', junior(16, 799), below, '799 < 800'),
  worked('不知道是哪一学段的项目，初中奖补先不定', 'YJ-3.5.R3', { ...junior(30, 1500), project_stage: null }, { missing: ['project_stage'] }, '学段还不知道'),
  worked(
    '新建高中 18 个班 901 人，按班数一半，补助 750 万元',
    'YJ-3.5.R4',
    senior(18, 901),
    { due: '7500000.00' },
    '15000000 × 18/36 = 7500000 元；901/1800 更高，取低',
  ),
  worked('新建高中 36 个班 1800 人，补助 1500 万元', 'YJ-3.5.R4', senior(36, 1800), { due: '15000000.00' }, '达到标准，15000000 元'),
  worked('17 个班的高中没有', 'YJ-3.5.R4', senior(17, 1800), below, '17 < 18'),
  worked('初中项目不按高中奖补', 'YJ-3.5.R4', junior(36, 1800), { not: '不是新建普通高中' }, '是初中'),
  worked(
    '人数还没有报的高中，先报人数',
    'YJ-3.5.R4',
    { ...project, project_stage: 'senior', project_classes: 36 },
    { missing: ['project_pupils'] },
    '人数不知道',
  ),
  ...atTheFloor,
  ...oneThingWrong,
]
